/**
 * An office with trunks on a real Asterisk, and carriers made of sipp. Configuration comes from the features' own commands and is
 * projected as the service does it; a test phone without a password dials by one trunk through the context `test-out`.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testOffice, type TestOffice } from '../../db/test-office.ts';
import type { AmiEvent } from '../../asterisk/ami/messages.ts';
import { projected } from '../../office/core/projection.ts';
import { trunkLines } from '../../office/features/trunks/lines.ts';
import { startOfficeEngine, type OfficeEngine } from './office-engine.ts';
import { freePort, mediaPort } from './ports.ts';
import type { Server } from './sipp.ts';
import { tone } from './tone.ts';
import { until } from './product.ts';

export interface SipMessage {
  isSent: boolean;
  firstLine: string;
  headers: Readonly<Record<string, string>>;
  body: string;
}

const scenario = (name: string) => readFileSync(join(import.meta.dirname, `${name}.xml`), 'utf8');

/** sipp's trace of whole messages. */
export function messagesIn(text: string): SipMessage[] {
  return text
    .split(/^-{20,} .*$/m)
    .slice(1)
    .flatMap((block) => {
      const start = /message (sent|received) [^\n]*\n\n/.exec(block);
      if (!start) return [];
      const [head = '', ...rest] = block.slice(start.index + start[0].length).split(/\r?\n\r?\n/);
      const [firstLine = '', ...lines] = head.split(/\r?\n/);
      const headers: Record<string, string> = {};
      for (const line of lines) {
        const at = line.indexOf(':');
        if (at > 0) headers[line.slice(0, at).toLowerCase()] ??= line.slice(at + 1).trim();
      }
      return [{ isSent: start[1] === 'sent', firstLine, headers, body: rest.join('\n\n') }];
    });
}

const refusals = [401, 403, 404, 408, 480, 484, 486, 488, 500, 503, 600, 603];

/** Its reason is the carrier's text: what a dialplan or an expression would read must stay text. */
const carrierScenario = (): string =>
  scenario('carrier')
    .replace(
      '<!-- looks -->',
      refusals
        .map((code) => `<ereg regexp="INVITE sip:[^@]*${code}@" search_in="msg" assign_to="is${code}"/>`)
        .join('\n'),
    )
    .replace(
      '<!-- refusals -->',
      refusals.map((code) => `<nop next="${code}" test="is${code}"/>`).join('\n') +
        '<nop next="10"/>' +
        refusals
          .map(
            (code) => `
  <label id="${code}"/>
  <send retrans="500" next="8">
    <![CDATA[

      SIP/2.0 ${code} No \${EVAL(1)}, "x" \\ $\{SHELL(id)}
      Via:[$via]
      From:[$from]
      To:[$to];tag=[pid]p[call_number]
      Call-ID: [call_id]
      CSeq: [$cseq] INVITE
      Content-Length: 0

    ]]>
  </send>`,
          )
          .join('') +
        '\n<label id="8"/>\n<recv request="ACK" next="10"/>',
    );

interface Run {
  folder: string;
  process: ChildProcess;
  finished: Promise<number | null>;
  messages(): SipMessage[];
}

function sipp(name: string, text: string, args: readonly string[], csv?: string): Run {
  const folder = mkdtempSync(join(tmpdir(), 'switchroom-carrier-'));
  writeFileSync(join(folder, `${name}.xml`), text);
  writeFileSync(join(folder, 'speech.alaw'), tone());
  if (csv !== undefined) writeFileSync(join(folder, 'in.csv'), csv);
  const media = mediaPort();
  const given = [
    ...args,
    '-sf',
    `${name}.xml`,
    '-nostdin',
    '-mp',
    String(media.port),
    '-trace_msg',
    '-message_file',
    'trace.log',
    '-trace_err',
    '-error_file',
    'errors.log',
  ];
  const child = spawn('sipp', given, { cwd: folder, stdio: 'ignore' });
  const finished = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  }).finally(() => media.free());
  return {
    folder,
    process: child,
    finished,
    messages() {
      try {
        return messagesIn(readFileSync(join(folder, 'trace.log'), 'latin1'));
      } catch {
        return [];
      }
    },
  };
}

async function listens(port: number, address: string): Promise<void> {
  await until(`sipp on ${port}`, async () => {
    const socket = createSocket('udp4');
    return new Promise<true | undefined>((resolve) => {
      socket.once('error', () => resolve(true));
      socket.bind(port, address, () => socket.close(() => resolve(undefined)));
    });
  });
}

export interface Carrier extends Server {
  /** INVITEs that begin a call, oldest first. */
  invites(): SipMessage[];
  messages(): SipMessage[];
  stop(): Promise<void>;
}

export async function startCarrier(port?: number, address = '127.0.0.1'): Promise<Carrier> {
  const at = port ?? (await freePort(address));
  const run = sipp('carrier', carrierScenario(), ['-i', address, '-mi', address, '-p', String(at), '-aa', '-l', '500']);
  await listens(at, address);
  return {
    address,
    port: at,
    messages: () => run.messages(),
    invites() {
      const seen = new Set<string>();
      return run.messages().filter((one) => {
        const call = one.headers['call-id'] ?? '';
        const isFirst =
          !one.isSent &&
          one.firstLine.startsWith('INVITE ') &&
          !/tag=/.test(one.headers['to'] ?? '') &&
          !seen.has(call);
        if (isFirst) seen.add(call);
        return isFirst;
      });
    },
    async stop() {
      run.process.kill('SIGKILL');
      await run.finished;
      rmSync(run.folder, { recursive: true, force: true });
    },
  };
}

/** A carrier in trouble: 503 for every call. */
export async function startTroubledCarrier(address: string): Promise<Pick<Carrier, 'address' | 'port' | 'stop'>> {
  const port = await freePort(address);
  const text = `<?xml version="1.0"?><scenario name="troubled"><recv request="INVITE"/><send retrans="500"><![CDATA[

      SIP/2.0 503 Service Unavailable
      [last_Via:]
      [last_From:]
      [last_To:];tag=[pid]t[call_number]
      [last_Call-ID:]
      [last_CSeq:]
      Content-Length: 0

    ]]></send><recv request="ACK"/></scenario>`;
  const run = sipp('troubled', text, ['-i', address, '-p', String(port), '-aa', '-l', '500']);
  await listens(port, address);
  return {
    address,
    port,
    async stop() {
      run.process.kill('SIGKILL');
      await run.finished;
      rmSync(run.folder, { recursive: true, force: true });
    },
  };
}

/** A registrar that says no to everybody. */
export async function startRefusingRegistrar(status: number): Promise<Pick<Carrier, 'port' | 'stop'>> {
  const port = await freePort();
  const text = `<?xml version="1.0"?><scenario name="refusing"><recv request="REGISTER"/><send><![CDATA[

      SIP/2.0 ${status} No
      [last_Via:]
      [last_From:]
      [last_To:];tag=[pid]r[call_number]
      [last_Call-ID:]
      [last_CSeq:]
      Content-Length: 0

    ]]></send></scenario>`;
  const run = sipp('refusing', text, ['-i', '127.0.0.1', '-p', String(port), '-aa']);
  await listens(port, '127.0.0.1');
  return {
    port,
    async stop() {
      run.process.kill('SIGKILL');
      await run.finished;
      rmSync(run.folder, { recursive: true, force: true });
    },
  };
}

/** One call from a carrier: what it says in its request, and what it gets. */
export interface Incoming {
  user: string;
  uriParameters?: string;
  from?: string;
  to?: string;
  header?: string;
  /** Once answered, asks to be transferred there. */
  refersTo?: string;
  address?: string;
  port?: number;
}

export async function callIn(
  server: Server,
  call: Incoming,
): Promise<{ status: number | null; messages: SipMessage[] }> {
  const address = call.address ?? server.address;
  const port = call.port ?? (await freePort(address));
  const to = call.to ?? `<sip:${call.user}@${server.address}>`;
  // Fields of sipp's file end at a semicolon, so what may hold one is written into the scenario itself.
  const text = scenario('incoming')
    .replaceAll('[field0 file="in.csv"]', '[field0]')
    .replaceAll('[field0]', call.user)
    .replaceAll('[field1]', call.from ?? '<sip:+493099887766@carrier.example>')
    .replaceAll('[field2]', to)
    .replaceAll('[field3]', call.header ?? 'X-Nothing: 1')
    .replaceAll('[field4]', call.refersTo ?? '0')
    .replaceAll('[field5]', call.uriParameters ?? '');
  const run = sipp('incoming', text, [
    `${server.address}:${server.port}`,
    '-i',
    address,
    '-mi',
    address,
    '-p',
    String(port),
    '-m',
    '1',
    '-aa',
    '-timeout',
    '20',
  ]);
  await run.finished;
  const messages = run.messages();
  rmSync(run.folder, { recursive: true, force: true });
  return { status: finalOf(messages), messages };
}

const finalOf = (messages: readonly SipMessage[]): number | null => {
  const final = messages.find(
    (one) => !one.isSent && /^SIP\/2\.0 [2-6]/.test(one.firstLine) && (one.headers['cseq'] ?? '').endsWith('INVITE'),
  );
  return final ? Number(final.firstLine.slice(8, 11)) : null;
};

export interface Outgoing {
  status: number | null;
  /** Packets of speech heard before the answer. */
  earlyPackets: number;
  messages: SipMessage[];
}

export interface Lines {
  office: TestOffice;
  engine: OfficeEngine;
  server: Server;
  events: AmiEvent[];
  /** Makes what was configured live, as the service does it. */
  apply(): Promise<void>;
  /** The test phone dials; `trunk` is asked. `caller` is what the office shows. */
  dial(trunk: string, number: string, options?: { caller?: string; talkMs?: number }): Promise<Outgoing>;
  /** The last result of [trunk] that the dialplan told. */
  result(trunk: string): { result: string; cause: string } | undefined;
  stop(): Promise<void>;
}

/** Dialled is `<place of the trunk>*<number>*<caller>`: an id has letters, which a number cannot have. */
const testOut = `
[test-out]
exten => _[+0-9*].,1,Set(VIA=\${CUT(EXTEN,*,1)})
 same => n,Set(CALLERID(num)=\${IF($["\${CUT(EXTEN,*,3)}" = ""]?:+\${CUT(EXTEN,*,3)})})
 same => n,Gosub(trunk,\${TRUNK_\${VIA}},1(\${CUT(EXTEN,*,2)},4,))
 same => n,Goto(end,\${IF($["\${TRUNKRESULT}" = "BUSY"]?busy:no-answer)},1)
`;

export async function startLines(): Promise<Lines> {
  const office = testOffice();
  const events: AmiEvent[] = [];
  const engine = await startOfficeEngine((event) => events.push(event), false, {
    dialplan: testOut,
  });
  const trunks: string[] = [];
  const lines: Lines = {
    office,
    engine,
    server: engine.server,
    events,
    async apply() {
      const phone = projected('ps_endpoints', {
        id: 'test-phone', aors: 'test-phone', auth: '', context: 'test-out', disallow: 'all', allow: 'alaw', direct_media: 'no',
        rewrite_contact: 'yes', rtp_symmetric: 'no', force_rport: 'yes', callerid: '<100>', subscribe_context: '', media_encryption: 'no',
        set_var: 'EXT=none', device_state_busy_at: 0, moh_suggest: 'default', language: 'en',
      }); // prettier-ignore
      engine.runtime.replaceAll([...office.office.projectAll(), { owner: 'test:phone', rows: [phone] }]);
      await engine.engine.apply({ ...engine.engine.settings, trunks: trunkLines(office.office.read, () => []) });
    },
    async dial(trunk, number, { caller = '', talkMs = 100 } = {}) {
      if (!trunks.includes(trunk)) trunks.push(trunk);
      const place = String(trunks.indexOf(trunk));
      await engine.engine.action('Setvar', { Variable: `TRUNK_${place}`, Value: trunk });
      return dialOut(engine.server, `${place}*${number}${caller === '' ? '' : `*${caller.slice(1)}`}`, talkMs);
    },
    result(trunk) {
      const told = events
        .filter((one) => one.event === 'UserEvent' && one.userevent === 'TrunkResult' && one.trunk === trunk)
        .at(-1);
      return told && { result: told.result ?? '', cause: told.cause ?? '' };
    },
    async stop() {
      await engine.stop();
      office.close();
    },
  };
  return lines;
}

async function dialOut(server: Server, dialled: string, talkMs: number): Promise<Outgoing> {
  const speech = createSocket('udp4');
  await new Promise<void>((resolve) => speech.bind(0, server.address, resolve));
  let packets = 0;
  speech.on('message', () => (packets += 1));
  const port = await freePort(server.address);
  const text = scenario('dialler')
    .replaceAll('[field0]', 'test-phone')
    .replaceAll('[field1]', dialled)
    .replaceAll('[field2]', String(speech.address().port))
    .replaceAll('[field3]', String(talkMs));
  const run = sipp('dialler', text, [
    `${server.address}:${server.port}`,
    '-i',
    server.address,
    '-p',
    String(port),
    '-m',
    '1',
    '-aa',
    '-timeout',
    '40',
  ]);
  let earlyPackets = 0;
  const watching = setInterval(() => {
    if (finalOf(run.messages()) === null) earlyPackets = packets;
  }, 20);
  await run.finished;
  clearInterval(watching);
  speech.close();
  const messages = run.messages();
  rmSync(run.folder, { recursive: true, force: true });
  return { status: finalOf(messages), earlyPackets, messages };
}

/** The keeper and the real engine on loopback: quiet start, crash, hang, a dead service, taken ports, odd folders. */
import { createSocket } from 'node:dgram';
import { createServer, type AddressInfo } from 'node:net';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, test } from 'vitest';
import { isAmiError } from '../ami/errors.ts';
import type { Engine } from './engine.ts';
import { EngineError } from './failures.ts';
import { engineFiles } from './files.ts';
import type { Health } from './health.ts';
import { complaints } from './log-tail.ts';
import { identityOf, isAlive } from './process-identity.ts';
import { readRunRecord } from './run-record.ts';
import type { EngineState } from './supervisor.ts';
import {
  freeSipPort,
  answersSip,
  closeOffices,
  messagesOf,
  startOffice,
  testBundle,
  testSettings,
  until,
} from './test-support.ts';

afterEach(closeOffices, 30_000);

/** A call into the dialplan without a phone, by call file; it lasts `seconds`. */
function placeCall(engine: Engine, seconds: number): void {
  const caller = `CallerID: "O'Br ')--" <123>`;
  const lines = ['Channel: Local/600@default/n', caller, 'Application: Wait', `Data: ${seconds}`, ''];
  writeFileSync(`${engine.paths.spool}/tmp/call`, lines.join('\n'));
  renameSync(`${engine.paths.spool}/tmp/call`, `${engine.paths.spool}/outgoing/call`);
}

const pidOf = (state: EngineState): number => {
  if (state.kind !== 'running') throw new Error(`not running: ${JSON.stringify(state)}`);
  return state.pid;
};

describe('start', () => {
  test('is quiet, private, and ends in answered SIP', async () => {
    const { engine, settings } = await startOffice();
    const state = await engine.settled();
    expect(state).toMatchObject({ kind: 'running', isAdopted: false });
    expect(await answersSip(settings)).toBe(true);
    expect(await engine.look()).toMatchObject({ kind: 'healthy' });
    expect(complaints(messagesOf(engine))).toEqual([]);
    expect(statSync(engine.paths.runRecord).mode & 0o777).toBe(0o600);
    expect(statSync(engine.paths.root).mode & 0o777).toBe(0o700);
    expect(existsSync(engine.paths.callsDatabase)).toBe(true);
  });

  test('gives AMI what the product needs and not the console', async () => {
    const { engine } = await startOffice();
    await engine.settled();
    const kind = (name: string, headers = {}) =>
      engine.action(name, headers).then(
        () => 'ok',
        (error: unknown) => (isAmiError(error) ? error.message : String(error)),
      );
    for (const name of ['CoreStatus', 'CoreSettings', 'QueueStatus', 'Ping']) expect(await kind(name)).toBe('ok');
    for (const name of ['Command', 'UpdateConfig', 'Originate', 'AGI'])
      expect(await kind(name)).toContain('Permission denied');
    const lists = [
      'CoreShowChannels',
      'DeviceStateList',
      'PJSIPShowContacts',
      'PJSIPShowEndpoints',
      'ExtensionStateList',
    ];
    for (const name of [...lists, 'PJSIPShowRegistrationInboundContactStatuses'])
      expect(await engine.list(name)).toEqual([]);
    await engine.action('DBPut', { Family: 'test', Key: 'k', Val: 'Jürgen 李; "x"' });
    expect((await engine.list('DBGet', { Family: 'test', Key: 'k' })).map((item) => item.val)).toEqual([
      'Jürgen 李; "x"',
    ]);
    await engine.action('DBDel', { Family: 'test', Key: 'k' });
    expect(await kind('DBDel', { Family: 'test', Key: 'k' })).not.toBe('ok');
  });

  test('events arrive with their text whole', async () => {
    const seen: string[] = [];
    const { engine } = await startOffice('plain', {
      onEvent: (event) => event.event === 'UserEvent' && seen.push(event.text ?? ''),
    });
    await engine.settled();
    await engine.action('UserEvent', { UserEvent: 'test', Text: 'á: b; 李' });
    await until(() => seen.length > 0, 'the event');
    expect(seen).toEqual(['á: b; 李']);
  });

  test.each(['with spaces and ünïcode; too', `${'very-long-'.repeat(8)}/${'x'.repeat(80)}`])(
    'works in a folder named %j',
    async (name) => {
      const { engine, settings } = await startOffice(name);
      expect(await engine.settled()).toMatchObject({ kind: 'running' });
      expect(await answersSip(settings)).toBe(true);
      expect(complaints(messagesOf(engine))).toEqual([]);
      expect(engine.paths.isRunElsewhere).toBe(name.length > 100);
      expect(existsSync(engine.paths.controlSocket)).toBe(true);
    },
  );

  test('a call leaves a row in the call records, hostile name and all', async () => {
    const { engine } = await startOffice();
    await engine.settled();
    placeCall(engine, 1);
    const database = new Database(engine.paths.callsDatabase, { readonly: true });
    const rows = () => database.prepare('select * from cdr').all() as { clid: string; dst: string; start_at: string }[];
    await until(() => rows().length > 0, 'a row');
    expect(rows().map((row) => row.clid)).toContain(`"O'Br ')--" <123>`);
    database.close();
    expect(complaints(messagesOf(engine))).toEqual([]);
  });

  test('listens on IPv6 and, with a certificate, on TLS', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'engine-cert-'));
    const tls = { certificateFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') };
    const subject = ['-subj', '/CN=test', '-days', '2', '-nodes', '-newkey', 'rsa:2048'];
    execFileSync('openssl', ['req', '-x509', ...subject, '-out', tls.certificateFile, '-keyout', tls.keyFile], {
      stdio: 'ignore',
    });
    const base = await testSettings();
    const port = base.transports[0]?.port ?? 0;
    const transports = [
      ...base.transports,
      { protocol: 'udp' as const, address: '::1', port },
      { protocol: 'tls' as const, address: '127.0.0.1', port: await freeSipPort() },
    ];
    const { engine } = await startOffice('plain', { settings: { ...base, tls, transports } });
    expect(await engine.settled()).toMatchObject({ kind: 'running' });
    expect(await engine.look()).toMatchObject({ kind: 'healthy' });
    expect(complaints(messagesOf(engine))).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  test('twice side by side', async () => {
    const [a, b] = [await startOffice('a'), await startOffice('b')];
    const pids = [pidOf(await a.engine.settled()), pidOf(await b.engine.settled())];
    expect(new Set(pids).size).toBe(2);
    await a.engine.stop();
    expect(await answersSip(b.settings)).toBe(true);
    expect(await answersSip(a.settings)).toBe(false);
  });

  test('writes the same bytes for the same settings', async () => {
    const { engine, settings } = await startOffice();
    await engine.settled();
    const input = { settings, bundle: testBundle(), paths: engine.paths, ami: { port: 1, username: 'a', secret: 'b' } };
    expect(engineFiles(input)).toEqual(engineFiles(input));
    expect(readdirSync(engine.paths.etc).sort()).toEqual(Object.keys(engineFiles(input)).sort());
    expect(await engine.apply(settings)).toMatchObject({ action: 'none', changed: [] });
  });
});

describe('a start that cannot be', () => {
  test('names the address, the port and the program when the port is taken', async () => {
    const settings = await testSettings();
    const port = settings.transports[0]?.port ?? 0;
    const holder = createSocket('udp4');
    await new Promise<void>((resolve) => holder.bind(port, '127.0.0.1', resolve));
    const { engine } = await startOffice('plain', { settings });
    const state = await engine.settled();
    holder.close();
    expect(state).toMatchObject({
      kind: 'failed',
      failure: { kind: 'port-in-use', protocol: 'udp', address: '127.0.0.1', port },
    });
    const message = state.kind === 'failed' ? state.failure.message : '';
    expect(message).toContain(`127.0.0.1:${port}`);
    expect(message).toContain(`process ${process.pid}`);
  });

  test('is told for TCP too', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const settings = await testSettings({ transports: [{ protocol: 'tcp', address: '127.0.0.1', port }] });
    const { engine } = await startOffice('plain', { settings });
    const state = await engine.settled();
    server.close();
    expect(state).toMatchObject({ kind: 'failed', failure: { kind: 'port-in-use', protocol: 'tcp' } });
  });

  test('names an address that is not here, a missing bundle and a folder that is a file', async () => {
    const elsewhere = await testSettings({ transports: [{ protocol: 'udp', address: '192.0.2.77', port: 5060 }] });
    const a = await startOffice('a', { settings: elsewhere });
    expect(await a.engine.settled()).toMatchObject({
      kind: 'failed',
      failure: { kind: 'address-not-here', address: '192.0.2.77' },
    });
    const b = await startOffice('b', { bundle: { ...testBundle(), run: '/nonexistent/run.sh' } });
    expect(await b.engine.settled()).toMatchObject({ kind: 'failed', failure: { kind: 'missing-bundle' } });
    const c = await startOffice('c');
    await c.engine.settled();
    await c.engine.stop();
    writeFileSync(`${c.dataDir}/file`, '');
    const d = c.again({ dataDir: `${c.dataDir}/file` });
    expect(await d.settled()).toMatchObject({ kind: 'failed', failure: { kind: 'unwritable-folder' } });
  });

  test('refuses a data folder whose path Asterisk would cut off', async () => {
    const { engine } = await startOffice(`${'x'.repeat(150)}/${'y'.repeat(100)}`);
    expect(await engine.settled()).toMatchObject({ kind: 'failed', failure: { kind: 'path-too-long' } });
  });

  test('reports a crash loop with the last log lines', async () => {
    const { engine } = await startOffice('plain', { bundle: { ...testBundle(), run: '/bin/false' } });
    const state = await engine.settled();
    expect(state).toMatchObject({ kind: 'failed', failure: { kind: 'crashed' } });
  });
});

describe('a crash', () => {
  test('kill -9 is answered by a new process that answers OPTIONS within 5 s', async () => {
    const { engine, settings } = await startOffice();
    const before = pidOf(await engine.settled());
    const secret = readRunRecord(engine.paths)?.ami.secret;
    process.kill(before, 'SIGKILL');
    const ms = await until(
      async () => engine.state.kind === 'running' && pidOf(engine.state) !== before && (await answersSip(settings)),
      'SIP again',
    );
    expect(ms).toBeLessThan(5000);
    console.log(`kill -9 to OPTIONS answered: ${Math.round(ms)} ms`);
    expect(readRunRecord(engine.paths)?.ami.secret).not.toBe(secret);
    expect(complaints(messagesOf(engine))).toEqual([]);
    await engine.action('Ping');
  });

  test('of a stopped process (a hang) is noticed within 15 s and mended within 25 s', { timeout: 40_000 }, async () => {
    const healths: Health[] = [];
    const { engine, settings } = await startOffice('plain', { onHealth: (health) => healths.push(health) });
    const before = pidOf(await engine.settled());
    await engine.look();
    process.kill(before, 'SIGSTOP');
    const begin = performance.now();
    await until(() => healths.some((health) => health.kind === 'unhealthy' && health.isHung), 'seen as hung', 16_000);
    const seen = performance.now() - begin;
    expect(seen).toBeLessThan(15_000);
    await until(
      async () => engine.state.kind === 'running' && pidOf(engine.state) !== before && (await answersSip(settings)),
      'back',
    );
    const back = performance.now() - begin;
    expect(back).toBeLessThan(25_000);
    console.log(`hang: seen after ${Math.round(seen)} ms, back after ${Math.round(back)} ms`);
    expect(identityOf(before)).toBeUndefined();
  });

  test('with a damaged own database: it is set aside and the start goes on', async () => {
    const notes: string[] = [];
    const { engine, again } = await startOffice();
    await engine.settled();
    await engine.stop();
    writeFileSync(engine.paths.astdb, 'this is no database at all'.repeat(100));
    const next = again({ onNote: (note) => notes.push(note) });
    expect(await next.settled()).toMatchObject({ kind: 'running' });
    expect(notes.join()).toContain('damaged');
    expect(readdirSync(engine.paths.lib).some((name) => name.startsWith('astdb.sqlite3.broken-'))).toBe(true);
  });

  test('damage behind a good header is mended too', async () => {
    const { engine, again } = await startOffice();
    await engine.settled();
    await engine.stop();
    const header = Buffer.alloc(8192, 0xff);
    header.write('SQLite format 3\0', 0, 'latin1');
    writeFileSync(engine.paths.astdb, header);
    const next = again();
    const state = await next.settled();
    expect(state, JSON.stringify(state)).toMatchObject({ kind: 'running' });
    await next.action('DBPut', { Family: 'a', Key: 'b', Val: 'c' });
  });
});

describe('a service that dies', () => {
  test('leaves the engine running, and the next one finds the same process', async () => {
    const { engine, settings, again } = await startOffice();
    const pid = pidOf(await engine.settled());
    engine.detach();
    expect(await answersSip(settings)).toBe(true);
    const next = again();
    expect(await next.settled()).toMatchObject({ kind: 'running', pid, isAdopted: true });
    expect((await next.action('CoreSettings')).fields.systemname).toBe('office');
    await next.stop();
    expect(identityOf(pid)).toBeUndefined();
    expect(existsSync(next.paths.runRecord)).toBe(false);
  });

  test('the next one ends an engine that hangs, and starts a new one', async () => {
    const { engine, again } = await startOffice();
    const pid = pidOf(await engine.settled());
    engine.detach();
    process.kill(pid, 'SIGSTOP');
    const next = again();
    const state = await next.settled();
    expect(state).toMatchObject({ kind: 'running', isAdopted: false });
    expect(identityOf(pid)).toBeUndefined();
  });

  test('an engine without a record of ours, but of this folder, is ended and replaced', async () => {
    const { engine, again } = await startOffice();
    const pid = pidOf(await engine.settled());
    engine.detach();
    rmSync(engine.paths.runRecord);
    const next = again();
    const state = await next.settled();
    expect(state, JSON.stringify(state)).toMatchObject({ kind: 'running', isAdopted: false });
    expect(identityOf(pid)).toBeUndefined();
  });

  test('let go in the middle of a restart starts nothing any more', async () => {
    let letGo = () => {};
    const { engine, settings } = await startOffice('plain', {
      onState: (state) => state.kind === 'stopping' && letGo(),
    });
    letGo = () => engine.detach();
    const pid = pidOf(await engine.settled());
    await engine.restart('a test');
    expect(identityOf(pid)).toBeUndefined();
    expect(readRunRecord(engine.paths)).toBeUndefined();
    expect(await answersSip(settings)).toBe(false);
  });

  test('a process id that now belongs to another program is left alone', async () => {
    const { engine, again } = await startOffice();
    await engine.settled();
    const record = readRunRecord(engine.paths);
    await engine.stop();
    const own = identityOf(process.pid);
    if (!record || !own) throw new Error('no record');
    writeFileSync(engine.paths.runRecord, JSON.stringify({ ...record, process: { ...own, startTicks: '1' } }), {
      mode: 0o600,
    });
    const next = again();
    expect(await next.settled()).toMatchObject({ kind: 'running', isAdopted: false });
    expect(isAlive(own)).toBe(true);
  });
});

describe('changed settings', () => {
  test('a new address is a new transport, live by reload in the same process', async () => {
    const { engine, settings } = await startOffice();
    const pid = pidOf(await engine.settled());
    const port = settings.transports[0]?.port ?? 0;
    const more = {
      ...settings,
      transports: [...settings.transports, { protocol: 'udp' as const, address: '127.0.0.2', port }],
    };
    expect(await engine.apply(more)).toMatchObject({ action: 'reload', changed: ['pjsip.conf'], complaints: [] });
    await until(() => answersSip(more), 'the new address', 2000);
    expect(pidOf(engine.state)).toBe(pid);
    expect(await engine.look()).toMatchObject({ kind: 'healthy' });
  });

  test('a vanished address is restarted at once, one that is only left waits until no call is up', async () => {
    let isHere = true;
    const { engine, settings } = await startOffice('plain', { isAddressHere: () => isHere });
    const first = pidOf(await engine.settled());
    const port = settings.transports[0]?.port ?? 0;
    const moved = { ...settings, transports: [{ protocol: 'udp' as const, address: '127.0.0.3', port }] };
    expect(await engine.apply(moved)).toMatchObject({ action: 'restart-when-idle' });
    await until(() => engine.state.kind === 'running' && pidOf(engine.state) !== first, 'idle restart');
    expect(await answersSip(moved)).toBe(true);
    isHere = false;
    const second = pidOf(engine.state);
    const back = { ...settings, transports: [{ protocol: 'udp' as const, address: '127.0.0.4', port }] };
    expect(await engine.apply(back)).toMatchObject({ action: 'restart-now' });
    expect(pidOf(engine.state)).not.toBe(second);
    expect(await answersSip(back)).toBe(true);
  });

  test('a restart waits while a call is up, also over the death of the service, and never hurts the call', async () => {
    const { engine, settings, again } = await startOffice();
    const pid = pidOf(await engine.settled());
    placeCall(engine, 60);
    await until(async () => (await engine.list('CoreShowChannels')).length > 0, 'a call');
    const next = { ...settings, systemName: 'other-name' };
    expect(await engine.apply(next)).toMatchObject({ action: 'restart-when-idle', changed: ['asterisk.conf'] });
    expect(engine.isRestartPending).toBe(true);
    engine.detach();
    const heir = again({ settings: next });
    expect(await heir.settled()).toMatchObject({ kind: 'running', pid, isAdopted: true });
    expect(heir.isRestartPending).toBe(true);
    const [channel] = await heir.list('CoreShowChannels');
    expect(channel?.channel).toMatch(/^Local\/600@default/);
    await heir.action('Hangup', { Channel: channel?.channel });
    await until(() => heir.state.kind === 'running' && pidOf(heir.state) !== pid, 'the restart');
    expect((await heir.action('CoreSettings')).fields.systemname).toBe('other-name');
  });

  test('a taken port is refused and nothing changes', async () => {
    const { engine, settings } = await startOffice();
    await engine.settled();
    const holder = createSocket('udp4');
    await new Promise<void>((resolve) => holder.bind(0, '127.0.0.1', resolve));
    const taken = { protocol: 'udp' as const, address: '127.0.0.1', port: holder.address().port };
    const refused = engine.apply({ ...settings, transports: [...settings.transports, taken] });
    await expect(refused).rejects.toBeInstanceOf(EngineError);
    holder.close();
    expect(await engine.apply(settings)).toMatchObject({ changed: [] });
  });

  test('a bad dialplan line is told, until the next change is taken whole', async () => {
    const { engine, settings } = await startOffice();
    await engine.settled();
    const good = await engine.apply({ ...settings, dialplan: `${settings.dialplan}exten => 601,1,Hangup()\n` });
    expect(good).toMatchObject({ action: 'reload', reloaded: ['pbx_config.so'], complaints: [] });
    const bad = await engine.apply({ ...settings, dialplan: `${settings.dialplan}exten => 602\n` });
    expect(bad.complaints.length).toBeGreaterThan(0);
    expect(engine.complaints).toEqual(bad.complaints);
    await engine.apply(settings);
    expect(engine.complaints).toEqual([]);
  });
});

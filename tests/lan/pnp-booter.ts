/**
 * A phone that boots again and again, as far as PnP goes: asks the group, takes the answer, measures. Prints JSON lines. With
 * `waits` it begins when a line comes on stdin: not while other computers of the test are being started.
 *   node tests/lan/pnp-booter.ts '{"bind":"10.20.0.9","mac":"000413aabb09","boots":20,"everyMs":250}'
 */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { answerTo, buildRequest, headerOf, parseSip } from '../../phones/sip/message.ts';

export interface BooterOptions {
  bind: string;
  mac: string;
  boots: number;
  everyMs: number;
  waits?: boolean;
}

export interface BooterDone {
  kind: 'done';
  /** Until the URL was there, for each boot that got one. */
  ms: number[];
  /** All datagrams that came back. */
  answers: number;
  /** Boots that got more than one 200 or more than one URL. */
  twice: number;
}

const { bind, mac, boots, everyMs, waits = false } = JSON.parse(process.argv[2] ?? '{}') as BooterOptions;
const socket = createSocket('udp4');
const asked = new Map<string, { at: number; accepted: number; told: number; ms?: number }>();
let answers = 0;

socket.on('message', (bytes, from) => {
  const message = parseSip(bytes);
  if (message.kind === 'refused') return;
  answers += 1;
  const boot = asked.get(headerOf(message, 'call-id') ?? '');
  if (!boot) return;
  if (message.kind === 'response') boot.accepted += 1;
  else {
    boot.told += 1;
    boot.ms ??= performance.now() - boot.at;
    socket.send(answerTo(message, 200, 'OK', { tag: 'p' }), from.port, from.address);
  }
});
await new Promise<void>((resolve) => socket.bind(0, bind, resolve));
socket.setMulticastInterface(bind);
process.stdout.write(`${JSON.stringify({ kind: 'ready' })}\n`);
if (waits) await once(process.stdin, 'data');
process.stdin.destroy();
const user = `MAC%3a${mac}`;
for (let n = 0; n < boots; n += 1) {
  const callId = `boot-${process.pid}-${n}`;
  const packet = buildRequest('SUBSCRIBE', `sip:${user}@224.0.1.75`, {
    headers: [
      ['Via', `SIP/2.0/UDP ${bind}:${socket.address().port};branch=z9hG4bK-${n};rport`],
      ['Max-Forwards', '70'],
      ['From', `<sip:${user}@224.0.1.75>;tag=${n}`],
      ['To', `<sip:${user}@224.0.1.75>`],
      ['Call-ID', callId],
      ['CSeq', '1 SUBSCRIBE'],
      ['Contact', `<sip:${bind}:${socket.address().port}>`],
      ['Event', 'ua-profile;profile-type="device";vendor="snom";model="snomD785";version="10.1.198.19"'],
      ['Expires', '0'],
      ['Accept', 'application/url'],
    ],
  });
  asked.set(callId, { at: performance.now(), accepted: 0, told: 0 });
  socket.send(packet, 5060, '224.0.1.75');
  // The pause between two boots is what is measured with, nothing is waited for.
  await new Promise((next) => setTimeout(next, everyMs));
}
// Longer than a repeated NOTIFY takes to come.
await new Promise((rest) => setTimeout(rest, 1200));
const all = [...asked.values()];
const done: BooterDone = {
  kind: 'done',
  ms: all.flatMap(({ ms }) => (ms === undefined ? [] : [ms])),
  answers,
  twice: all.filter(({ accepted, told }) => accepted > 1 || told > 1).length,
};
process.stdout.write(`${JSON.stringify(done)}\n`);
socket.close();

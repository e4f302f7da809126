/**
 * Somebody on the LAN who wants the phones' passwords: asks for the files of many hardware addresses over HTTP, then as
 * phones that boot. Prints what it got as one JSON line.
 *   node tests/lan/stranger.ts '{"bind":"10.20.0.66","server":"10.20.0.1","count":3000,"victim":"000413aabb09"}'
 */
import { createSocket } from 'node:dgram';
import { Agent, request } from 'node:http';
import { parseSip } from '../../phones/sip/message.ts';
import { subscribeBytes } from '../../phones/virtual/ask.ts';
import { snom } from '../../phones/virtual/boots/snom.ts';

export interface StrangerOptions {
  bind: string;
  server: string;
  /** How many hardware addresses are tried over HTTP. */
  count: number;
  /** An adopted phone's. */
  victim: string;
}

const { bind, server, count, victim } = JSON.parse(process.argv[2] ?? '{}') as StrangerOptions;
const print = (line: object): void => {
  process.stdout.write(`${JSON.stringify({ at: Date.now(), ...line })}\n`);
};
const phone = (mac: string) => ({ mac, model: 'D785', firmware: '10.1.198.19' });
/** Those next to the victim's: a sweep finds phones that were bought together. */
const macs = [
  victim,
  ...Array.from({ length: count - 1 }, (_, n) => (parseInt(victim, 16) + n - count / 2).toString(16).padStart(12, '0')),
];

// Less than what one address may have open.
const agent = new Agent({ keepAlive: true, maxSockets: 8 });

function get(path: string, mac: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'User-Agent': snom.httpUserAgent(phone(mac)) };
    const asked = request({ host: server, port: 8480, path, agent, localAddress: bind, headers }, (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode ?? 0));
    });
    asked.once('error', reject);
    asked.end();
  });
}

async function sweep(): Promise<Record<number, number>> {
  const statuses: Record<number, number> = {};
  const paths = macs.flatMap((mac) => {
    const name = `snomD785-${mac.toUpperCase()}.htm`;
    const more = mac === victim ? ['/snomD785.htm', `/${'A'.repeat(22)}/${name}`, `//${name}`, `/../${name}`, '/'] : [];
    return [`/${name}`, ...more].map((path) => ({ path, mac }));
  });
  const worker = async () => {
    for (let next = paths.shift(); next; next = paths.shift()) {
      const status = await get(next.path, next.mac);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  agent.destroy();
  return statuses;
}

/** Asks as phones do; what comes back within the time that an answer takes, by kind. */
async function askAsPhones(asked: readonly string[]): Promise<{ answers: number; urls: string[] }> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, bind, resolve));
  let answers = 0;
  const urls: string[] = [];
  socket.on('message', (datagram) => {
    const message = parseSip(datagram);
    answers += 1;
    if (message.kind === 'request') urls.push(message.body);
  });
  socket.setMulticastInterface(bind);
  for (const [n, mac] of asked.entries()) {
    const here = { address: bind, port: socket.address().port, callId: `stranger-${process.pid}-${n}` };
    socket.send(subscribeBytes(snom.pnp?.(phone(mac)) ?? { uri: '', event: '' }, here), 5060, '224.0.1.75');
    // As fast as one address is listened to.
    await new Promise((resolve) => setTimeout(resolve, 210));
  }
  await new Promise((resolve) => setTimeout(resolve, 700));
  await new Promise<void>((resolve) => socket.close(resolve));
  return { answers, urls };
}

print({ kind: 'swept', statuses: await sweep() });
print({ kind: 'asked-unknown', ...(await askAsPhones(macs.slice(1, 11))) });
print({ kind: 'asked-victim', ...(await askAsPhones([victim])) });

/**
 * Somebody on the network who tries all 65,536 addresses that end differently: over HTTP under the names that makers use,
 * some of them with folders guessed, over TFTP, and as phones that boot. Prints what came back as one JSON line.
 */
import { createSocket } from 'node:dgram';
import { Agent, request } from 'node:http';
import { TftpRefused, tftpGet } from '../../phones/virtual/tftp-client.ts';
import { names, sweptMac, sweptSecret } from './sweep.ts';

const [server = '', bind = '', count = '65536'] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: 12 });
const statuses: Record<string, number> = {};
let leaked = 0;

function get(path: string): Promise<void> {
  return new Promise((resolve) => {
    const asked = request({ host: server, port: 8480, path, agent, localAddress: bind }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => {
        const status = String(response.statusCode);
        statuses[status] = (statuses[status] ?? 0) + 1;
        if (response.statusCode === 200 || body.includes(sweptSecret)) leaked += 1;
        resolve();
      });
    });
    asked.on('error', () => {
      statuses['cut'] = (statuses['cut'] ?? 0) + 1;
      resolve();
    });
    asked.end();
  });
}

let next = 0;
async function worker(): Promise<void> {
  for (let n = next++; n < Number(count); n = next++) {
    const name = names[n % names.length]?.(sweptMac(n)) ?? '';
    await get(n % 16 === 15 ? `/token-${n.toString().padStart(20, '1')}/${name}` : `/${name}`);
  }
}
const began = performance.now();
await Promise.all(Array.from({ length: 12 }, worker));
agent.destroy();
const ms = Math.round(performance.now() - began);

const tftp = { refused: 0, silent: 0, leaked: 0 };
for (let n = 0; n < 400; n += 20) {
  const file = names[0]?.(sweptMac(n)) ?? '';
  try {
    await tftpGet({ host: server, file, localAddress: bind, timeoutMs: 60 });
    tftp.leaked += 1;
  } catch (error) {
    if (error instanceof TftpRefused) tftp.refused += 1;
    else tftp.silent += 1;
  }
}

/** The URL would hold the folder: nothing but the bare acceptance may come back. */
const socket = createSocket('udp4');
let urls = 0;
socket.on('message', (packet) => (urls += packet.toString('latin1').includes('token-') ? 1 : 0));
await new Promise<void>((resolve) => socket.bind(0, bind, resolve));
socket.setMulticastInterface(bind);
for (let n = 0; n < 20; n += 1) {
  const uri = `sip:MAC%3a${sweptMac(n * 100)}@224.0.1.75`;
  const lines = [`SUBSCRIBE ${uri} SIP/2.0`, `Via: SIP/2.0/UDP ${bind}:${socket.address().port};branch=z9hG4bK${n}`, `From: <${uri}>;tag=1`, `To: <${uri}>`, `Call-ID: sweep-${n}`, 'CSeq: 1 SUBSCRIBE', 'Event: ua-profile', 'Content-Length: 0', '', '']; // prettier-ignore
  socket.send(lines.join('\r\n'), 5060, '224.0.1.75');
}
// As long as a phone is told again and again.
await new Promise((rest) => setTimeout(rest, 1500));
socket.close();
process.stdout.write(`${JSON.stringify({ kind: 'swept', count: Number(count), ms, statuses, leaked, tftp, urls })}\n`);

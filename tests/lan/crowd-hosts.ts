/**
 * Plays a crowd inside one namespace: every actor has its own address (and MAC, by macvlan), answers SIP OPTIONS with its
 * recorded banner, shows its web page, answers SNMP and SSDP. Reads `[{address, ...actor}]` from a file; prints a JSON line when
 * all listen, and one for each request to a host that should not have been asked.
 */

import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { parseSip, headerOf, headersOf } from '../../phones/sip/message.ts';
import multicastDns from 'multicast-dns';
import type { Actor } from './crowd-cast.ts';

const [file = '', own = ''] = process.argv.slice(2);
const actors = JSON.parse(readFileSync(file, 'utf8')) as (Actor & { address: string })[];
const say = (event: object): void => void process.stdout.write(`${JSON.stringify(event)}\n`);

function sip({ address, sip: spoken }: Actor & { address: string }): Promise<void> {
  if (spoken === undefined) return Promise.resolve();
  const { header, text, status = 200, port = 5060, answersFrom } = spoken;
  const socket = createSocket('udp4');
  const answering = answersFrom === undefined ? socket : createSocket('udp4').bind({ address, port: answersFrom });
  socket.on('message', (bytes, from) => {
    const request = parseSip(bytes);
    if (request.kind !== 'request' || request.method !== 'OPTIONS') return;
    const lines = [
      `SIP/2.0 ${status} Whatever`,
      ...headersOf(request, 'via').map((via) => `Via: ${via}`),
      `From: ${headerOf(request, 'from')}`,
      `To: ${headerOf(request, 'to')};tag=1`,
      `Call-ID: ${headerOf(request, 'call-id')}`,
      `CSeq: ${headerOf(request, 'cseq')}`,
      `${header}: ${text}`,
      'Content-Length: 0',
    ];
    answering.send(`${lines.join('\r\n')}\r\n\r\n`, from.port, from.address);
  });
  return new Promise((done) => void socket.bind({ address, port }, done));
}

function web({ address, web: page, is, kind }: Actor & { address: string }): Promise<void> {
  if (page === undefined) return Promise.resolve();
  const server = createServer((request, response) => {
    // Nobody who does not look like a phone is asked for a page.
    if (is === undefined && kind === 'other') say({ kind: 'asked-a-stranger', address, url: request.url });
    if (page.redirect !== undefined) return void response.writeHead(302, { location: page.redirect }).end();
    const other = page.paths?.[request.url ?? ''];
    response.setHeader('Content-Type', 'text/html');
    if (page.server !== undefined) response.setHeader('Server', page.server);
    if (page.realm !== undefined) response.setHeader('WWW-Authenticate', `Digest realm="${page.realm}", nonce="1"`);
    response.statusCode = page.realm === undefined ? 200 : 401;
    const html = other ?? `<html><head><title>${page.title ?? ''}</title></head><body>`;
    if (page.isEndless !== true) return void response.end(html);
    response.write(html);
    const timer = setInterval(() => response.write('x'.repeat(65_536)), 1);
    response.on('close', () => clearInterval(timer));
  });
  return new Promise((done) => void server.listen(80, address, done));
}

const tlv = (tag: number, ...body: Uint8Array[]): Buffer =>
  Buffer.concat([Uint8Array.of(tag, Buffer.concat(body).length), ...body]);

/** Answers GET sysDescr.0 of version 2c with the request's own id, and nothing else; version 1 is switched off. */
function snmp({ address, snmp: text, kind }: Actor & { address: string }): Promise<void> {
  if (text === undefined) return Promise.resolve();
  const socket = createSocket('udp4');
  socket.on('message', (bytes, from) => {
    if (kind === 'other') say({ kind: 'asked-a-stranger', address, url: 'snmp' });
    const [version = 0] = bytes.subarray(4, 5);
    const pdu = bytes.subarray(13);
    if (version !== 1 || pdu[0] !== 0xa0) return;
    const id = pdu.subarray(2, 4 + (pdu[3] ?? 0));
    const zero = Buffer.from('020100', 'hex');
    const binding = tlv(0x30, Buffer.from('06082b06010201010100', 'hex'), tlv(4, Buffer.from(text)));
    const answer = tlv(0xa2, id, zero, zero, tlv(0x30, binding));
    socket.send(tlv(0x30, Buffer.from('02010104067075626c6963', 'hex'), answer), from.port, from.address);
  });
  return new Promise((done) => void socket.bind({ address, port: 161 }, done));
}

async function ssdp(list: typeof actors): Promise<void> {
  const answering = list.flatMap(({ address, ssdp: server }) => {
    if (server === undefined) return [];
    const socket = createSocket('udp4');
    socket.bind({ address, port: 0 });
    return [{ socket, server }];
  });
  const group = createSocket({ type: 'udp4', reuseAddr: true });
  group.on('message', (bytes, from) => {
    if (!bytes.toString('latin1').startsWith('M-SEARCH')) return;
    for (const { socket, server } of answering)
      socket.send(`HTTP/1.1 200 OK\r\nST: upnp:rootdevice\r\nSERVER: ${server}\r\n\r\n`, from.port, from.address);
  });
  await new Promise<void>((done) => void group.bind(1900, '0.0.0.0', () => {
    group.addMembership('239.255.255.250', own);
    done();
  })); // prettier-ignore
}

/** The host that has the namespace's own address is a printer that says so by mDNS. */
function printer(): void {
  const mdns = multicastDns({ interface: own, bind: '0.0.0.0' });
  mdns.on('query', (query: { questions: { name: string }[] }) => {
    if (query.questions.some(({ name }) => name === '_ipp._tcp.local'))
      mdns.respond([{ name: '_ipp._tcp.local', type: 'PTR', data: 'Copier, 2nd floor._ipp._tcp.local' }]);
  });
}

await Promise.all(actors.flatMap((actor) => [sip(actor), web(actor), snmp(actor)]));
await ssdp(actors);
printer();
say({ kind: 'ready', actors: actors.length });
process.on('SIGTERM', () => process.exit(0));

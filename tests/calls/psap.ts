/**
 * The other side of a trunk, in a socket of its own: what a carrier answers to a call, and when it was asked. Small on
 * purpose, so that a test can say to the millisecond when the INVITE arrived, and be as rude as real carriers are.
 */
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';

export type CarrierDoes = 'answers' | 'rings' | 'busy' | 'trouble' | 'forbidden' | 'silent';

export interface Asked {
  at: number;
  /** User part of the request. */
  number: string;
  /** User part of From. */
  from: string;
  fromHeader: string;
  asserted: string;
  privacy: string;
  callId: string;
}

export interface Carrier {
  address: string;
  port: number;
  does: CarrierDoes;
  /** Some carriers leave every OPTIONS without an answer, and take calls. */
  answersOptions: boolean;
  /** More calls at once are refused with 503; 0: as many as come. */
  channels: number;
  readonly asked: Asked[];
  readonly up: number;
  /** Calls a number of the office; resolves with the final status. Ends when `hangUp` is called or the office ends it. */
  call(
    server: { address: string; port: number },
    from: string,
    to: string,
  ): { status: Promise<number>; hangUp(): void };
  /** Ends every call that is up. */
  hangUpAll(): void;
  stop(): void;
}

interface Dialog {
  isUp: boolean;
  tag: string;
  invite: string;
  to: RemoteInfo;
}

const header = (message: string, name: string): string =>
  new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(message)?.[1]?.trim() ?? '';
const all = (message: string, name: string): string[] =>
  [...message.matchAll(new RegExp(`^${name}:.*$`, 'gim'))].map(([line]) => line.trim());
const userOf = (text: string): string => /sips?:([^@;>]*)@/.exec(text)?.[1] ?? '';

export async function startCarrier(address: string, port: number, does: CarrierDoes = 'answers'): Promise<Carrier> {
  const socket: Socket = createSocket('udp4');
  await new Promise<void>((ready, fail) => {
    socket.once('error', fail);
    socket.bind(port, address, () => ready());
  });
  const asked: Asked[] = [];
  const dialogs = new Map<string, Dialog>();
  const outgoing = new Map<string, (message: string) => void>();
  let sequence = 0;

  const send = (text: string, to: { address: string; port: number }) => socket.send(text, to.port, to.address);
  const sdp = () =>
    `v=0\r\no=- 1 1 IN IP4 ${address}\r\ns=-\r\nc=IN IP4 ${address}\r\nt=0 0\r\nm=audio ${port + 1} RTP/AVP 8\r\na=rtpmap:8 PCMA/8000\r\n`;

  function reply(request: string, to: RemoteInfo, status: string, tag: string, body = ''): void {
    const toLine = header(request, 'To');
    send(
      [
        `SIP/2.0 ${status}`,
        ...all(request, 'Via'),
        `From: ${header(request, 'From')}`,
        `To: ${toLine}${/;tag=/.test(toLine) ? '' : `;tag=${tag}`}`,
        `Call-ID: ${header(request, 'Call-ID')}`,
        `CSeq: ${header(request, 'CSeq')}`,
        `Contact: <sip:carrier@${address}:${port}>`,
        ...(body ? ['Content-Type: application/sdp'] : []),
        `Content-Length: ${Buffer.byteLength(body)}`,
        '',
        body,
      ].join('\r\n'),
      to,
    );
  }

  function invited(message: string, from: RemoteInfo): void {
    const callId = header(message, 'Call-ID');
    if (asked.some((one) => one.callId === callId)) return; // A retransmission.
    const tag = `c${++sequence}`;
    const fromHeader = header(message, 'From');
    asked.push({
      at: performance.now(),
      number: userOf(message.split('\r\n')[0] ?? ''),
      from: userOf(fromHeader),
      fromHeader,
      asserted: header(message, 'P-Asserted-Identity'),
      privacy: header(message, 'Privacy'),
      callId,
    });
    if (carrier.does === 'silent') return;
    reply(message, from, '100 Trying', tag);
    const isFull = carrier.channels > 0 && carrier.up >= carrier.channels;
    const refusal = isFull ? '503 Service Unavailable' : { busy: '486 Busy Here', trouble: '503 Service Unavailable', forbidden: '403 Forbidden', answers: '', rings: '' }[carrier.does]; // prettier-ignore
    if (refusal) return reply(message, from, refusal, tag);
    const dialog: Dialog = { isUp: carrier.does === 'answers', tag, invite: message, to: from };
    dialogs.set(callId, dialog);
    reply(message, from, '180 Ringing', tag);
    if (carrier.does === 'answers') reply(message, from, '200 OK', tag, sdp());
  }

  socket.on('message', (packet, from) => {
    const message = packet.toString('latin1');
    const callId = header(message, 'Call-ID');
    const out = outgoing.get(callId);
    if (out) return out(message);
    const method = message.split(' ')[0];
    if (method === 'OPTIONS') {
      if (carrier.does !== 'silent' && carrier.answersOptions) reply(message, from, '200 OK', 'o');
    } else if (method === 'INVITE') invited(message, from);
    else if (method === 'BYE') {
      dialogs.delete(callId);
      reply(message, from, '200 OK', 'b');
    } else if (method === 'CANCEL') {
      const dialog = dialogs.get(callId);
      dialogs.delete(callId);
      reply(message, from, '200 OK', 'x');
      if (dialog) reply(dialog.invite, from, '487 Request Terminated', dialog.tag);
    }
  });

  const carrier: Carrier = {
    address,
    port,
    does,
    answersOptions: true,
    channels: 0,
    asked,
    get up() {
      return [...dialogs.values()].filter(({ isUp }) => isUp).length + outgoing.size;
    },
    call(server, from, to) {
      const callId = `out${++sequence}-${port}`;
      const branch = `z9hG4bK${callId}`;
      const lines = (method: string, cseq: number, toTag: string, extra: string[] = []) => [
        `${method} sip:${to}@${server.address}:${server.port} SIP/2.0`,
        `Via: SIP/2.0/UDP ${address}:${port};branch=${branch}${method === 'BYE' ? 'b' : ''}`,
        'Max-Forwards: 70',
        `From: <sip:${from}@${address}>;tag=f${callId}`,
        `To: <sip:${to}@${server.address}>${toTag}`,
        `Call-ID: ${callId}`,
        `CSeq: ${cseq} ${method}`,
        `Contact: <sip:carrier@${address}:${port}>`,
        ...extra,
      ];
      let toTag = '';
      const status = new Promise<number>((done) => {
        outgoing.set(callId, (message) => {
          const code = Number(/^SIP\/2\.0 (\d+)/.exec(message)?.[1] ?? 0);
          if (code === 0) {
            if (message.startsWith('BYE')) {
              outgoing.delete(callId);
              reply(message, { address: server.address, port: server.port } as RemoteInfo, '200 OK', 'b');
            }
            return;
          }
          if (code < 200 || !header(message, 'CSeq').endsWith('INVITE')) return;
          toTag = /;tag=[^;\s]+/.exec(header(message, 'To'))?.[0] ?? '';
          send(`${lines('ACK', 1, toTag, ['Content-Length: 0']).join('\r\n')}\r\n\r\n`, server);
          if (code >= 300) outgoing.delete(callId);
          done(code);
        });
      });
      const body = sdp();
      send(
        [...lines('INVITE', 1, '', ['Content-Type: application/sdp', `Content-Length: ${body.length}`]), '', body].join(
          '\r\n',
        ),
        server,
      );
      return {
        status,
        hangUp() {
          outgoing.delete(callId);
          const method = toTag === '' ? 'CANCEL' : 'BYE';
          send(`${lines(method, method === 'BYE' ? 2 : 1, toTag, ['Content-Length: 0']).join('\r\n')}\r\n\r\n`, server);
        },
      };
    },
    hangUpAll() {
      for (const [callId, { invite, to, tag }] of dialogs) {
        const target = /<([^>]+)>/.exec(header(invite, 'Contact'))?.[1] ?? '';
        send(
          [
            `BYE ${target} SIP/2.0`,
            `Via: SIP/2.0/UDP ${address}:${port};branch=z9hG4bKbye${callId}`,
            'Max-Forwards: 70',
            `From: ${header(invite, 'To')};tag=${tag}`,
            `To: ${header(invite, 'From')}`,
            `Call-ID: ${callId}`,
            'CSeq: 9 BYE',
            'Content-Length: 0',
            '',
            '',
          ].join('\r\n'),
          to,
        );
        dialogs.delete(callId);
      }
    },
    stop: () => socket.close(),
  };
  return carrier;
}

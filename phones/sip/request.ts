/**
 * One SIP request out, its final answer in: OPTIONS for health, NOTIFY for "fetch your file again".
 * UDP repeats with RFC 3261 timers (T1 doubling to T2) until the deadline; TCP sends once. The answer is matched by
 * branch and Call-ID, so a stray datagram on the port changes nothing.
 */

import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { connect, isIPv6 } from 'node:net';
import { buildRequest, headerOf, paramsOf, parseSip, SIP_LIMITS, type SipResponse } from './message.ts';

const T1 = 500;
const T2 = 4000;

export type SipRequestFailure =
  'timeout' | 'port-closed' | 'unreachable' | 'bad-answer' | 'bad-target' | 'no-local-address';

const ADVICE: Record<SipRequestFailure, string> = {
  timeout: 'nothing answered in time; check that the device is on and in the same network',
  'port-closed': 'the computer is there but nothing listens on this port',
  unreachable: 'there is no way to this address; check cable, network and address',
  'bad-answer': 'something answers on this port, but it does not speak SIP',
  'bad-target': 'this is no address that a request can be sent to',
  'no-local-address': 'this computer does not have the local address any more; choose another one',
};

export class SipRequestError extends Error {
  override name = 'SipRequestError';
  readonly code: SipRequestFailure;
  constructor(code: SipRequestFailure, target: string, options?: ErrorOptions) {
    super(`SIP request to ${target}: ${ADVICE[code]}`, options);
    this.code = code;
  }
}

export type SipTarget = {
  host: string;
  port: number;
  transport: 'udp' | 'tcp';
  timeoutMs: number;
  localAddress?: string;
};

export type SipOutgoing = SipTarget & {
  method: string;
  uri: string;
  toUri?: string;
  fromUser?: string;
  /** Instead of this socket's own. */
  contact?: string;
  headers?: readonly (readonly [string, string])[];
  body?: string;
};

export type SipAnswer = { response: SipResponse; roundTripMs: number };

const failureOf = (error: NodeJS.ErrnoException): SipRequestFailure =>
  error.code === 'ECONNREFUSED' ? 'port-closed' : error.code === 'EADDRNOTAVAIL' ? 'no-local-address' : 'unreachable';

export const bracketed = (host: string): string => (isIPv6(host) ? `[${host}]` : host);

function draft(outgoing: SipOutgoing, local: { address: string; port: number }) {
  const branch = `z9hG4bK${randomBytes(12).toString('hex')}`;
  const callId = randomBytes(16).toString('hex');
  const here = `${bracketed(local.address)}:${local.port}`;
  const user = outgoing.fromUser ?? 'switchroom';
  const bytes = buildRequest(outgoing.method, outgoing.uri, {
    headers: [
      ['Via', `SIP/2.0/${outgoing.transport.toUpperCase()} ${here};branch=${branch};rport`],
      ['Max-Forwards', '70'],
      ['From', `<sip:${user}@${bracketed(local.address)}>;tag=${randomBytes(6).toString('hex')}`],
      ['To', `<${outgoing.toUri ?? outgoing.uri}>`],
      ['Call-ID', callId],
      ['CSeq', `1 ${outgoing.method}`],
      ['Contact', outgoing.contact ?? `<sip:${user}@${here}${outgoing.transport === 'tcp' ? ';transport=tcp' : ''}>`],
      ['User-Agent', 'Switchroom'],
      ...(outgoing.headers ?? []),
    ],
    ...(outgoing.body === undefined ? {} : { body: outgoing.body }),
  });
  const isOurs = (response: SipResponse): boolean =>
    headerOf(response, 'call-id') === callId &&
    paramsOf(headerOf(response, 'via') ?? '').params.get('branch') === branch;
  return { bytes, isOurs };
}

/** Throws `SipRequestError`. */
export async function sendSip(outgoing: SipOutgoing): Promise<SipAnswer> {
  const { host, port } = outgoing;
  // Checked here, because sockets throw these from a callback where nobody could catch them.
  if (!Number.isInteger(port) || port < 1 || port > 65_535 || host === '' || /[\s\0<>]/.test(host)) {
    throw new SipRequestError('bad-target', `${host}:${port}`);
  }
  return outgoing.transport === 'udp' ? overUdp(outgoing) : overTcp(outgoing);
}

function overUdp(outgoing: SipOutgoing): Promise<SipAnswer> {
  const target = `${outgoing.host}:${outgoing.port}`;
  return new Promise((resolve, reject) => {
    const socket = createSocket(isIPv6(outgoing.host) ? 'udp6' : 'udp4');
    let repeat: NodeJS.Timeout | undefined;
    const finish = (settle: () => void): void => {
      clearTimeout(deadline);
      clearTimeout(repeat);
      socket.removeAllListeners();
      socket.on('error', () => undefined); // Closing: the outcome is settled already.
      socket.close();
      settle();
    };
    const fail = (code: SipRequestFailure, cause?: unknown): void => {
      finish(() => {
        reject(new SipRequestError(code, target, { cause }));
      });
    };
    const deadline = setTimeout(fail, outgoing.timeoutMs, 'timeout');
    socket.on('error', (error: NodeJS.ErrnoException) => {
      fail(failureOf(error), error);
    });
    socket.bind({ port: 0, ...(outgoing.localAddress === undefined ? {} : { address: outgoing.localAddress }) }, () => {
      // A connected socket learns of a closed port at once (ICMP), instead of waiting for the deadline.
      // No callback here: with one, a failure would go to it instead of to 'error'.
      socket.connect(outgoing.port, outgoing.host);
      socket.once('connect', () => {
        const { bytes, isOurs } = draft(outgoing, socket.address());
        const started = performance.now();
        const send = (wait: number): void => {
          socket.send(bytes, (error) => {
            if (error !== null) fail(failureOf(error), error);
          });
          repeat = setTimeout(send, wait, Math.min(wait * 2, T2));
        };
        socket.on('message', (answer) => {
          const message = parseSip(answer, { ...SIP_LIMITS, bytes: 16_384 });
          if (message.kind !== 'response' || message.status < 200 || !isOurs(message)) return;
          finish(() => {
            resolve({ response: message, roundTripMs: performance.now() - started });
          });
        });
        send(T1);
      });
    });
  });
}

function overTcp(outgoing: SipOutgoing): Promise<SipAnswer> {
  const target = `${outgoing.host}:${outgoing.port}/tcp`;
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: outgoing.host,
      port: outgoing.port,
      ...(outgoing.localAddress === undefined ? {} : { localAddress: outgoing.localAddress }),
    });
    const finish = (settle: () => void): void => {
      clearTimeout(deadline);
      socket.removeAllListeners();
      socket.on('error', () => undefined); // Closing: the outcome is settled already.
      socket.destroy();
      settle();
    };
    const fail = (code: SipRequestFailure, cause?: unknown): void => {
      finish(() => {
        reject(new SipRequestError(code, target, { cause }));
      });
    };
    const deadline = setTimeout(fail, outgoing.timeoutMs, 'timeout');
    let isOurs: (response: SipResponse) => boolean = () => false;
    let received = Buffer.alloc(0);
    let started = 0;
    socket.on('error', (error: NodeJS.ErrnoException) => {
      fail(failureOf(error), error);
    });
    socket.on('end', () => {
      fail('bad-answer');
    });
    socket.on('connect', () => {
      const made = draft(outgoing, { address: socket.localAddress ?? '127.0.0.1', port: socket.localPort ?? 0 });
      isOurs = made.isOurs;
      started = performance.now();
      socket.write(made.bytes);
    });
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      // On a stream the message must be whole before it is read; the body is of no interest here.
      const end = received.indexOf('\r\n\r\n');
      if (received.length > 16_384) fail('bad-answer');
      if (end === -1) return;
      const head = received
        .subarray(0, end)
        .toString('latin1')
        .replace(/\r\ncontent-length\s{0,8}:[^\r]{0,16}/i, '');
      const message = parseSip(Buffer.from(`${head}\r\n\r\n`, 'latin1'), { ...SIP_LIMITS, bytes: 16_384 });
      if (message.kind === 'response' && message.status < 200) {
        received = received.subarray(end + 4);
        return;
      }
      if (message.kind !== 'response' || !isOurs(message)) {
        fail('bad-answer');
        return;
      }
      finish(() => {
        resolve({ response: message, roundTripMs: performance.now() - started });
      });
    });
  });
}

/**
 * A phone that a test holds in its hand: registers with digest, calls, answers, transfers (REFER, also with Replaces,
 * RFC 3515 and RFC 3891), presses keys (RFC 4733), speaks a tone of its own and tells which tones it hears. SIP over UDP
 * as RFC 3261 has it, on loopback only: nothing is lost there, so nothing is sent twice.
 */
import { randomBytes } from 'node:crypto';
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import {
  answerTo,
  buildRequest,
  headerOf,
  headersOf,
  paramsOf,
  parseSip,
  uriOf,
  type SipRequest,
  type SipResponse,
} from '../../phones/sip/message.ts';
import { digestAnswer } from '../../phones/sip/digest.ts';
import { heardTones, toneFrame } from './tones.ts';
import type { PhoneAccount, Server } from './sipp.ts';

export interface SoftCall {
  /** Number and name that the other side showed when it called. */
  readonly from: { number: string; name: string };
  /** The INVITE by which it came in, for its headers. */
  readonly invite: SipRequest | undefined;
  /** Final status of an outgoing call: 200, 486, ... */
  readonly status: number | undefined;
  readonly state: 'ringing' | 'up' | 'over';
  /** Names that the display showed one after another: of the caller, and of whoever took over (RFC 3325 identity). */
  readonly shown: string[];
  answer(): void;
  refuse(status: number): void;
  hangUp(): void;
  /** Blind transfer. */
  transfer(number: string): void;
  /** Attended transfer: the other side of this call gets the other side of that one. */
  transferTo(other: SoftCall): void;
  /** Status lines that came with NOTIFY (RFC 3515 section 2.4.5). */
  readonly transferred: string[];
  press(keys: string): Promise<void>;
  /** Frequencies among those given that were heard in the last half second. */
  hears(tones: readonly number[]): number[];
  up(): Promise<void>;
  over(): Promise<void>;
  ringing(): Promise<void>;
}

export interface Softphone {
  readonly account: PhoneAccount;
  readonly tone: number;
  /** UDP port of its contact. */
  readonly port: number;
  dial(number: string): SoftCall;
  /** The next call that comes in; waits for it. */
  incoming(timeoutMs?: number): Promise<SoftCall>;
  /** All calls that ever came in. */
  readonly rang: SoftCall[];
  /** What it does by itself when called. */
  answersBy: 'hand' | 'itself' | 'headers';
  close(): Promise<void>;
}

const hex = (bytes: number) => randomBytes(bytes).toString('hex');
const waitMs = 15_000;

interface Transaction {
  request: Buffer;
  method: string;
  uri: string;
  headers: (readonly [string, string])[];
  body: string;
  cseq: number;
  tried: boolean;
  done: (response: SipResponse) => void;
  provisional?: ((response: SipResponse) => void) | undefined;
}

/** Registers, so that calls come in. Every phone has a tone (Hz) of its own. */
export async function openSoftphone(server: Server, account: PhoneAccount, tone: number): Promise<Softphone> {
  const socket = await bound();
  const { port } = socket.address();
  const here = `127.0.0.1:${port}`;
  const transactions = new Map<string, Transaction>();
  const calls = new Set<Call>();
  const rang: SoftCall[] = [];
  const waiting: ((call: SoftCall) => void)[] = [];
  let taken = 0;
  const send = (bytes: Buffer, to: { port: number; address: string } = server) =>
    socket.send(bytes, to.port, to.address);

  function request(
    method: string,
    uri: string,
    cseq: number,
    headers: (readonly [string, string])[],
    body: string,
    done: Transaction['done'],
    provisional?: Transaction['provisional'],
    tried = false,
  ): { branch: string } {
    const branch = `z9hG4bK${hex(8)}`;
    const bytes = buildRequest(method, uri, {
      headers: [
        ['Via', `SIP/2.0/UDP ${here};branch=${branch}`],
        ['Max-Forwards', '70'],
        ['CSeq', `${cseq} ${method}`],
        ['Contact', `<sip:${account.device}@${here}>`],
        ...headers,
      ],
      body,
    });
    transactions.set(`${branch}${method}`, {
      request: bytes,
      method,
      uri,
      headers,
      body,
      cseq,
      tried,
      done,
      provisional,
    });
    send(bytes);
    return { branch };
  }

  function onResponse(response: SipResponse): void {
    const branch = paramsOf(headerOf(response, 'via') ?? '').params.get('branch') ?? '';
    const key = `${branch}${(headerOf(response, 'cseq') ?? '').split(' ')[1] ?? ''}`;
    const found = transactions.get(key);
    if (!found) return;
    if (response.status < 200) return found.provisional?.(response);
    const challenge = headerOf(response, 'www-authenticate') ?? headerOf(response, 'proxy-authenticate');
    if (found.method === 'INVITE') acknowledge(found, response, branch);
    if ((response.status === 401 || response.status === 407) && challenge !== undefined && !found.tried) {
      transactions.delete(key);
      const answer = digestAnswer(challenge, {
        method: found.method,
        uri: found.uri,
        user: account.device,
        secret: account.secret,
      });
      if (answer === undefined) throw new Error('a challenge that this phone does not speak');
      const name = response.status === 401 ? 'Authorization' : 'Proxy-Authorization';
      const call = [...calls].find((one) => one.id === idOf(response));
      const cseq = call ? call.nextCseq() : found.cseq + 1;
      const again = request(
        found.method,
        found.uri,
        cseq,
        [...found.headers, [name, answer]],
        found.body,
        found.done,
        found.provisional,
        true,
      );
      if (call && found.method === 'INVITE') call.invited = { branch: again.branch, cseq };
      return;
    }
    if (found.method !== 'INVITE') transactions.delete(key);
    const isFirst = !settled.has(key);
    settled.add(key);
    if (isFirst) found.done(response);
  }
  const settled = new Set<string>();

  /** ACK of a 2xx is a request of its own, that of a failure belongs to the INVITE (RFC 3261 section 17.1.1.3). */
  function acknowledge(found: Transaction, response: SipResponse, branch: string): void {
    const isGood = response.status < 300;
    const uri = isGood ? uriOf(headerOf(response, 'contact') ?? '') : found.uri;
    send(
      buildRequest('ACK', uri, {
        headers: [
          ['Via', `SIP/2.0/UDP ${here};branch=${isGood ? `z9hG4bK${hex(8)}` : branch}`],
          ['Max-Forwards', '70'],
          ['From', headerOf(response, 'from') ?? ''],
          ['To', headerOf(response, 'to') ?? ''],
          ['Call-ID', idOf(response)],
          ['CSeq', `${(headerOf(response, 'cseq') ?? '').split(' ')[0]} ACK`],
        ],
      }),
    );
  }

  function onRequest(message: SipRequest, from: RemoteInfo): void {
    const tag = hex(4);
    const reply = (
      status: number,
      reason: string,
      extra: { tag?: string; headers?: (readonly [string, string])[]; body?: string } = {},
    ) => {
      const head = answerTo(message, status, reason, { tag: extra.tag ?? tag, headers: extra.headers ?? [] });
      send(extra.body === undefined ? head : withBody(head, extra.body), from);
    };
    const call = [...calls].find((one) => one.id === idOf(message));
    if (message.method === 'INVITE' && !call) {
      const made = new Call(message, (status, reason, extra) => reply(status, reason, extra));
      calls.add(made);
      rang.push(made);
      reply(180, 'Ringing', { tag: made.localTag, headers: [['Contact', `<sip:${account.device}@${here}>`]] });
      const asked = `${headersOf(message, 'call-info').join()} ${headersOf(message, 'alert-info').join()}`;
      if (phone.answersBy === 'itself' || (phone.answersBy === 'headers' && /answer-after=0|auto-?answer/i.test(asked)))
        made.answer();
      if (waiting.length > 0) {
        taken += 1;
        waiting.shift()?.(made);
      }
      return;
    }
    if (message.method === 'ACK') return;
    if (message.method === 'OPTIONS') return reply(200, 'OK');
    if (!call) return reply(481, 'Call/Transaction Does Not Exist');
    if (message.method === 'BYE') {
      reply(200, 'OK');
      call.end();
    } else if (message.method === 'CANCEL') {
      reply(200, 'OK');
      call.cancelled();
    } else if (message.method === 'INVITE' || message.method === 'UPDATE') {
      call.show(message);
      reply(200, 'OK', {
        headers: [
          ['Contact', `<sip:${account.device}@${here}>`],
          ...(message.method === 'INVITE' || message.body !== '' ? [['Content-Type', 'application/sdp'] as const] : []),
        ],
        ...(message.method === 'INVITE' || message.body !== '' ? { body: call.sdp() } : {}),
      });
      if (message.body !== '') call.hear(message.body);
    } else if (message.method === 'NOTIFY') {
      reply(200, 'OK');
      call.transferred.push(message.body.trim());
      // The one who transfers hangs up when it is told that the new one has answered (RFC 5589 section 6.1).
      if (/^SIP\/2\.0 200/.test(message.body.trim())) call.hangUp();
    } else reply(200, 'OK');
  }

  class Call implements SoftCall {
    readonly id: string;
    readonly localTag = hex(5);
    readonly invite: SipRequest | undefined;
    readonly from = { number: '', name: '' };
    readonly shown: string[] = [];
    readonly transferred: string[] = [];
    status: number | undefined;
    state: SoftCall['state'] = 'ringing';
    hasRung = false;
    remote = '';
    local = '';
    target = '';
    invited = { branch: '', cseq: 0 };
    private cseq = 1;
    private media: Socket | undefined;
    private mediaPort = 0;
    private peer: { port: number; address: string } | undefined;
    private heard: Buffer = Buffer.alloc(0);
    private sending: NodeJS.Timeout | undefined;
    private sequence = 1;
    private stamp = 0;
    private keys: { digit: number; left: number }[] = [];
    private readonly reply:
      | ((
          status: number,
          reason: string,
          extra?: { tag?: string; headers?: (readonly [string, string])[]; body?: string },
        ) => void)
      | undefined;
    private wakers: (() => void)[] = [];
    private ready: Promise<void>;

    constructor(invite?: SipRequest, reply?: Call['reply']) {
      this.invite = invite;
      this.reply = reply;
      this.id = invite ? idOf(invite) : hex(12);
      this.ready = this.openMedia();
      if (!invite) return;
      const shown = headerOf(invite, 'p-asserted-identity') ?? headerOf(invite, 'from') ?? '';
      this.from.number = /^sips?:([^@;]*)/.exec(uriOf(shown))?.[1] ?? '';
      this.from.name = /^\s*"([^"]*)"/.exec(shown)?.[1] ?? '';
      this.remote = headerOf(invite, 'from') ?? '';
      this.local = `${headerOf(invite, 'to') ?? ''};tag=${this.localTag}`;
      this.target = uriOf(headerOf(invite, 'contact') ?? '');
      this.shown.push(`${this.from.name} ${this.from.number}`.trim());
    }

    nextCseq(): number {
      return (this.cseq += 1);
    }

    place(number: string): void {
      this.local = `<sip:${account.device}@127.0.0.1>;tag=${this.localTag}`;
      const uri = `sip:${number.replaceAll('#', '%23')}@${server.address}:${server.port}`;
      void this.ready.then(() => {
        const { branch } = request(
          'INVITE',
          uri,
          this.cseq,
          [
            ['From', this.local],
            ['To', `<${uri}>`],
            ['Call-ID', this.id],
            ['Supported', 'replaces'],
            ['Allow', 'INVITE, ACK, BYE, CANCEL, OPTIONS, REFER, NOTIFY, UPDATE'],
            ['Content-Type', 'application/sdp'],
          ],
          this.sdp(),
          (response) => this.answeredWith(response),
          (response) => {
            this.hasRung ||= response.status === 180 || response.status === 183;
            if (response.body !== '') this.hear(response.body);
            this.wake();
          },
        );
        this.invited = { branch, cseq: this.cseq };
      });
    }

    private answeredWith(response: SipResponse): void {
      this.status = response.status;
      if (response.status >= 300) return this.end();
      this.remote = headerOf(response, 'to') ?? '';
      this.target = uriOf(headerOf(response, 'contact') ?? '');
      this.show(response);
      this.hear(response.body);
      this.state = 'up';
      this.wake();
    }

    show(message: SipRequest | SipResponse): void {
      const identity = headerOf(message, 'p-asserted-identity') ?? headerOf(message, 'remote-party-id');
      if (identity === undefined) return;
      const number = /^sips?:([^@;]*)/.exec(uriOf(identity))?.[1] ?? '';
      this.shown.push(`${/^\s*"([^"]*)"/.exec(identity)?.[1] ?? ''} ${number}`.trim());
    }

    answer(): void {
      void this.ready.then(() => {
        if (this.state !== 'ringing' || !this.invite) return;
        this.reply?.(200, 'OK', {
          tag: this.localTag,
          headers: [
            ['Contact', `<sip:${account.device}@${here}>`],
            ['Supported', 'replaces'],
            ['Content-Type', 'application/sdp'],
          ],
          body: this.sdp(),
        });
        this.hear(this.invite.body);
        this.state = 'up';
        this.wake();
      });
    }

    refuse(status: number): void {
      this.reply?.(status, 'No', { tag: this.localTag });
      this.end();
    }

    cancelled(): void {
      if (this.state !== 'ringing') return;
      this.refuse(487);
    }

    hangUp(): void {
      if (this.state === 'over') return;
      if (this.state === 'ringing' && this.invite) return this.refuse(486);
      if (this.state === 'ringing') {
        const uri = transactions.get(`${this.invited.branch}INVITE`)?.uri ?? '';
        send(
          buildRequest('CANCEL', uri, {
            headers: [
              ['Via', `SIP/2.0/UDP ${here};branch=${this.invited.branch}`],
              ['Max-Forwards', '70'],
              ['From', this.local],
              ['To', `<${uri}>`],
              ['Call-ID', this.id],
              ['CSeq', `${this.invited.cseq} CANCEL`],
            ],
          }),
        );
        return;
      }
      this.within('BYE', []);
      this.end();
    }

    private within(method: string, headers: (readonly [string, string])[]): void {
      request(
        method,
        this.target,
        this.nextCseq(),
        [['From', this.local], ['To', this.remote], ['Call-ID', this.id], ...headers],
        '',
        () => undefined,
      );
    }

    transfer(number: string): void {
      const to = `sip:${number.replaceAll('#', '%23')}@${server.address}:${server.port}`;
      this.within('REFER', [
        ['Refer-To', `<${to}>`],
        ['Referred-By', `<sip:${account.device}@${here}>`],
      ]);
    }

    transferTo(other: SoftCall): void {
      const { id, local, remote, target } = other as Call;
      const tagOf = (text: string) => paramsOf(text).params.get('tag') ?? '';
      // Replaces names the dialog as the one who gets it sees it: his own tag is to-tag.
      const replaces = encodeURIComponent(`${id};to-tag=${tagOf(remote)};from-tag=${tagOf(local)}`);
      this.within('REFER', [
        ['Refer-To', `<${target.split(';')[0] ?? ''}?Replaces=${replaces}>`],
        ['Referred-By', `<sip:${account.device}@${here}>`],
      ]);
    }

    async press(keys: string): Promise<void> {
      for (const key of keys) {
        const digit = '0123456789*#ABCD'.indexOf(key);
        if (digit === -1) throw new Error(`${key} is no key`);
        this.keys.push({ digit, left: 6 });
        await new Promise<void>((done) => setTimeout(done, 220));
      }
    }

    hears(tones: readonly number[]): number[] {
      return heardTones(this.heard, tones);
    }

    sdp(): string {
      return [
        'v=0', 'o=phone 1 1 IN IP4 127.0.0.1', 's=-', 'c=IN IP4 127.0.0.1', 't=0 0', `m=audio ${this.mediaPort} RTP/AVP 8 101`,
        'a=rtpmap:8 PCMA/8000', 'a=rtpmap:101 telephone-event/8000', 'a=fmtp:101 0-16', 'a=sendrecv', '',
      ].join('\r\n'); // prettier-ignore
    }

    hear(sdp: string): void {
      const port = Number(/^m=audio (\d+)/m.exec(sdp)?.[1] ?? 0);
      const address = /^c=IN IP4 (\S+)/m.exec(sdp)?.[1] ?? '127.0.0.1';
      if (port === 0) return;
      this.peer = { port, address };
      this.sending ??= setInterval(() => this.speak(), 20);
    }

    private async openMedia(): Promise<void> {
      this.media = await bound();
      this.mediaPort = this.media.address().port;
      this.media.on('message', (packet) => {
        if ((packet[1] ?? 0) % 128 === 8) this.heard = Buffer.concat([this.heard, packet.subarray(12)]).subarray(-4000);
      });
    }

    /** One RTP packet (RFC 3550): 20 ms of the tone, or a piece of a key (RFC 4733, payload type 101). */
    private speak(): void {
      if (!this.peer || !this.media) return;
      const key = this.keys[0];
      const header = Buffer.alloc(12);
      header[0] = 0x80;
      header[1] = key ? 101 : 8;
      header.writeUInt16BE(this.sequence++ & 0xffff, 2);
      header.writeUInt32BE(this.stamp >>> 0, 4);
      header.writeUInt32BE(port, 8);
      let payload: Buffer;
      if (key) {
        // Events keep the time of their start; the last packets say that it is over.
        payload = Buffer.from([key.digit, key.left <= 3 ? 0x8a : 0x0a, 0, 0]);
        payload.writeUInt16BE((7 - key.left) * 160, 2);
        key.left -= 1;
        if (key.left === 0) {
          this.keys.shift();
          this.stamp += 160 * 7;
        }
      } else {
        payload = toneFrame(tone, this.stamp);
        this.stamp += 160;
      }
      this.media.send(Buffer.concat([header, payload]), this.peer.port, this.peer.address);
    }

    end(): void {
      this.state = 'over';
      clearInterval(this.sending);
      this.media?.removeAllListeners();
      this.media?.close();
      this.media = undefined;
      this.wake();
    }

    private wake(): void {
      for (const waker of this.wakers.splice(0)) waker();
    }

    private when(what: string, isSo: () => boolean): Promise<void> {
      return new Promise((resolve, reject) => {
        const late = setTimeout(
          () => reject(new Error(`${account.device}: the call is not ${what} (${this.state}, ${this.status ?? '-'})`)),
          waitMs,
        );
        const look = () => {
          if (!isSo()) return void this.wakers.push(look);
          clearTimeout(late);
          resolve();
        };
        look();
      });
    }

    up = () => this.when('up', () => this.state === 'up');
    over = () => this.when('over', () => this.state === 'over');
    ringing = () => this.when('ringing', () => this.hasRung || this.state !== 'ringing');
  }

  socket.on('message', (bytes, from) => {
    const message = parseSip(bytes, { bytes: 16_384, line: 4096, headers: 100 });
    if (message.kind === 'response') onResponse(message);
    else if (message.kind === 'request') onRequest(message, from);
  });

  const registrationId = hex(12);
  const register = (expires: number) =>
    new Promise<void>((resolve, reject) => {
      const uri = `sip:${server.address}:${server.port}`;
      const me = `<sip:${account.device}@${server.address}>`;
      request(
        'REGISTER',
        uri,
        expires === 0 ? 10 : 1,
        [
          ['From', `${me};tag=${hex(4)}`],
          ['To', me],
          ['Call-ID', registrationId],
          ['Expires', String(expires)],
        ],
        '',
        (response) =>
          response.status === 200
            ? resolve()
            : reject(new Error(`${account.device} is not registered: ${response.status}`)),
      );
    });

  const phone: Softphone = {
    account,
    tone,
    port,
    rang,
    answersBy: 'hand',
    dial(number) {
      const call = new Call();
      calls.add(call);
      call.place(number);
      return call;
    },
    incoming(timeoutMs = waitMs) {
      const next = rang[taken];
      if (next) {
        taken += 1;
        return Promise.resolve(next);
      }
      return new Promise((resolve, reject) => {
        const late = setTimeout(() => {
          waiting.splice(waiting.indexOf(arrived), 1);
          reject(new Error(`${account.device} does not ring`));
        }, timeoutMs);
        const arrived = (call: SoftCall) => {
          clearTimeout(late);
          resolve(call);
        };
        waiting.push(arrived);
      });
    },
    async close() {
      for (const call of calls) call.hangUp();
      await register(0);
      for (const call of calls) if (call.state !== 'over') call.end();
      socket.close();
    },
  };
  await register(3600);
  return phone;
}

const idOf = (message: SipRequest | SipResponse) => headerOf(message, 'call-id') ?? '';

/** answerTo() writes no body: the length of the empty one is replaced. */
function withBody(head: Buffer, body: string): Buffer {
  return Buffer.from(
    head.toString('utf8').replace(/Content-Length: 0\r\n/, `Content-Length: ${Buffer.byteLength(body)}\r\n`) + body,
  );
}

function bound(): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.once('error', reject);
    socket.bind(0, '127.0.0.1', () => {
      socket.removeListener('error', reject);
      socket.on('error', () => undefined); // A port that was closed at the other end answers with ICMP; the tests see what is missing.
      resolve(socket);
    });
  });
}

/** Two of our phones and a real registrar of our own; calls go from phone to phone, as nothing but SIP stands between. */
import { createSocket } from 'node:dgram';
import { afterEach, describe, expect, it } from 'vitest';
import { startTestRegistrar, type TestRegistrar } from '../registrar.ts';
import type { VirtualAccount } from '../settings.ts';
import type { PhoneStack, StackEvent } from '../stack.ts';
import { startUserAgent } from './index.ts';
import { lampOf } from './lamps.ts';
import { canSpeak } from './silence.ts';

const account = (port: number, more: Partial<VirtualAccount> = {}): VirtualAccount => ({
  position: 1,
  displayName: 'Ann',
  user: 'p1',
  authUser: 'p1',
  secret: 's3cret "quoted"; and,more',
  host: '127.0.0.1',
  port,
  transport: 'udp',
  srtp: false,
  mailbox: '',
  codecs: ['pcma'],
  ...more,
});

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

type Phone = { stack: PhoneStack; events: StackEvent[]; until: (kind: StackEvent['kind']) => Promise<StackEvent> };

async function phone(
  accounts: readonly VirtualAccount[],
  onNotify: (known: boolean) => boolean = () => true,
): Promise<Phone> {
  const events: StackEvent[] = [];
  const stack = await startUserAgent({
    accounts,
    bind: '127.0.0.1',
    userAgent: 'Yealink SIP-T46U 108.86.0.20',
    lamps: [],
    emit: (event) => events.push(event),
    onNotify: (_, known) => onNotify(known),
  });
  ends.push(() => stack.close());
  return {
    stack,
    events,
    until: (kind) =>
      new Promise((resolve, reject) => {
        const deadline = Date.now() + 4000;
        const look = (): void => {
          const at = events.findIndex((event) => event.kind === kind);
          if (at !== -1) resolve(events.splice(0, at + 1).at(-1)!);
          else if (Date.now() > deadline) reject(new Error(`no ${kind}, but ${JSON.stringify(events)}`));
          else setTimeout(look, 5);
        };
        look();
      }),
  };
}

async function registrar(): Promise<TestRegistrar> {
  const made = await startTestRegistrar({ address: '127.0.0.1', user: 'p1', secret: account(0).secret });
  ends.push(() => made.close());
  return made;
}

/** Passes calls to the other one of two phones, which it knows by their registrations; those it leaves unanswered. */
async function between(): Promise<number> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  ends.push(() => new Promise<void>((resolve) => socket.close(() => resolve())));
  const ports = new Set<number>();
  socket.on('message', (bytes, from) => {
    ports.add(from.port);
    const to = [...ports].find((port) => port !== from.port);
    if (to !== undefined && !bytes.toString('latin1').startsWith('REGISTER')) socket.send(bytes, to, '127.0.0.1');
  });
  return socket.address().port;
}

describe('a SIP phone of our own', () => {
  it('[R4] registers with digest and its vendor’s name, and signs off', async () => {
    const server = await registrar();
    const { stack, until, events } = await phone([account(server.port)]);
    await until('registered');
    expect(server.registrations).toMatchObject([
      { user: 'p1', userAgent: 'Yealink SIP-T46U 108.86.0.20', expires: 300 },
    ]);
    await stack.close();
    expect(events).toEqual([{ kind: 'unregistered', user: 'p1' }]);
    expect(server.registrations.at(-1)?.expires).toBe(0);
    ends.splice(1);
  });

  it('[R4] says why a registration is refused, and asks only twice', async () => {
    const server = await registrar();
    const { until } = await phone([
      account(server.port, { secret: 'wrong' }),
      account(server.port, { transport: 'tls' }),
    ]);
    expect(await until('register-failed')).toMatchObject({ reason: expect.stringContaining('TLS') as string });
    expect(await until('register-failed')).toEqual({ kind: 'register-failed', user: 'p1', reason: '403 Forbidden' });
    expect(server.refusals).toHaveLength(1);
  });

  it('[R4] rings, is answered, speaks, and either end hangs up', async () => {
    const port = await between();
    const [a, b] = [await phone([account(port)]), await phone([account(port, { displayName: 'Bob' })])];
    a.stack.dial('p1');
    expect(await b.until('ringing')).toMatchObject({ name: 'Ann', number: 'p1' });
    b.stack.answer();
    await Promise.all([a.until('answered'), b.until('answered')]);
    a.stack.hangUp();
    expect([await a.until('ended'), await b.until('ended')]).toEqual([
      { kind: 'ended', reason: 'Hung up here' },
      { kind: 'ended', reason: 'Hung up there' },
    ]);
    b.stack.dial('p1');
    await a.until('ringing');
    a.stack.answer();
    await Promise.all([a.until('answered'), b.until('answered')]);
    a.stack.hangUp();
    expect((await b.until('ended')) as object).toMatchObject({ reason: 'Hung up there' });
  });

  it('[R4] refuses, gives up before it is answered, and has one call at a time', async () => {
    const port = await between();
    const [a, b] = [await phone([account(port)]), await phone([account(port)])];
    a.stack.dial('p1');
    await b.until('ringing');
    b.stack.hangUp();
    expect(await a.until('ended')).toMatchObject({ reason: '486 Busy Here' });
    a.stack.dial('p1');
    await b.until('ringing');
    // While it rings here, whoever calls hears busy.
    b.stack.dial('p1');
    a.stack.hangUp();
    expect([await a.until('ended'), await b.until('ended')]).toEqual([
      { kind: 'ended', reason: '487 Request Terminated' },
      { kind: 'ended', reason: 'Cancelled' },
    ]);
    expect(b.events.filter(({ kind }) => kind === 'dialling')).toEqual([]);
  });

  it('[R4] wants a password for a NOTIFY when its maker’s phones do', async () => {
    const server = await registrar();
    const asked: boolean[] = [];
    const { until } = await phone([account(server.port)], (known) => {
      asked.push(known);
      return known;
    });
    await until('registered');
    const { status } = await server.notify(server.registrations[0]!, { event: 'check-sync' });
    expect([status, asked]).toEqual([401, [false]]);
  });

  it('reads lamps: ringing before busy', () => {
    const of = (...states: string[]) =>
      lampOf(states.map((one) => `<dialog id="1"><state>${one}</state></dialog>`).join(''));
    expect([of(), of('terminated'), of('confirmed'), of('confirmed', 'early'), of('trying')]).toEqual([
      'off',
      'off',
      'busy',
      'ringing',
      'ringing',
    ]);
  });

  it('speaks only where it can be heard', () => {
    const offer = (profile: string, types: string) => `v=0\r\nm=audio 4000 ${profile} ${types}\r\n`;
    expect([offer('RTP/AVP', '9 8 101'), offer('RTP/AVP', '9 18'), offer('RTP/SAVP', '8'), ''].map(canSpeak)).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });
});

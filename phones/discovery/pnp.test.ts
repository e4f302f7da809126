import { createSocket, type Socket } from 'node:dgram';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { answerTo, headerOf, parseSip, type SipMessage, type SipRequest } from '../sip/message.ts';
import type { Neighbour } from './neighbours.ts';
import { startPnp, type PnpDeps, type PnpHandle, type PnpProblem, type PnpSighting } from './pnp.ts';
import { isInSubnet, isOfficeAddress } from './subnet.ts';
import { macInUri, readUaProfile } from './ua-profile.ts';

const MAC = '000413aabbcc';
const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

const subscribe = (
  port: number,
  callId = 'boot-1',
  extra = 'vendor="snom";model="snomD785";version="10.1.198.19"',
  user = `MAC%3a${MAC}`,
): string =>
  [
    `SUBSCRIBE sip:${user}@224.0.1.75 SIP/2.0`,
    `Via: SIP/2.0/UDP 127.0.0.1:${port};branch=z9hG4bK-${callId};rport`,
    'Max-Forwards: 70',
    `From: <sip:${user}@224.0.1.75>;tag=phone`,
    `To: <sip:${user}@224.0.1.75>`,
    `Call-ID: ${callId}`,
    'CSeq: 1 SUBSCRIBE',
    `Contact: <sip:127.0.0.1:${port}>`,
    `Event: ua-profile;profile-type="device";${extra}`,
    'Expires: 0',
    'Accept: application/url',
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');

type Rig = {
  pnp: PnpHandle;
  phone: Socket;
  port: number;
  got: SipMessage[];
  seen: PnpSighting[];
  taken: PnpSighting[];
  problems: PnpProblem[];
  send: (text: string | Buffer) => void;
};

/** The listener on a loopback port instead of the group: everything but the multicast join itself (tests/lan has that). */
async function rig(options: Partial<PnpDeps> & { answers?: boolean } = {}): Promise<Rig> {
  const phone = createSocket('udp4');
  await new Promise<void>((resolve) => phone.bind(0, '127.0.0.1', resolve));
  const spare = createSocket('udp4');
  await new Promise<void>((resolve) => spare.bind(0, '127.0.0.1', resolve));
  const group = spare.address().port;
  await new Promise<void>((resolve) => spare.close(() => resolve()));

  const [got, seen, taken, problems]: [SipMessage[], PnpSighting[], PnpSighting[], PnpProblem[]] = [[], [], [], []];
  const pnp = await startPnp({
    address: '127.0.0.1',
    group: '127.0.0.1',
    port: group,
    now: () => 1000,
    neighbourOf: () => Promise.resolve<Neighbour>({ known: false, why: 'here' }),
    decide: (sighting) => (sighting.mac === MAC ? 'http://127.0.0.1:8080/token/' : undefined),
    onSeen: (sighting) => seen.push(sighting),
    onTaken: (sighting) => taken.push(sighting),
    onProblem: (problem) => problems.push(problem),
    ...options,
  });
  phone.on('message', (bytes, from) => {
    const message = parseSip(bytes);
    if (message.kind === 'refused') throw new Error(message.code);
    got.push(message);
    if (message.kind === 'request' && options.answers !== false)
      phone.send(answerTo(message, 200, 'OK', { tag: 'x' }), from.port, from.address);
  });
  cleanups.push(
    () => pnp.close(),
    () => phone.close(),
  );
  return {
    pnp,
    phone,
    port: phone.address().port,
    got,
    seen,
    taken,
    problems,
    send: (text) => phone.send(text, group, '127.0.0.1'),
  };
}

const kinds = (messages: readonly SipMessage[]): string[] =>
  messages.map((m) => (m.kind === 'request' ? m.method : String(m.status)));

describe('PnP', () => {
  it('[R4] sees an expected phone, answers 200 and NOTIFY in the RFC form, and learns that it was taken', async () => {
    const { got, seen, taken, port, send } = await rig();
    send(subscribe(port));
    await vi.waitFor(() => expect(taken).toHaveLength(1));
    expect(kinds(got)).toEqual(['200', 'NOTIFY']);
    expect(seen).toEqual([
      expect.objectContaining({
        mac: MAC,
        vendor: 'snom',
        model: 'snomD785',
        firmware: '10.1.198.19',
        address: '127.0.0.1',
        via: 'pnp',
        at: 1000,
      }),
    ]);
    const [accepted, notify] = got as [SipMessage, SipRequest];
    const tag = headerOf(accepted, 'to')?.split(';tag=')[1];
    expect(headerOf(notify, 'from')).toBe(`<sip:MAC%3a${MAC}@224.0.1.75>;tag=${tag}`);
    expect(headerOf(notify, 'to')).toBe(`<sip:MAC%3a${MAC}@224.0.1.75>;tag=phone`);
    expect([
      headerOf(notify, 'call-id'),
      headerOf(notify, 'content-type'),
      headerOf(notify, 'subscription-state'),
    ]).toEqual(['boot-1', 'application/url', 'terminated;reason=timeout']);
    expect(headerOf(notify, 'via')).not.toContain('z9hG4bK-boot-1');
    expect(notify.body).toBe('http://127.0.0.1:8080/token/');
  });

  it('answers one boot once: a repeated SUBSCRIBE gets the same 200 and no second NOTIFY', async () => {
    const { got, taken, seen, port, send } = await rig();
    send(subscribe(port));
    await vi.waitFor(() => expect(taken).toHaveLength(1));
    send(subscribe(port));
    await vi.waitFor(() => expect(kinds(got)).toEqual(['200', 'NOTIFY', '200']));
    expect(headerOf(got[2]!, 'to')).toBe(headerOf(got[0]!, 'to'));
    send(subscribe(port, 'boot-2'));
    await vi.waitFor(() => expect(kinds(got)).toEqual(['200', 'NOTIFY', '200', '200', 'NOTIFY']));
    expect(seen).toHaveLength(2);
  });

  it('says nothing to a stranger, tells the office once, and answers as soon as it is adopted', async () => {
    let isAdopted = false;
    const { got, seen, taken, port, send, pnp } = await rig({
      decide: () => (isAdopted ? 'http://127.0.0.1/x/' : undefined),
    });
    send(subscribe(port));
    send(subscribe(port));
    await vi.waitFor(() => expect(pnp.stats.received).toBe(2));
    expect([got.length, seen.length, pnp.offer(MAC)]).toEqual([0, 1, false]);
    isAdopted = true;
    expect(pnp.offer(MAC)).toBe(true);
    await vi.waitFor(() => expect(taken).toHaveLength(1));
    expect(kinds(got)).toEqual(['200', 'NOTIFY']);
    expect(pnp.offer('000413000001')).toBe(false);
  });

  it('tells nothing to a device that claims the MAC of another', async () => {
    const { got, problems, port, send } = await rig({
      neighbourOf: () => Promise.resolve({ known: true, mac: '0015650a0b0c' }),
    });
    send(subscribe(port));
    await vi.waitFor(() => expect(problems).toEqual([expect.objectContaining({ code: 'mac-conflict' })]));
    await vi.waitFor(() => expect(kinds(got)).toEqual(['200']));
  });

  it('[R4] tells nothing while the network does not say who asks, says so, and answers the next question', async () => {
    let neighbour: Neighbour = { known: false, why: 'silent' };
    const { got, taken, problems, port, send } = await rig({ neighbourOf: () => Promise.resolve(neighbour) });
    send(subscribe(port));
    await vi.waitFor(() => expect(problems).toMatchObject([{ code: 'unproved' }]), 4000);
    expect(problems[0]?.message).toContain('did not say which device is at 127.0.0.1. It was told nothing.');
    expect(kinds(got)).toEqual(['200']);
    neighbour = { known: true, mac: MAC };
    send(subscribe(port));
    await vi.waitFor(() => expect(taken).toHaveLength(1));
  });

  it('[R4] tells nothing where the network cannot be asked, and says so at once', async () => {
    const problem = 'arp -a: not found';
    const neighbourOf = () => Promise.resolve<Neighbour>({ known: false, why: 'unreadable', problem });
    const { got, problems, port, send } = await rig({ neighbourOf });
    send(subscribe(port));
    await vi.waitFor(() => expect(problems).toMatchObject([{ code: 'unproved' }]));
    expect(problems[0]?.message).toContain(problem);
    expect(kinds(got)).toEqual(['200']);
  });

  it('[R4] waits for the network to say who asks', async () => {
    let looks = 0;
    const neighbourOf = () => {
      looks += 1;
      return Promise.resolve<Neighbour>(looks < 8 ? { known: false, why: 'silent' } : { known: true, mac: MAC });
    };
    const { taken, port, send } = await rig({ neighbourOf });
    send(subscribe(port));
    await vi.waitFor(() => expect(taken).toHaveLength(1), 3000);
  });

  it('[R4] looks again before each repetition: whoever has the address by then is told nothing more', async () => {
    let mac = MAC;
    const neighbourOf = () => Promise.resolve<Neighbour>({ known: true, mac });
    const { got, problems, port, send } = await rig({ neighbourOf, answers: false, firstWaitMs: 100 });
    send(subscribe(port));
    await vi.waitFor(() => expect(kinds(got)).toContain('NOTIFY'));
    mac = '0015650a0b0c';
    await vi.waitFor(() => expect(problems).toMatchObject([{ code: 'mac-conflict' }]));
    expect(kinds(got)).toEqual(['200', 'NOTIFY']);
  });

  it('takes the MAC from the wire when the maker sends none', async () => {
    const { taken, port, send } = await rig({ neighbourOf: () => Promise.resolve({ known: true, mac: MAC }) });
    send(subscribe(port, 'boot-1', '', 'phone'));
    await vi.waitFor(() => expect(taken).toEqual([expect.objectContaining({ mac: MAC, vendor: undefined })]));
  });

  it('repeats the NOTIFY until the phone confirms', async () => {
    const { got, port, send } = await rig({ answers: false });
    send(subscribe(port));
    await vi.waitFor(
      () => expect(kinds(got).filter((kind) => kind === 'NOTIFY').length).toBeGreaterThanOrEqual(2),
      3000,
    );
    const notifies = got.filter((message) => message.kind === 'request');
    expect(headerOf(notifies[0]!, 'via')).toBe(headerOf(notifies[1]!, 'via'));
  });

  it('limits one source without silence for nonsense bringing it down', async () => {
    const { pnp, seen, port, send } = await rig();
    for (let count = 0; count < 60; count += 1) send(Buffer.alloc(count, count));
    await vi.waitFor(() => expect(pnp.stats.received).toBe(60));
    expect(pnp.stats.limited).toBeGreaterThanOrEqual(35);
    send(subscribe(port));
    await vi.waitFor(() => expect(pnp.stats.received).toBe(61));
    expect(seen).toHaveLength(0);
  });

  it('[R4] answers in the type that the phone understands, and never in one that makes it mute', async () => {
    const { got, port, send } = await rig();
    const accept = async (callId: string, types: string): Promise<string | undefined> => {
      send(subscribe(port, callId).replace('application/url', types));
      const isIt = (m: SipMessage) => m.kind === 'request' && headerOf(m, 'call-id') === callId;
      await vi.waitFor(() => expect(got.some(isIt)).toBe(true));
      const notify = got.find(isIt);
      return notify === undefined ? undefined : headerOf(notify, 'content-type');
    };
    expect(await accept('a', 'application/x-gs-ucm-url, application/url')).toBe('application/url');
    expect(await accept('b', 'application/x-gs-ucm-url')).toBe('application/url');
    expect(await accept('c', 'text/plain;q=1')).toBe('text/plain');
    expect(await accept('d', '*/*')).toBe('application/url');
    expect(await accept('e', 'application/<script>')).toBe('application/url');
  });

  it('[R4] accepts with 202 where the maker’s own servers do, and with 200 elsewhere', async () => {
    const { got, port, send } = await rig();
    send(subscribe(port, 'gs', 'vendor="Grandstream";model="GRP2614";version="1.0.5.48"'));
    await vi.waitFor(() => expect(kinds(got)).toEqual(['202', 'NOTIFY']));
  });

  it('[R4] tries the other form with phones that may want it, after the right one stayed unanswered', async () => {
    const { got, port, send } = await rig({ answers: false, firstWaitMs: 20 });
    const known = () => Promise.resolve<Neighbour>({ known: true, mac: MAC });
    const other = await rig({ answers: false, neighbourOf: known, firstWaitMs: 20 });
    const text = subscribe(other.port, 'ac', '', '1234').replace('"device"', '"application"');
    other.send(text);
    send(subscribe(port, 'plain'));
    const notifies = (messages: SipMessage[]) => messages.filter((m) => m.kind === 'request');
    await vi.waitFor(() => expect(notifies(other.got).length).toBeGreaterThanOrEqual(4));
    const tags = notifies(other.got.slice(0, 5)).map((m) =>
      headerOf(m, 'from')?.endsWith('tag=phone') ? 'as asked' : 'swapped',
    );
    expect(tags).toEqual(['swapped', 'swapped', 'swapped', 'as asked']);
    await vi.waitFor(() => expect(notifies(got).length).toBeGreaterThanOrEqual(4));
    expect(notifies(got).every((m) => headerOf(m, 'to')?.endsWith('tag=phone'))).toBe(true);
  });

  it('[R4] tells a phone that asks again in a new conversation in that one only', async () => {
    const { got, port, send } = await rig({ answers: false });
    send(subscribe(port, 'first'));
    await vi.waitFor(() => expect(kinds(got)).toContain('NOTIFY'));
    send(subscribe(port, 'second'));
    const of = (callId: string) => got.filter((m) => m.kind === 'request' && headerOf(m, 'call-id') === callId).length;
    await vi.waitFor(() => expect(of('second')).toBe(2), 3000);
    expect(of('first')).toBe(1);
  });

  it('[R4] hears no network that it was not given', async () => {
    const { pnp, seen, port, send } = await rig();
    expect(await pnp.hearOn(['192.0.2.7'])).toEqual(['127.0.0.1']);
    send(subscribe(port));
    await vi.waitFor(() => expect(seen).toMatchObject([{ wire: '127.0.0.1' }]));
  });

  it('names a taken port and what to do', async () => {
    const blocker = createSocket('udp4');
    await new Promise<void>((resolve) => blocker.bind(0, '127.0.0.1', resolve));
    cleanups.push(() => blocker.close());
    const port = blocker.address().port;
    await expect(rig({ port })).rejects.toMatchObject({
      code: 'port-in-use',
      port,
      message: expect.stringContaining('Stop that program') as string,
    });
    await expect(rig({ group: '192.0.2.7' })).rejects.toMatchObject({ code: 'no-such-address' });
  });
});

describe('PnP texts', () => {
  it('finds the MAC however vendors write it', () => {
    for (const uri of [
      'sip:MAC%3A000413AABBCC@x',
      'sip:MAC%3a000413aabbcc@x',
      'sip:MAC=000413AABBCC@x',
      'sip:mac000413aabbcc@x',
      'sip:MAC:00:04:13:AA:BB:CC@x',
      'sip:MAC%3a00-04-13-AA-BB-CC@x',
    ]) {
      expect([uri, macInUri(uri)]).toEqual([uri, MAC]);
    }
    for (const uri of [
      'sip:224.0.1.75',
      'sip:MAC%3A000413AABBC@x',
      'sip:MAC%3A000413AABBCCDD@x',
      'sip:MAC%3Affffffffffff@x',
      'mac'.repeat(5000),
    ]) {
      expect(macInUri(uri)).toBeUndefined();
    }
  });

  it('reads what each vendor puts there, and cleans what could hurt a screen', () => {
    const read = (extra: string) => readUaProfile(parseSip(Buffer.from(subscribe(5060, 'a', extra))) as SipRequest);
    expect(read('vender="Panasonic";model=KX-HDV230;version=1')).toMatchObject({
      vendor: 'Panasonic',
      model: 'KX-HDV230',
    });
    expect(read('')).toMatchObject({ mac: MAC, vendor: undefined });
    expect(read(`vendor="a\u202eb\u200b";model="${'x'.repeat(400)}"`)).toMatchObject({
      vendor: 'a\ufffdb\ufffd',
      model: 'x'.repeat(64),
    });
    expect(
      readUaProfile(parseSip(Buffer.from(subscribe(1).replace('ua-profile', 'presence'))) as SipRequest),
    ).toBeUndefined();
  });

  it('knows the wire', () => {
    expect([
      isInSubnet('10.0.1.9', '10.0.0.1/23'),
      isInSubnet('10.0.2.9', '10.0.0.1/23'),
      isInSubnet('x', '10.0.0.1/23'),
    ]).toEqual([true, false, false]);
    expect(['10.1.1.1', '192.168.1.1', '127.0.0.1', '8.8.8.8', 'x'].map(isOfficeAddress)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});

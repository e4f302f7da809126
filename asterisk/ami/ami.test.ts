/** The AMI port against a server that behaves badly: nothing hangs, nothing is invented, nothing is sent that was not asked for. */
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { openAmi, retryDelay, type Ami, type AmiOptions } from './ami.ts';
import { isAmiError, type AmiError } from './errors.ts';
import { fullyBooted, startFakeAmi, type FakeAmi, type FakeOptions } from './fake-server.ts';
import { checkedAction } from './headers.ts';
import type { AmiEvent } from './messages.ts';

const opened: { ami: Ami[]; fakes: FakeAmi[] } = { ami: [], fakes: [] };
afterEach(async () => {
  for (const ami of opened.ami.splice(0)) ami.close();
  await Promise.all(opened.fakes.splice(0).map((fake) => fake.stop()));
});

async function fakeAmi(options: FakeOptions = {}): Promise<FakeAmi> {
  const fake = await startFakeAmi(options);
  opened.fakes.push(fake);
  return fake;
}
function amiOn(port: number, options: Partial<AmiOptions> = {}): Ami {
  const ami = openAmi({ host: '127.0.0.1', port, username: 'switchroom', secret: 'secret', ...options });
  opened.ami.push(ami);
  return ami;
}
async function until(condition: () => boolean, what: string): Promise<void> {
  const end = Date.now() + 5000;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`never happened: ${what}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
const failure = (promise: Promise<unknown>): Promise<AmiError> =>
  promise.then(
    () => {
      throw new Error('should have been rejected');
    },
    (error: unknown) => {
      if (isAmiError(error)) return error;
      throw error;
    },
  );

describe('a connection', () => {
  test('is ready only after login and FullyBooted', async () => {
    const fake = await fakeAmi({ isBooted: false });
    const ami = amiOn(fake.port);
    await until(() => fake.actions.length === 1, 'login');
    expect((await failure(ami.action('Ping'))).kind).toBe('not-ready');
    fake.sessions[0]?.say(...fullyBooted);
    await ami.ready(1000);
    expect((await ami.action('Ping')).response).toBe('Success');
  });

  test('reads the same from single bytes as from one piece, UTF-8 and Output included', async () => {
    const results = [];
    for (const chunkBytes of [1, 7, 100_000]) {
      const events: AmiEvent[] = [];
      const fake = await fakeAmi({
        chunkBytes,
        answer: (action, session) => {
          const id = `ActionID: ${action.actionid ?? ''}`;
          session.say(
            'Event: Newchannel',
            'Channel: PJSIP/a-1',
            'CallerIDName: Jürgen 李 😀',
            'ChanVariable: a=1',
            'ChanVariable: b=x=y',
          );
          session.say('Response: Success', id, 'Message: Command output follows', 'Output: one line: with colon');
        },
      });
      const ami = amiOn(fake.port, { onEvent: (event) => events.push(event) });
      await ami.ready(5000);
      const answer = await ami.action('Command', { Command: 'core show uptime' });
      results.push({ output: answer.output, message: answer.message, events: events.map((event) => ({ ...event })) });
    }
    expect(results[0]).toEqual({
      output: ['one line: with colon'],
      message: 'Command output follows',
      events: [{ event: 'Newchannel', channel: 'PJSIP/a-1', calleridname: 'Jürgen 李 😀', chanvariable: 'a=1\nb=x=y' }],
    });
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
  });

  test('collects a list by its own id, leaves other events alone, and knows an empty one', async () => {
    const events: AmiEvent[] = [];
    const fake = await fakeAmi({
      answer: (action, session) => {
        const id = `ActionID: ${action.actionid ?? ''}`;
        // As recorded: its message ends with a line feed of its own, which makes an empty message behind it.
        if (action.action === 'PJSIPShowContacts')
          return session.say('Response: Error', id, 'Message: No Contacts found\n');
        if (action.action === 'VoicemailUsersList')
          return session.say('Response: Success', id, 'Message: There are no voicemail users.');
        session.say('Response: Success', id, 'EventList: start', 'Message: Channels will follow');
        session.say('Event: CoreShowChannel', id, 'Channel: PJSIP/a-1');
        session.say('Event: CoreShowChannel', 'ActionID: somebody-else', 'Channel: PJSIP/x-1');
        session.say('Event: Hangup', 'Channel: PJSIP/z-9');
        session.say('Event: CoreShowChannel', id, 'Channel: PJSIP/b-2');
        session.say('Event: CoreShowChannelsComplete', id, 'EventList: Complete', 'ListItems: 2');
      },
    });
    const ami = amiOn(fake.port, { onEvent: (event) => events.push(event) });
    await ami.ready(1000);
    expect((await ami.list('CoreShowChannels')).map((item) => item.channel)).toEqual(['PJSIP/a-1', 'PJSIP/b-2']);
    expect(events.map((event) => event.channel)).toEqual(['PJSIP/x-1', 'PJSIP/z-9']);
    expect(await ami.list('PJSIPShowContacts')).toEqual([]);
    expect(await ami.list('VoicemailUsersList')).toEqual([]);
  });

  test('knows an event by its Event header, also when it has a Response header of its own', async () => {
    const events: AmiEvent[] = [];
    const fake = await fakeAmi();
    const ami = amiOn(fake.port, { onEvent: (event) => events.push(event) });
    await ami.ready(1000);
    fake.sessions[0]?.say('Event: ChallengeResponseFailed', 'Response: abc', 'Challenge: x');
    await until(() => events.length > 0, 'the event');
    expect({ ...events[0] }).toEqual({ event: 'ChallengeResponseFailed', response: 'abc', challenge: 'x' });
  });

  test('times out an action that nobody answers and is still usable', async () => {
    const fake = await fakeAmi({
      answer: (action, session) => {
        if (action.action === 'Ping')
          session.say('Response: Success', `ActionID: ${action.actionid ?? ''}`, 'Ping: Pong');
      },
    });
    const ami = amiOn(fake.port);
    await ami.ready(1000);
    expect((await failure(ami.action('CoreStatus', {}, { timeoutMs: 30 }))).kind).toBe('timeout');
    expect((await failure(ami.list('CoreShowChannels', {}, { timeoutMs: 30 }))).kind).toBe('timeout');
    expect((await ami.action('Ping')).fields.ping).toBe('Pong');
  });

  test('asks again while a reload is in progress', async () => {
    let asked = 0;
    const fake = await fakeAmi({
      answer: (action, session) => {
        const id = `ActionID: ${action.actionid ?? ''}`;
        if (++asked < 3) session.say('Response: Error', id, 'Message: A reload is in progress');
        else session.say('Response: Success', id, 'Message: Module Reloaded');
      },
    });
    const ami = amiOn(fake.port);
    await ami.ready(1000);
    expect((await ami.action('Reload', { Module: 'res_pjsip.so' })).message).toBe('Module Reloaded');
    expect(asked).toBe(3);
  });

  test('hands on 20,000 events in order', async () => {
    const seen: (string | undefined)[] = [];
    const fake = await fakeAmi();
    const ami = amiOn(fake.port, { onEvent: (event) => seen.push(event.n) });
    await ami.ready(1000);
    const event = (n: number) => `Event: VarSet\r\nChannel: PJSIP/a-1\r\nN: ${n}\r\n\r\n`;
    fake.sessions[0]?.raw(Array.from({ length: 20_000 }, (_, n) => event(n)).join(''));
    await until(() => seen.length === 20_000, 'all events');
    expect(seen).toEqual(Array.from({ length: 20_000 }, (_, n) => String(n)));
  });

  test('is ended when a message never ends', async () => {
    const reasons: (AmiError | undefined)[] = [];
    const fake = await fakeAmi();
    const ami = amiOn(fake.port, {
      limits: { messageBytes: 10_000 },
      onState: (state, reason) => state === 'lost' && reasons.push(reason),
    });
    await ami.ready(1000);
    fake.sessions[0]?.raw('Event: X\r\n' + 'A: b\r\n'.repeat(5000));
    await until(() => reasons.length > 0, 'loss');
    expect(reasons[0]?.kind).toBe('too-much');
  });

  test('is ended when the other side falls silent', async () => {
    const fake = await fakeAmi({ answer: () => undefined });
    const states: string[] = [];
    const ami = amiOn(fake.port, { limits: { idleMs: 30, pingMs: 30 }, onState: (state) => states.push(state) });
    await ami.ready(1000);
    await until(() => states.includes('lost'), 'loss');
    expect(fake.actions.map((action) => action.action)).toContain('Ping');
  });
});

describe('a lost connection', () => {
  test('rejects all that is pending, comes back by itself and says so for a full re-sync', async () => {
    const fake = await fakeAmi({
      answer: (action, session) => (action.action === 'Hangup' ? session.die() : undefined),
    });
    const states: string[] = [];
    let synced = 0;
    const ami = amiOn(fake.port, { onState: (state) => states.push(state), onReady: () => synced++ });
    await ami.ready(1000);
    const lost = [
      failure(ami.action('CoreStatus')),
      failure(ami.list('CoreShowChannels')),
      failure(ami.action('Hangup', { Channel: 'a' })),
    ];
    expect((await Promise.all(lost)).map((error) => error.kind)).toEqual(['closed', 'closed', 'closed']);
    expect((await failure(ami.action('Ping'))).kind).toBe('not-ready');
    await until(() => synced === 2, 'second re-sync');
    expect(states).toEqual(['connecting', 'ready', 'lost', 'connecting', 'ready']);
    expect(fake.sessions.length).toBe(2);
  });

  test('in the middle of an event does not make a ghost of it', async () => {
    const events: AmiEvent[] = [];
    const fake = await fakeAmi();
    const ami = amiOn(fake.port, { onEvent: (event) => events.push(event) });
    await ami.ready(1000);
    fake.sessions[0]?.raw('Event: Hangup\r\nChannel: PJSIP/a-1\r\nCause: 16');
    fake.sessions[0]?.die();
    await until(() => fake.sessions.length === 2, 'second connection');
    await ami.ready(2000);
    fake.sessions[1]?.raw('Asterisk Call Manager/11.0.0\r\nChannel: half\r\n\r\n');
    fake.sessions[1]?.say('Event: Hangup', 'Channel: PJSIP/b-2', 'Cause: 17');
    await until(() => events.length > 0, 'an event');
    expect(events.map((event) => ({ ...event }))).toEqual([{ event: 'Hangup', channel: 'PJSIP/b-2', cause: '17' }]);
  });

  test('with a wrong secret is told as such', async () => {
    const reasons: (AmiError | undefined)[] = [];
    const fake = await fakeAmi();
    amiOn(fake.port, { secret: 'wrong', onState: (state, reason) => state === 'lost' && reasons.push(reason) });
    await until(() => reasons.length > 0, 'loss');
    expect(reasons[0]?.kind).toBe('login');
  });

  test('with nobody listening is told, and close ends the trying', async () => {
    const fake = await startFakeAmi();
    const { port } = fake;
    await fake.stop();
    const states: string[] = [];
    const ami = amiOn(port, { onState: (state) => states.push(state) });
    const waiting = failure(ami.ready(5000));
    await until(() => states.filter((state) => state === 'lost').length === 2, 'two losses');
    ami.close();
    expect((await waiting).kind).toBe('closed');
  });

  test('backs off from 0.25 s to 5 s', () => {
    const low = [0, 1, 2, 3, 4, 5, 60].map((losses) => retryDelay(losses, () => 0));
    expect(low).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000]);
    expect(retryDelay(0, () => 0.999)).toBeLessThan(320);
  });
});

describe('what goes out', () => {
  const hostile = [
    'x\r\nAction: Originate',
    'x\nVariable: A=B',
    'x\r\n\r\n',
    '\r',
    'a\0b',
    '\ud800',
    'A'.repeat(901),
    'é'.repeat(451),
  ];
  test.each(hostile)('refuses %j and sends nothing', async (value) => {
    const fake = await fakeAmi();
    const ami = amiOn(fake.port);
    await ami.ready(1000);
    const sent = fake.actions.length;
    expect((await failure(ami.action('UserEvent', { UserEvent: 'x', Text: value }))).kind).toBe('bad-header');
    expect((await failure(ami.action('UserEvent', { [`K${value}`]: 'x' }))).kind).toBe('bad-header');
    expect((await failure(ami.action('Originate', { Variable: { A: value } }))).kind).toBe('bad-header');
    await ami.action('Ping');
    expect(fake.actions.slice(sent).map((action) => action.action)).toEqual(['Ping']);
  });

  test.each(['A=1,B=2', 'a\\,b', '"x', '(', ']'])(
    'refuses %j as the value of a named variable, where AMI splits',
    (value) => {
      expect(() => checkedAction('Originate', { Variable: { A: value } })).toThrow(/AMI splits/);
    },
  );

  test('refuses a leading blank, which Asterisk would drop', () => {
    expect(() => checkedAction('UserEvent', { Text: ' x' })).toThrow(/blank/);
  });

  test('refuses an own ActionID, a second Action and too many headers', () => {
    expect(() => checkedAction('Ping', { ActionID: '1' })).toThrow();
    expect(() => checkedAction('Ping', { action: 'Command' })).toThrow();
    expect(() => checkedAction('Ping', { A: '1', a: '2' })).toThrow();
    expect(() => checkedAction('Ping', { A: Array.from({ length: 101 }, () => 'x') })).toThrow();
  });

  test('any text is sent as exactly one action with exactly that value, or refused', async () => {
    const fake = await fakeAmi();
    const ami = amiOn(fake.port);
    await ami.ready(1000);
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(
        '\r',
        '\n',
        '\r\n',
        '\0',
        ':',
        ': ',
        'Action: Command',
        'ActionID: x',
        '--END COMMAND--',
        'Response: Success',
        '\ud800',
        ' ',
        ';',
        '\u2028',
      ),
    );
    const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
    await fc.assert(
      fc.asyncProperty(text, async (value) => {
        const before = fake.actions.length;
        try {
          await ami.action('UserEvent', { UserEvent: 'test', Text: value });
        } catch (error) {
          if (!isAmiError(error, 'bad-header')) throw error;
          expect(fake.actions.length).toBe(before);
          return;
        }
        expect(fake.actions.length).toBe(before + 1);
        const { actionid, ...rest } = fake.actions[before] ?? {};
        expect(actionid).toMatch(/^switchroom-/);
        expect(rest).toEqual({ action: 'UserEvent', userevent: 'test', text: value });
      }),
      { numRuns: 1500 },
    );
  });

  test('repeats headers given as a list', () => {
    expect(checkedAction('PJSIPNotify', { Variable: ['a', 'b'] })).toEqual({
      action: 'PJSIPNotify',
      Variable: 'a',
      'Variable ': 'b',
    });
  });
});

/** Fifty planted causes, one real call each on the real product, and the sentence that names the cause afterwards. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callIn, startCarrier, type Carrier } from './lines.ts';
import { addPerson, ringingPhones, startProduct, until, type Person, type Product } from './product.ts';
import { placeCalls, type Behaviour, type OutgoingCall } from './sipp.ts';

interface Line {
  id: string;
  position: number;
  dialled: { number: string };
  from: { number: string };
  answeredBy: { number: string; label: string } | null;
}

let product: Product;
let carrier: Carrier;
let phones: Awaited<ReturnType<typeof ringingPhones>> | undefined;
let carl: Person;
const sentences = new Map<string, string>();

const allDay = '00:00-24:00';
const week = (hours: string) =>
  Object.fromEntries(
    ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => [day, hours]),
  );
const today = () => new Date().toLocaleDateString('sv', { timeZone: 'Europe/Berlin' });
const weekday = () => new Date().toLocaleDateString('en', { weekday: 'long', timeZone: 'Europe/Berlin' });

/** What is dialled -> the sentence. Texts that depend on seconds or the day stand as expressions. */
const expected: Record<string, string | RegExp> = {};
const calls: (Pick<OutgoingCall, 'number'> & { by?: Person; keys?: OutgoingCall['keys']; talkMs?: number })[] = [];
const plant = (
  number: string,
  sentence: string | RegExp,
  how: Partial<Omit<(typeof calls)[number], 'number'>> = {},
): void => {
  expected[number] = sentence;
  calls.push({ number, ...how });
};
const press = (...rows: [afterMs: number, press: string][]): OutgoingCall['keys'] =>
  rows.map(([afterMs, keys]) => ({ afterMs, press: keys }));

beforeAll(async () => {
  [product, carrier] = await Promise.all([startProduct(), startCarrier(undefined, '127.0.0.2')]);
  const { run } = product;
  await run('office.set-up', { siteName: 'Berlin', country: 'DE', timeZone: 'Europe/Berlin', language: 'en' });
  const made = async (name: string, input: object) => (await run<{ id: string }>(name, input)).id;
  const accounts: { account: Person['account']; does: Behaviour }[] = [];
  const person = async (name: string, number: string, does?: Behaviour, input: object = {}) => {
    const one = await addPerson(product, name, { number, ringSeconds: 1, plan: 'plus', ...input });
    if (does) accounts.push({ account: one.account, does });
    return one;
  };
  const rings: Behaviour = { what: 'rings' };
  const answers: Behaviour = { what: 'answers', afterMs: 100 };
  const box = { voicemail: true };

  carl = await person('Carl', '300');
  const pia = await person('Pia', '301', undefined, { plan: 'pro' });
  const trunk = await made('trunk.create', {
    name: 'Carrier',
    kind: 'address',
    host: carrier.address,
    port: carrier.port,
  });

  // people
  const dnd = await person('Dina', '310', rings, box);
  await run('extension.set-do-not-disturb', { id: dnd.extensionId, on: true });
  plant('310', '310 Dina was on do not disturb, so the voicemail of 310 Dina took the call.');
  const quiet = await person('Quinn', '311', rings);
  await run('extension.set-do-not-disturb', { id: quiet.extensionId, on: true });
  plant('311', '311 Quinn was on do not disturb, so the caller heard the busy tone.');
  await person('Olga', '312');
  plant('312', 'No phone of 312 Olga was free and connected, so the caller heard that nobody could be reached.');
  await person('Olaf', '313', undefined, box);
  plant('313', 'No phone of 313 Olaf was free and connected, so the voicemail of 313 Olaf took the call.');
  await person('Rosa', '314', rings);
  plant('314', /^Nobody answered at 314 Rosa within \d s, so the call ended\.$/);
  await person('Rolf', '315', rings, box);
  plant('315', /^Nobody answered at 315 Rolf within \d s, so the voicemail of 315 Rolf took the call\.$/);
  await person('Bella', '316', { what: 'busy', afterMs: 50 });
  plant('316', '316 Bella declined or was busy, so the caller heard the busy tone.');
  await person('Dieter', '317', { what: 'declines', afterMs: 50 }, box);
  plant('317', '317 Dieter declined or was busy, so the voicemail of 317 Dieter took the call.');
  const anna = await person('Anna', '318', answers);
  plant('318', /^318 Anna answered after \d s\.$/);
  const forward = (from: Person, kind: string, number: string) =>
    run('forwarding.set', { extensionId: from.extensionId, kind, enabled: true, number });
  const fritz = await person('Fritz', '319', rings);
  await forward(fritz, 'always', '318');
  plant('319', /^319 Fritz forwarded all calls, so 318 Anna answered after \d s\.$/);
  const nora = await person('Nora', '320', rings);
  await forward(nora, 'no-answer', '318');
  plant('320', /^Nobody answered at 320 Nora within \d s, so 318 Anna answered after \d s\.$/);
  const vip = await person('Vera', '323', answers);
  await run('forwarding.set', {
    extensionId: vip.extensionId,
    kind: 'always',
    enabled: true,
    number: '312',
    vips: ['300'],
  });
  plant('323', /^323 Vera answered after \d s\.$/);

  // hours
  const never = await made('schedule.create', { name: 'Never', ...week('') });
  const always = await made('schedule.create', { name: 'Always', ...week(allDay) });
  const holiday = await made('schedule.create', { name: 'Shop', ...week(allDay) });
  const feast = await made('schedule.add-exception', { scheduleId: holiday, name: 'Founders; Day', firstDay: today() });
  const byHand = await made('schedule.create', { name: 'Switch', ...week(allDay) });
  await run('schedule.override', { id: byHand, state: 'closed' });
  const openedByHand = await made('schedule.create', { name: 'Party', ...week('') });
  await run('schedule.override', { id: openedByHand, state: 'open' });
  const unavailable = async (name: string, number: string, scheduleId: string, when = 'outside') => {
    const one = await person(name, number, rings, box);
    await run('unavailable.set', {
      extensionId: one.extensionId,
      enabled: true,
      when,
      scheduleId,
      action: 'voicemail',
    });
  };
  const took = (label: string) => `so the voicemail of ${label} took the call.`;
  await unavailable('Uma', '330', never);
  plant('330', `330 Uma was unavailable by the hours Never: outside the hours of ${weekday()}, ${took('330 Uma')}`);
  await unavailable('Ute', '331', holiday);
  plant('331', `331 Ute was unavailable by the hours Shop: “Founders; Day”, ${took('331 Ute')}`);
  await unavailable('Udo', '332', byHand);
  plant('332', `332 Udo was unavailable by the hours Switch: closed by hand, ${took('332 Udo')}`);
  await unavailable('Ulf', '333', always, 'during');
  plant('333', `333 Ulf was unavailable by the hours Always: the hours of ${weekday()}, ${took('333 Ulf')}`);

  // flows
  const flow = async (number: string) => {
    const flowId = await made('flow.create', { name: `Flow ${number}`, number });
    let from: { step: string | null; exit: string } = { step: null, exit: 'entry' };
    const add = async (type: string, about: object = {}, exit = 'next') => {
      const step = await made('flow-step.add', { flowId, type, from, ...about });
      from = { step, exit };
      return step;
    };
    const back = (step: string, exit: string) => (from = { step, exit });
    return { flowId, add, back };
  };
  const hoursFlow = async (number: string, target: string, exit: 'open' | 'closed') => {
    const { add } = await flow(number);
    await add('when', { target }, exit);
    await add('voicemail', { target: dnd.extensionId });
  };
  const voicemail = 'so the voicemail of 310 Dina took the call.';
  await hoursFlow('400', never, 'closed');
  plant('400', `The call entered Flow 400, then Never was closed (outside the hours of ${weekday()}), ${voicemail}`);
  await hoursFlow('401', holiday, 'closed');
  plant('401', `The call entered Flow 401, then Shop was closed (“Founders; Day”), ${voicemail}`);
  await hoursFlow('402', byHand, 'closed');
  plant('402', `The call entered Flow 402, then Switch was closed (closed by hand), ${voicemail}`);
  await hoursFlow('403', always, 'open');
  plant('403', `The call entered Flow 403, then Always was open (the hours of ${weekday()}), ${voicemail}`);
  await hoursFlow('404', openedByHand, 'open');
  plant('404', `The call entered Flow 404, then Party was open (opened by hand), ${voicemail}`);
  const menuFlow = async (number: string, exit: string, direct = false) => {
    const { add } = await flow(number);
    await add('menu', { sound: 'prompt:beep', settings: { keys: ['1'], tries: 1, seconds: 1, direct } }, exit);
    await add('voicemail', { target: dnd.extensionId });
  };
  await menuFlow('410', '1');
  plant('410', new RegExp(`^The call entered Flow 410, then the caller pressed 1 in .+, ${voicemail}$`), {
    keys: press([700, '1']),
  });
  await menuFlow('411', 'timeout');
  plant('411', new RegExp(`^The call entered Flow 411, then the caller pressed no key in .+, ${voicemail}$`), {
    talkMs: 4000,
  });
  await menuFlow('412', 'wrong');
  plant(
    '412',
    new RegExp(`^The call entered Flow 412, then the caller pressed 9 in .+, which leads nowhere, ${voicemail}$`),
    { keys: press([700, '9']) },
  );
  await menuFlow('413', 'wrong', true);
  plant('413', /^The call entered Flow 413, then the caller dialled 318 in .+, so 318 Anna answered after \d s\.$/, {
    keys: press([700, '318']),
    talkMs: 4000,
  });
  const callerFlow = async (number: string, numbers: string[], exit: 'yes' | 'no') => {
    const { add } = await flow(number);
    await add('caller', { settings: { who: 'numbers', numbers } }, exit);
    await add('voicemail', { target: dnd.extensionId });
  };
  await callerFlow('420', ['30*'], 'yes');
  plant('420', `The call entered Flow 420, then the caller showed 300, which is 30*, ${voicemail}`);
  await callerFlow('421', ['+49*'], 'no');
  plant('421', `The call entered Flow 421, then the caller showed 300, which is not +49*, ${voicemail}`);
  const bye = await flow('422');
  await bye.add('play', { sound: 'prompt:beep' });
  await bye.add('hangup', { settings: { busy: true } });
  plant(
    '422',
    /^The call entered Flow 422, then the caller heard “.+”, then the call was to end with the busy tone, so the caller heard the busy tone\.$/,
    { talkMs: 3000 },
  );
  const [there, back] = [await flow('430'), await flow('431')];
  await there.add('forward', { settings: { number: '431' } });
  await back.add('forward', { settings: { number: '430' } });
  plant(
    '430',
    /^The call entered Flow 430, then the call was forwarded to 431, .*so it ended, because it had been passed on too often\.$/,
    { talkMs: 3000 },
  );
  const gone = await flow('423');
  await gone.add('voicemail', { target: dnd.extensionId });
  plant(
    '423',
    /^The call came to .*Flow 423, which has been removed since, .*so the call came to .+, which has been removed since\.$/,
  );

  // groups and queues
  const member = (one: Person) => ({ identityId: one.identityIds[0] });
  const ringer = await person('Tess', '340', rings);
  await run('ring-group.create', { name: 'Sales', number: '500', ringSeconds: 1, members: [member(ringer)] });
  plant('500', /^Nobody answered at .*Sales within \d s, so the call ended\.$/);
  await run('ring-group.create', {
    name: 'Help',
    number: '501',
    ringSeconds: 3,
    members: [member(ringer), member(anna)],
  });
  plant('501', /^318 Anna answered after \d s\.$/);
  await run('ring-group.create', {
    name: 'Away',
    number: '502',
    ringSeconds: 3,
    members: [member(dnd), member(quiet)],
  });
  plant('502', /^No phone of .*Away was free and connected, so /);
  const late = { whenLateTo: `node:vm-${dnd.extensionId}`, whenEmptyTo: `node:vm-${dnd.extensionId}` };
  const agents = (one: Person) => [{ extensionId: one.extensionId }];
  await run('queue.create', {
    name: 'Line',
    number: '510',
    maxWaitSeconds: 3,
    ringSeconds: 3,
    agents: agents(ringer),
    ...late,
  });
  plant(
    '510',
    /^The caller had waited [3-9] s in .*Line, which is as long as it lasts, so the voicemail of 310 Dina took the call\.$/,
    { talkMs: 8000 },
  );
  await run('queue.create', { name: 'Empty', number: '511', whenEmpty: 'leave', agents: agents(dnd), ...late });
  plant('511', /^No agent of .*Empty was there, so the voicemail of 310 Dina took the call\.$/);
  await run('queue.create', {
    name: 'Busy',
    number: '512',
    agents: agents(await person('Quentin', '341', answers)),
    ...late,
  });
  plant('512', /^The caller waited in .*Busy until 341 Quentin answered\.$/, { talkMs: 1500 });
  await run('conference-room.create', { name: 'Round', number: '520', pin: '4711' });
  plant('520', /^The caller typed no right PIN for .*Round in three tries\.$/, {
    keys: press([300, '1#'], [1800, '1#'], [1800, '1#']),
    talkMs: 4000,
  });
  await run('conference-room.create', { name: 'Open', number: '521' });
  plant('521', /^The caller was in .*Open\.$/);

  // codes and numbers that nobody has
  plant('*78', '*78 was dialled, “Turn do not disturb on”.', { by: await person('Kim', '350') });
  plant(
    '*8',
    '*8 was dialled, “Take a call that rings in one of your groups”, so the caller heard that nothing rang there.',
    { by: await person('Kay', '351') },
  );
  plant('*99', '*99 was dialled, which is no code of this office, so the caller heard that this leads nowhere.');

  // outside
  const rule = (name: string, text: string, input: object = {}) =>
    run('outbound-rule.create', { name, patterns: [{ kind: 'pattern', text }], before: 'out-all', ...input });
  plant(
    '0301111200',
    /^The call went to 0301111200 outside by the rule “All calls”, so Carrier connected it after \d s\.$/,
  );
  plant(
    '0301111486',
    'The call went to 0301111486 outside by the rule “All calls”, then Carrier told that the number was busy (SIP 486), so the caller heard the busy tone.',
  );
  plant(
    '0301111404',
    'The call went to 0301111404 outside by the rule “All calls”, then Carrier would not connect the call (SIP 404), so the call was refused.',
  );
  plant(
    '0301111503',
    'The call went to 0301111503 outside by the rule “All calls”, then Carrier did not take the call (SIP 503), then Dead did not take the call, then no line to the outside was left, so the call was refused.',
  );
  const dead = await made('trunk.create', { name: 'Dead', kind: 'address', host: '127.0.0.8', port: carrier.port });
  await rule('Two lines', '0302222.', { trunkIds: [dead, trunk] });
  plant(
    '0302222200',
    /^The call went to 0302222200 outside by the rule “Two lines”, then Dead did not take the call.*, so Carrier connected it after \d s\.$/,
  );
  await rule('Abroad', '00.', { action: 'refuse' });
  plant('0043155501', 'The rule “Abroad” forbids such numbers, so the call was refused.');
  await rule('Services', '0900.', { who: 'chosen', plans: ['pro'] });
  plant(
    '0900123456',
    'The rule “Services” did not allow this extension to call such numbers, so the call was refused.',
  );
  await rule('Later', '0303333.', { scheduleId: never });
  await run('outbound-rule.update', { id: 'out-all', patterns: [{ kind: 'pattern', text: '0301111.' }] });
  plant('0303333200', 'The rule “Later” was not in force at that time, so the call was refused.');
  await rule('Secret', '0304444.', { passcodeFrom: 'rule', passcode: '73519' });
  plant('0304444200', 'The passcode for the rule “Secret” was wrong three times, so the call was refused.', {
    by: pia,
    keys: press([300, '1#'], [1800, '1#'], [1800, '1#']),
    talkMs: 4000,
  });
  const coded = await person('Cora', '352');
  await forward(coded, 'always', '0304444200').catch(() => undefined);
  const limited = await person('Lena', '353');
  await rule('Rated', '0305555.');
  await run('trunk.set-rates', { trunkId: trunk, rates: [{ prefix: '', perMinute: 100_000 }] });
  await run('usage.set-limit', { extensionId: limited.extensionId, kind: 'money', amount: 1 });
  plant('0305555200', /so .*the call was refused\.$/, { by: limited });
  expected['0305555200'] =
    /^The call went to 0305555200 outside by the rule “Rated”, then what this extension may spend in a month was used up, so the call was refused\.$/;
  plant('0309999200', 'The caller heard that there is no 0309999200 in this office.');

  // from outside
  await run('public-number.create', { number: '030 7654321', trunkId: trunk, destination: `node:${anna.extensionId}` });
  await run('public-number.create', {
    number: '030 7654322',
    trunkId: trunk,
    status: 'reserved',
    destination: `node:${anna.extensionId}`,
  });
  expected['+49307654321'] =
    /^A call came in by Carrier, then the call was for .*7654321.*, so 318 Anna answered after \d s\.$/;
  expected['+49307654322'] =
    /^A call came in by Carrier, then .*7654322.* is reserved, so the caller was refused, so the caller was told that the number is not in use\.$/;
  expected['+49307654399'] =
    /^A call came in by Carrier, then it was for \+49307654399, which is not among the office's numbers, so .+\.$/;

  phones = await ringingPhones(product, accounts);
  await product.running.settled;
  const incoming = ['+49307654321', '+49307654322', '+49307654399'].map((user) =>
    callIn(product.server, { user, address: carrier.address }),
  );
  const [placed, ...received] = await Promise.all([
    placeCalls(
      product.server,
      calls.map(({ by = carl, number, keys, talkMs = 300 }) => ({
        ...by.account,
        number,
        talkMs,
        ...(keys ? { keys } : {}),
      })),
      6,
      40,
    ),
    ...incoming,
  ]);

  // What decided is removed before anybody asks: its name has to survive that.
  await run('schedule.remove-exception', { id: feast });
  await run('flow.delete', { id: gone.flowId });

  const wanted = Object.keys(expected);
  let missing = wanted;
  const results = () =>
    [
      ...placed.map(({ status, endedAt }, index) => `${calls[index]?.number} ${status}${endedAt ? '' : ' not ended'}`),
      ...received.map(({ status }) => `from outside ${status}`),
    ].join(', ');
  const lines = await until(
    () => `${missing.join(', ')} in the history; what the callers got: ${results()}`,
    async () => {
      const { calls: found } = await product.ask<{ calls: Line[] }>('calls.history', { limit: 200 });
      missing = wanted.filter((number) => !found.some((line) => line.dialled.number === number));
      return missing.length === 0 ? found : undefined;
    },
    15_000,
  );
  for (const number of wanted) {
    const line = lines.find((one) => one.dialled.number === number);
    const why = await product.ask<{ sentence: string }>('calls.why', { id: line?.id, position: line?.position });
    sentences.set(number, why.sentence);
  }
}, 120_000);

afterAll(async () => {
  await phones?.stop();
  await Promise.all([product.stop(), carrier.stop()]);
});

test('[R5] fifty causes are named, each from a real call', () => {
  expect(Object.keys(expected).length).toBeGreaterThanOrEqual(50);
  const wrong = Object.entries(expected).flatMap(([number, sentence]) => {
    const told = sentences.get(number) ?? '';
    const isRight = typeof sentence === 'string' ? told === sentence : sentence.test(told);
    return isRight ? [] : [`${number}: ${told}\n   expected ${String(sentence)}`];
  });
  expect(wrong.join('\n')).toBe('');
});

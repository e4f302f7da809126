import { expect, test } from 'vitest';
import { classPatterns } from './classes.ts';
import { dialPlanOf, readNumber } from './dial-plan.ts';
import { compilePattern, covers, exampleOf, fits, regexOf, regexOfAll, type Pattern } from './pattern.ts';
import { numberSent, routeOutside, type OutsideAsk, type OutsideRule } from './route.ts';

const pattern = (text: string, kind?: 'prefix'): Pattern => {
  const compiled = compilePattern(text, kind);
  if (!compiled.ok) throw new Error(compiled.why);
  return compiled.pattern;
};
const regex = (text: string, kind?: 'prefix') => regexOf(pattern(text, kind));

test('[X14] a pattern becomes an anchored expression of safe characters', () => {
  expect([
    regex('00.'), regex('_0Z.'), regex('0176 NXX-XX'), regex('9[135-7]!'), regex('110'), regex('0900', 'prefix'), regex('x.'),
  ]).toEqual([
    '^00[0-9]+$', '^0[123456789][0-9]+$', '^0176[23456789][0-9][0-9][0-9][0-9]$', '^9[13567][0-9]*$', '^110$', '^0900[0-9]*$', '^[0-9][0-9]+$',
  ]); // prettier-ignore
  expect(regexOfAll([pattern('110'), pattern('00.'), pattern('110')])).toBe('^110$|^00[0-9]+$');
});

test('[X14] what is no pattern is refused with the reason', () => {
  const why = (text: string) => {
    const compiled = compilePattern(text);
    return compiled.ok ? undefined : compiled.why;
  };
  expect(why('')).toMatch(/Write digits/);
  expect(why('00.1')).toMatch(/nothing can stand after/);
  expect(why('0[9-1]')).toMatch(/from low to high/);
  expect(why('0[12')).toMatch(/needs its/);
  expect(why('*72')).toMatch(/stay inside/);
  expect(why('+49.')).toMatch(/as it is dialled/);
  expect(why('${EXTEN}')).toMatch(/has no meaning/);
  expect(why('0".|.*')).toMatch(/no meaning|nothing can/);
  expect(why('0'.repeat(30))).toMatch(/more than 24/);
});

/** Mulberry32. */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
  };
}

test('[X14] 20,000 random patterns: the expression, the matcher and "covers" say the same', () => {
  const random = randomOf(7);
  const part = () => ['0', '1', '9', 'X', 'Z', 'N', '[0-4]', '[37]'][random(8)] ?? 'X';
  const draw = () =>
    pattern(`${Array.from({ length: random(4) }, part).join('')}${['', '.', '!'][random(3)] ?? ''}`.replace(/^$/, '1'));
  const number = () => Array.from({ length: 1 + random(5) }, () => String(random(10))).join('');
  let covered = 0;
  for (let round = 0; round < 20_000; round += 1) {
    const [one, other] = [draw(), draw()];
    const dialled = number();
    expect(new RegExp(regexOf(one)).test(dialled)).toBe(fits(one, dialled));
    expect(fits(one, exampleOf(one)) || exampleOf(one) === '').toBe(true);
    if (!covers(one, other)) continue;
    covered += 1;
    if (fits(other, dialled)) expect(fits(one, dialled)).toBe(true);
  }
  expect(covered).toBeGreaterThan(500);
});

test('[X14] a number is read the same however it is dialled', () => {
  const de = dialPlanOf('DE');
  const read = (text: string, plan = de) => readNumber(text, plan, true);
  for (const text of ['0301234567', '0049301234567', '+49301234567'])
    expect(read(text)).toEqual({ digits: '0301234567', e164: '49301234567' });
  expect(read('+33123456789')).toEqual({ digits: '0033123456789', e164: '33123456789' });
  expect(read('11833')).toEqual({ digits: '11833', e164: '' });
  const us = dialPlanOf('US');
  expect(read('0049301234567', us)).toEqual({ digits: '01149301234567', e164: '49301234567' });
  expect(read('12125550123', us)).toEqual({ digits: '12125550123', e164: '12125550123' });
  expect(read('2125550123', us)).toEqual({ digits: '2125550123', e164: '12125550123' });
  expect(read('+12125550123', us)?.digits).toBe('12125550123');
});

test('[X14] a digit for the outside line is taken off, needed or tolerated', () => {
  const needed = dialPlanOf('DE', '0', true);
  expect(readNumber('00301234567', needed, true)?.e164).toBe('49301234567');
  expect(readNumber('301234567', needed, true)).toBeUndefined();
  expect(readNumber('0049301234567', needed, false)?.e164).toBe('49301234567');
  const tolerated = dialPlanOf('US', '9');
  expect(readNumber('912125550123', tolerated, true)?.digits).toBe('12125550123');
  expect(readNumber('12125550123', tolerated, true)?.digits).toBe('12125550123');
  expect(readNumber('9145550123', tolerated, true)?.digits).toBe('9145550123');
});

test('[X14] a number with a plus has no digit for the outside line before it, needed or tolerated', () => {
  for (const line of '0123456789')
    for (const isNeeded of [true, false])
      for (const country of ['DE', 'FR', 'US', 'ES']) {
        const plan = dialPlanOf(country, line, isNeeded);
        for (const number of ['+49301234567', '+12125550123', '+33123456789', '+34912345678'])
          expect(readNumber(number, plan, true), `${country} ${line} ${number}`).toEqual(
            readNumber(number, dialPlanOf(country), true),
          );
      }
  const needed = dialPlanOf('DE', '0', true);
  expect(readNumber('+49301234567', needed, true)).toEqual({ digits: '0301234567', e164: '49301234567' });
  expect(readNumber('+4930123', dialPlanOf('DE', '9', true), true)?.e164).toBe('4930123');
});

test('[X14] sorts of numbers are told by country', () => {
  const is = (country: string, sort: Parameters<typeof classPatterns>[0], number: string) =>
    classPatterns(sort, dialPlanOf(country)).some((one) => fits(one, number));
  expect([
    is('DE', 'mobile', '01701234567'),
    is('DE', 'mobile', '0301234567'),
    is('DE', 'international', '0033123456789'),
  ]).toEqual([true, false, true]);
  expect([
    is('DE', 'national', '0301234567'),
    is('DE', 'national', '0033123456'),
    is('GB', 'mobile', '07700900123'),
  ]).toEqual([true, false, true]);
  expect([
    is('US', 'international', '01149301234567'),
    is('US', 'national', '12125550123'),
    is('US', 'service', '19005550123'),
  ]).toEqual([true, true, true]);
  expect(classPatterns('mobile', dialPlanOf('US'))).toEqual([]);
});

const rule = (id: string, text: string, more: Partial<OutsideRule> = {}): OutsideRule => ({
  id, name: id, patterns: [pattern(text)], action: 'dial', who: 'everybody', people: [], plans: [], strip: 0, add: '', passcode: 'none',
  schedule: null, trunks: [{ id: 'trk-a', name: 'A' }], ...more,
}); // prettier-ignore

const ask = (number: string, more: Partial<OutsideAsk> = {}): OutsideAsk => ({
  number,
  caller: { by: 'ext-a', plan: 'plus', dialPlan: dialPlanOf('DE'), hasPasscode: true },
  isDialled: true,
  isOpen: () => true,
  ...more,
});

test('[X14] the first rule that fits wins; a refusal is named by the first rule for such numbers', () => {
  const rules = [
    rule('bosses', '00.', { who: 'chosen', people: ['ext-boss'], plans: ['pro'] }),
    rule('night', '00.', { schedule: { id: 'sch-a', name: 'Hours', side: 'closed' } }),
    rule('premium', '0900!', { action: 'refuse' }),
    rule('rest', '0Z.'),
  ];
  const route = (number: string, more?: Partial<OutsideAsk>) => routeOutside(rules, ask(number, more));
  expect(route('0301234567')).toMatchObject({ kind: 'dial', rule: { id: 'rest' }, send: '+49301234567' });
  expect(route('0900123456')).toMatchObject({ kind: 'refused', code: 'blocked' });
  expect(route('0033123456')).toMatchObject({ kind: 'refused', code: 'not-allowed', rule: { id: 'bosses' } });
  expect(route('0033123456', { isOpen: () => false })).toMatchObject({ kind: 'dial', rule: { id: 'night' } });
  expect(route('0033123456', { caller: { ...ask('').caller, plan: 'pro' } })).toMatchObject({
    kind: 'dial',
    rule: { id: 'bosses' },
  });
  expect(route('4711')).toMatchObject({ kind: 'unknown' });
  expect(route('0033123456').considered.map(({ rule: { id }, why }) => [id, why])).toEqual([
    ['bosses', 'not-allowed'],
    ['night', 'closed'],
    ['premium', 'number'],
    ['rest', 'number'],
  ]);
});

test('[X2] a passcode is asked of who dials, and keeps forwarded calls back', () => {
  const rules = [rule('abroad', '00.', { passcode: 'extension' })];
  expect(routeOutside(rules, ask('0033123456'))).toMatchObject({ kind: 'dial', asksPasscode: true });
  expect(routeOutside(rules, ask('0033123456', { isDialled: false }))).toMatchObject({
    kind: 'refused',
    code: 'passcode-needed',
  });
  const without = { ...ask('').caller, hasPasscode: false };
  expect(routeOutside(rules, ask('0033123456', { caller: without }))).toMatchObject({
    kind: 'refused',
    code: 'passcode-needed',
  });
  const office = { ...ask('').caller, by: 'office' };
  expect(routeOutside(rules, ask('0033123456', { caller: office, isDialled: false }))).toMatchObject({
    kind: 'dial',
    asksPasscode: false,
  });
});

test('[X14] digits are taken off and put on, or the number of the world is sent', () => {
  const number = { digits: '0301234567', e164: '49301234567' };
  expect(numberSent(rule('a', '0.'), number)).toBe('+49301234567');
  expect(numberSent(rule('a', '0.', { strip: 1 }), number)).toBe('301234567');
  expect(numberSent(rule('a', '0.', { strip: 1, add: '01033' }), number)).toBe('01033301234567');
  expect(numberSent(rule('a', '118.'), { digits: '11833', e164: '' })).toBe('11833');
});

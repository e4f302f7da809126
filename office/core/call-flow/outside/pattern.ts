/**
 * Patterns of dialled numbers as people know them: digits, X any, Z 1-9, N 2-9, [135-7] one of these, and at the end `.`
 * for one or more digits or `!` for any rest. Each becomes a sequence of digit sets, from which follow the anchored
 * regular expression for Asterisk, whether a number fits, and whether one pattern takes all that another would.
 */

/** Bit n is set when the digit n fits. */
type DigitSet = number;
export type Tail = 'exact' | 'some' | 'any';

export interface Pattern {
  sets: DigitSet[];
  /** What may follow: nothing, one or more digits, or any number of digits. */
  tail: Tail;
}

export type Compiled = { ok: true; pattern: Pattern } | { ok: false; why: string };

const setOf = (digits: string): DigitSet => [...digits].reduce((set, digit) => set | (1 << Number(digit)), 0);
const letters: Readonly<Record<string, DigitSet>> = {
  X: setOf('0123456789'),
  Z: setOf('123456789'),
  N: setOf('23456789'),
};
/** Longest E.164 number with an international prefix, and some more that a carrier may want. */
const mostDigits = 24;

const no = (why: string): Compiled => ({ ok: false, why });

/** `kind`: a prefix is a number that may go on with any digits. */
export function compilePattern(text: string, kind: 'pattern' | 'prefix' = 'pattern'): Compiled {
  // An underscore is how Asterisk marks patterns; blanks, dots inside and slashes are how people group digits.
  const typed = text.trim().replace(/^_/, '').toUpperCase();
  const sets: DigitSet[] = [];
  let tail: Tail = kind === 'prefix' ? 'any' : 'exact';
  for (let at = 0; at < typed.length; at += 1) {
    const character = typed[at] ?? '';
    const rest = typed.slice(at + 1).trim();
    if (/[0-9]/.test(character)) sets.push(setOf(character));
    else if (letters[character] !== undefined) sets.push(letters[character]);
    else if (/[\s/()-]/.test(character)) continue;
    else if (character === '.' || character === '!') {
      if (rest !== '') return no(`“${character}” stands for all digits that follow, so nothing can stand after it.`);
      tail = character === '.' && kind === 'pattern' ? 'some' : 'any';
    } else if (character === '[') {
      const end = typed.indexOf(']', at);
      if (end === -1) return no('A “[” needs its “]”, for example [2-9].');
      const set = listed(typed.slice(at + 1, end));
      if (set === undefined)
        return no('Between [ and ] stand digits or ranges from low to high, for example [135] or [2-9].');
      sets.push(set);
      at = end;
    } else if (character === '+')
      return no('Write the number as it is dialled. For calls abroad choose “International”, or begin with 00.');
    else if (character === '*' || character === '#')
      return no('Codes with * and # stay inside the office. Write digits.');
    else return no(`“${character}” has no meaning here. Use digits, X, Z, N, [2-9] and a dot at the end.`);
  }
  // A prefix without a digit would be every number.
  if (sets.length === 0 && (tail === 'exact' || kind === 'prefix'))
    return no('Write digits or a pattern, for example 00. or 0[1-9].');
  if (sets.length > mostDigits) return no(`No number has more than ${mostDigits} digits.`);
  return { ok: true, pattern: { sets, tail } };
}

function listed(text: string): DigitSet | undefined {
  if (!/^([0-9](-[0-9])?)+$/.test(text)) return undefined;
  let set: DigitSet = 0;
  for (const [, from = '', to = from] of text.matchAll(/([0-9])(?:-([0-9]))?/g)) {
    if (from > to) return undefined;
    for (let digit = Number(from); digit <= Number(to); digit += 1) set |= 1 << digit;
  }
  return set;
}

/** Only digits, brackets, a hyphen and anchors come out of here; no group, see `lineRegex`. */
export function regexOf({ sets, tail }: Pattern): string {
  return `^${sets.map(classOf).join('')}${tail === 'exact' ? '' : tail === 'some' ? '[0-9]+' : '[0-9]*'}$`;
}

export const regexOfAll = (patterns: readonly Pattern[]): string => [...new Set(patterns.map(regexOf))].join('|');

function classOf(set: DigitSet): string {
  const digits = '0123456789'.split('').filter((digit) => set & (1 << Number(digit)));
  return digits.length === 1 ? (digits[0] ?? '') : digits.length === 10 ? '[0-9]' : `[${digits.join('')}]`;
}

export function fits({ sets, tail }: Pattern, number: string): boolean {
  if (!/^[0-9]+$/.test(number)) return false;
  if (number.length < sets.length + (tail === 'some' ? 1 : 0)) return false;
  if (tail === 'exact' && number.length > sets.length) return false;
  return sets.every((set, index) => set & (1 << Number(number[index])));
}

const any = setOf('0123456789');
const least = ({ sets, tail }: Pattern) => sets.length + (tail === 'some' ? 1 : 0);
const at = ({ sets }: Pattern, index: number): DigitSet => sets[index] ?? any;

/** Every number that fits `inner` fits `outer` too. */
export function covers(outer: Pattern, inner: Pattern): boolean {
  if (least(inner) < least(outer)) return false;
  if (outer.tail === 'exact' && (inner.tail !== 'exact' || inner.sets.length !== outer.sets.length)) return false;
  return outer.sets.every((set, index) => (at(inner, index) & ~set) === 0);
}

/** Some number fits both. */
export function overlap(one: Pattern, other: Pattern): boolean {
  const [short, long] = least(one) <= least(other) ? [one, other] : [other, one];
  if (short.tail === 'exact' && least(long) > short.sets.length) return false;
  const length = Math.max(least(one), least(other));
  if (one.tail === 'exact' && length > one.sets.length) return false;
  if (other.tail === 'exact' && length > other.sets.length) return false;
  return Array.from({ length }, (_, index) => at(one, index) & at(other, index)).every((set) => set !== 0);
}

/** A number that fits, the lowest one, to show what a pattern means. */
export function exampleOf({ sets, tail }: Pattern): string {
  const lowest = (set: DigitSet) => '0123456789'.split('').find((digit) => set & (1 << Number(digit))) ?? '0';
  return sets.map(lowest).join('') + (tail === 'some' ? '1' : '');
}

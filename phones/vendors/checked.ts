/**
 * What every dialect has to check before a value goes into a file: escaping protects the file's own grammar, but not what
 * the phone parses after it (a host, a number it dials, an account name). A text that would mean something else is refused
 * by the field that holds it; nothing is dropped or replaced on the way.
 */

import {
  CannotRender,
  type PhoneCodec,
  type PhoneKey,
  type PhoneLine,
  type PhoneModel,
  type PhoneProfile,
} from './define.ts';

const matches = (text: string, allowed: string, max: number): boolean =>
  text !== '' && text.length <= max && Array.from(text.toLowerCase()).every((char) => allowed.includes(char));

export function checkedHost(text: string, field: string): string {
  if (!matches(text, 'abcdefghijklmnopqrstuvwxyz0123456789.-[]:', 255))
    throw new CannotRender(field, 'this is no host name or address');
  return text;
}

export function checkedNumber(text: string, field: string): string {
  if (!matches(text, '0123456789*#+', 32))
    throw new CannotRender(field, 'only digits, *, # and + can be dialled by a key');
  return text;
}

/** An account name ends at `@`, `:` or `;` in every phone's own grammar. */
export function checkedUser(text: string, field: string): string {
  if (!matches(text, 'abcdefghijklmnopqrstuvwxyz0123456789._+-', 64))
    throw new CannotRender(field, 'only letters, digits and . _ + - can be part of an account name');
  return text;
}

/** Our own addresses: printable ASCII without blanks and quotes, so that they stand in any dialect as they are. */
export function checkedUrl(text: string, field: string): string {
  if (!/^(?:https?|tftp):\/\/[!#$%&'()*+,\-./0-9:;=?@A-Z[\]_a-z~]{1,400}$/.test(text))
    throw new CannotRender(field, 'this is no address that a phone can fetch from');
  return text;
}

export function checkedInteger(value: number, field: string, lowest: number, highest: number): number {
  if (!Number.isInteger(value) || value < lowest || value > highest)
    throw new CannotRender(field, `a whole number from ${lowest} to ${highest} is needed`);
  return value;
}

/** Line formats end a value at the line's end; other control characters no phone shows, and some stop reading at them. */
export function oneLine(text: string, field: string): string {
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x20 || code === 0x7f || code === 0x85 || code === 0x2028 || code === 0x2029)
      throw new CannotRender(field, 'a line break or control character cannot be sent to this phone; remove it');
    if ((code >= 0xd800 && code <= 0xdfff) || code === 0xfffe || code === 0xffff || code === 0xfeff)
      throw new CannotRender(field, `the character U+${code.toString(16).toUpperCase()} cannot be sent to a phone`);
  }
  return text;
}

/** The office's order; of these what the model has. Nothing in common: the model's own, for a phone without codec is deaf. */
export function codecsFor(profile: PhoneProfile, model: PhoneModel | undefined): readonly PhoneCodec[] {
  const own = model?.codecs ?? ['g722', 'pcma', 'pcmu'];
  const chosen = (profile.codecs ?? own).filter((codec) => own.includes(codec));
  return chosen.length > 0 ? chosen : own;
}

export const modelByName = (models: readonly PhoneModel[], name: string): PhoneModel | undefined =>
  models.find((entry) => entry.model.toLowerCase() === name.toLowerCase());

export const unknownModel = (model: PhoneModel | undefined, name: string, brand: string): readonly string[] =>
  model === undefined ? [`Model "${name}" is not in our list; it gets the settings that ${brand} phones share.`] : [];

/** The lines of the profile that the model has room for, checked once for what every SIP phone parses. */
export function linesFor(
  profile: PhoneProfile,
  room: number,
): { lines: readonly PhoneLine[]; notes: readonly string[] } {
  for (const line of profile.lines) {
    checkedHost(line.server, 'server');
    checkedUser(line.authUser, 'authUser');
    checkedInteger(line.port, 'port', 1, 65535);
    if (line.voicemailNumber !== undefined) checkedNumber(line.voicemailNumber, 'voicemailNumber');
  }
  const lines = profile.lines.filter(({ position }) => position >= 1 && position <= room);
  const missing = profile.lines.length - lines.length;
  return {
    lines,
    notes:
      missing === 0
        ? []
        : [
            `This model has ${room} line${room === 1 ? '' : 's'}; ${missing} of the lines set do not fit and were left out.`,
          ],
  };
}

export const roomForKeys = (model: PhoneModel | undefined): number =>
  model === undefined ? 0 : model.keys + (model.expansion?.modules ?? 0) * (model.expansion?.keysEach ?? 0);

/** The keys that the model has room for, in order, with their numbers checked. */
export function keysFor(profile: PhoneProfile, room: number): { keys: readonly PhoneKey[]; notes: readonly string[] } {
  const keys = profile.keys
    .filter(({ position }) => Number.isInteger(position) && position >= 1 && position <= room)
    .toSorted((one, other) => one.position - other.position);
  for (const key of keys) {
    if (key.kind === 'blf' || key.kind === 'speed') checkedNumber(key.number, `keys.${key.position}`);
    if (key.kind === 'blf' && key.pickup !== undefined) checkedNumber(key.pickup, `keys.${key.position}`);
  }
  // The lines of a phone without keys are there all the same.
  const wanted = room > 0 ? profile.keys : profile.keys.filter(({ kind }) => kind === 'blf' || kind === 'speed');
  const missing = wanted.length - keys.length;
  return {
    keys,
    notes:
      missing === 0 ? [] : [`This model has ${room} keys; ${missing} of the keys set do not fit and were left out.`],
  };
}

/**
 * Many phones know one prefix for picking up a call of a watched phone, not one number a key. It can be said when all keys
 * mean the same prefix.
 */
export function pickupPrefix(keys: readonly PhoneKey[]): { prefix?: string; note?: string } {
  const watched = keys.flatMap((key) =>
    key.kind === 'blf' && key.pickup !== undefined ? [{ number: key.number, pickup: key.pickup }] : [],
  );
  const prefixes = new Set(
    watched.map(({ number, pickup }) => (pickup.endsWith(number) ? pickup.slice(0, -number.length) : undefined)),
  );
  const [prefix] = prefixes;
  if (watched.length === 0) return {};
  return prefixes.size === 1 && prefix !== undefined && prefix !== ''
    ? { prefix }
    : {
        note: 'This phone knows one prefix for picking up, not one number for each key; picking up by key is not set.',
      };
}

/** For phones that are told server, port and path apart. `path` begins and ends with a slash. */
export function urlParts(url: string, field: string): { scheme: string; host: string; port: number; path: string } {
  const [, scheme = 'http', host = '', port, path = '/'] =
    /^(\w+):\/\/(\[[^\]]*\]|[^/:]+)(?::(\d+))?(\/.*)?$/.exec(checkedUrl(url, field)) ?? [];
  return { scheme, host, port: port === undefined ? (scheme === 'https' ? 443 : 80) : Number(port), path };
}

/**
 * Numbers of an account's settings (configuration templates of the maker, as public engines repeat them). Account 1 has numbers of
 * its own everywhere; account k of a phone begins at (k + 2) * 100, from 5 on elsewhere; the second port of an adapter is again
 * different; adapters and bases of the family `shared` have one server and a column of numbers for each thing.
 */

import type { PhoneCodec, PhoneLine } from '../define.ts';
import { lineText } from '../key-value.ts';
import type { PCode } from '../p-codes.ts';
import type { GrandstreamFamily } from './models.ts';

type Codes = {
  active: number;
  server: number;
  user: number;
  auth: number;
  password: number;
  display: number;
  name?: number;
  register: number;
  transport: number;
  srtp: number;
  voicemail?: number;
  mwi: number;
  answers?: number;
  ring?: number;
  codecs?: readonly number[];
};

const FIRST: Codes = {
  active: 271, server: 47, user: 35, auth: 36, password: 34, display: 3, name: 270, register: 31, transport: 130, srtp: 183, voicemail: 33, mwi: 99,
  answers: 298, ring: 104, codecs: [57, 58, 59, 60, 61, 62, 46, 98],
}; // prettier-ignore

const SECOND_PORT: Codes = {
  active: 401, server: 747, user: 735, auth: 736, password: 734, display: 703, register: 731, transport: 830, srtp: 443, mwi: 709,
}; // prettier-ignore

const later = (base: number): Codes => ({
  active: base + 1,
  server: base + 2,
  user: base + 4,
  auth: base + 5,
  password: base + 6,
  display: base + 7,
  name: base + 17,
  register: base + 10,
  transport: base + 48,
  srtp: base + 43,
  voicemail: base + 26,
  mwi: base + 15,
  answers: base + 38,
  ring: base + 23,
  codecs: [51, 52, 53, 54, 55, 56, 57, 58].map((offset) => base + offset),
});

export function codesOf(account: number, family: GrandstreamFamily): Codes {
  if (account === 1) return FIRST;
  if (family === 'ht') return SECOND_PORT;
  if (account <= 4 || (family === 'grp260x' && account <= 6)) return later((account + 2) * 100);
  return account <= 6 ? later((account + 12) * 100) : later(50_600 + (account - 7) * 100);
}

/** RTP payload numbers, by which the phone names codecs; Opus and iLBC have none of their own and get the maker's. */
export const PAYLOADS: Readonly<Record<PhoneCodec, number>> = {
  pcmu: 0,
  pcma: 8,
  g722: 9,
  g729: 18,
  g723: 4,
  'g726-32': 2,
  ilbc: 98,
  opus: 123,
};

const TRANSPORTS = { udp: 0, tcp: 1, tls: 2 } as const;

const serverText = ({ server, port }: PhoneLine): string =>
  `${server.includes(':') && !server.startsWith('[') ? `[${server}]` : server}:${port}`;

export type AccountWishes = { codecs: readonly PhoneCodec[]; ringTone?: number };

export function accountCodes(line: PhoneLine, family: GrandstreamFamily, wishes: AccountWishes): PCode[] {
  const codes = codesOf(line.position, family);
  const isPhone = family !== 'ht';
  return [
    [codes.active, 1],
    ...(isPhone && codes.name !== undefined ? [[codes.name, lineText(line.number, 'number')] as const] : []),
    [codes.server, serverText(line)],
    [codes.user, line.authUser],
    [codes.auth, line.authUser],
    [codes.password, lineText(line.secret, 'secret')],
    [codes.display, lineText(line.displayName, 'displayName')],
    [codes.register, 1],
    [codes.transport, TRANSPORTS[line.transport]],
    // 2: forced. A call in the clear is refused rather than made.
    [codes.srtp, line.srtp ? 2 : 0],
    [codes.mwi, line.voicemailNumber === undefined ? 0 : 1],
    ...(isPhone && codes.voicemail !== undefined ? [[codes.voicemail, line.voicemailNumber ?? ''] as const] : []),
    // Calls that ask for it by Call-Info are answered at once: intercom.
    ...(isPhone && codes.answers !== undefined ? [[codes.answers, 1] as const] : []),
    ...(codes.ring !== undefined && wishes.ringTone !== undefined ? [[codes.ring, wishes.ringTone] as const] : []),
    ...codecCodes(codes.codecs ?? [], wishes.codecs),
  ];
}

/** A place that is left over repeats the last codec: an empty one would keep what stood there. */
const codecCodes = (places: readonly number[], codecs: readonly PhoneCodec[]): PCode[] => {
  const last = codecs.at(-1);
  return last === undefined ? [] : places.map((place, index) => [place, PAYLOADS[codecs[index] ?? last]] as const);
};

export function withoutAccount(account: number, family: GrandstreamFamily): PCode[] {
  const { active, user, auth, password } = codesOf(account, family);
  return [
    [active, 0],
    [user, ''],
    [auth, ''],
    [password, ''],
  ];
}

/** Ports (or handsets) of one profile: the server once, then a column of numbers for each thing. */
export function sharedCodes(
  lines: readonly PhoneLine[],
  count: number,
  server: PhoneLine | undefined,
  hasPortSwitch: boolean,
): PCode[] {
  const ports = Array.from({ length: count }, (_, index) => index + 1);
  const at = (port: number): PhoneLine | undefined => lines.find(({ position }) => position === port);
  return [
    ...(server === undefined
      ? ([[FIRST.active, 0]] as const)
      : ([
          [FIRST.active, 1],
          [FIRST.server, serverText(server)],
          [FIRST.register, 1],
          [FIRST.transport, TRANSPORTS[server.transport]],
          [FIRST.srtp, server.srtp ? 2 : 0],
          [FIRST.mwi, lines.some(({ voicemailNumber }) => voicemailNumber !== undefined) ? 1 : 0],
        ] as const)),
    ...ports.flatMap((port): PCode[] => {
      const line = at(port);
      return [
        [4059 + port, line?.authUser ?? ''],
        [4089 + port, line?.authUser ?? ''],
        [4119 + port, line === undefined ? '' : lineText(line.secret, 'secret')],
        [4149 + port, 0],
        [4179 + port, line === undefined ? '' : lineText(line.displayName, 'displayName')],
        ...(hasPortSwitch ? ([[4594 + port, line === undefined ? 0 : 1]] as const) : []),
      ];
    }),
  ];
}

/**
 * Reads Grandstream's settings by number the way the device does. The tables below were typed from the maker's templates for the
 * reader alone: account 1, accounts from 400 on, the adapters' second port, and columns of ports that share one server.
 */

import { readPCodes } from '../p-code-reader.ts';
import { SettingsError, type SettingsReader, type VirtualAccount, type VirtualKey } from '../settings.ts';

type Values = ReadonlyMap<string, string>;

const TRANSPORTS = ['udp', 'tcp', 'tls'] as const;
const CODECS = new Map([['0', 'pcmu'], ['8', 'pcma'], ['9', 'g722'], ['18', 'g729'], ['4', 'g723'], ['2', 'g726-32'], ['98', 'ilbc'], ['123', 'opus']]); // prettier-ignore

/** active, server, user, auth, password, display, transport, SRTP, voicemail. */
const ACCOUNT_1 = [271, 47, 35, 36, 34, 3, 130, 183, 33] as const;
const PORT_2 = [401, 747, 735, 736, 734, 703, 830, 443, 0] as const;
const OFFSETS = [1, 2, 4, 5, 6, 7, 48, 43, 26] as const;

const P = (values: Values, code: number | undefined): string => values.get(`P${code ?? 0}`) ?? '';

function tableOf(values: Values, position: number): readonly number[] | undefined {
  if (position === 1) return ACCOUNT_1;
  if (position === 2 && values.has('P747')) return PORT_2;
  const bases = {
    5: [1700, 700],
    6: [1800, 800],
  }[position] ?? [position <= 4 ? 200 + 100 * position : 50_600 + 100 * (position - 7)];
  const base = bases.find((one) => values.has(`P${one + 1}`) && values.has(`P${one + 4}`));
  return base === undefined ? undefined : OFFSETS.map((offset) => base + offset);
}

/** `host:port`, where an IPv6 host stands in brackets. */
function place(text: string): { host: string; port: number } {
  const [, host, port = '5060'] = /^(\[[0-9a-f:.]+\]|[^:[\]\s]+)(?::(\d{1,5}))?$/i.exec(text) ?? [];
  if (host === undefined) throw new SettingsError(`not a server: ${text.slice(0, 60)}`);
  return { host, port: Number(port) };
}

function transportOf(number: string): VirtualAccount['transport'] {
  const transport = TRANSPORTS[Number(number)];
  if (transport === undefined || number === '') throw new SettingsError(`unknown transport ${number}`);
  return transport;
}

function account(values: Values, position: number): VirtualAccount | undefined {
  const table = tableOf(values, position);
  if (table === undefined || P(values, table[0]) !== '1') return undefined;
  const [, server, user, auth, secret, display, transport, srtp, mailbox] = table;
  const codecs = (position === 1 ? [57, 58, 59, 60, 61, 62, 46, 98] : [51, 52, 53, 54, 55, 56, 57, 58].map((offset) => (table[0] ?? 0) - 1 + offset))
    .flatMap((code) => CODECS.get(P(values, code)) ?? []); // prettier-ignore
  return {
    position,
    displayName: P(values, display),
    user: P(values, user),
    authUser: P(values, auth),
    secret: P(values, secret),
    ...place(P(values, server)),
    transport: transportOf(P(values, transport)),
    srtp: P(values, srtp) === '2',
    mailbox: P(values, mailbox),
    codecs: [...new Set(codecs)],
  };
}

/** Ports of one profile. Where ports can be switched off, the switch says which are in use; else that they have a user. */
function ports(values: Values): VirtualAccount[] {
  if (P(values, 271) !== '1') return [];
  return Array.from({ length: 30 }, (_, index) => index + 1).flatMap((position) => {
    const isOn = values.get(`P${4594 + position}`) ?? (P(values, 4059 + position) === '' ? '0' : '1');
    if (isOn !== '1' || P(values, 4149 + position) !== '0') return [];
    return [
      {
        position,
        displayName: P(values, 4179 + position),
        user: P(values, 4059 + position),
        authUser: P(values, 4089 + position),
        secret: P(values, 4119 + position),
        ...place(P(values, 47)),
        transport: transportOf(P(values, 130)),
        srtp: P(values, 183) === '2',
        mailbox: '',
        codecs: [],
      },
    ];
  });
}

const WORDS = new Map([
  ['none', 'none'],
  ['line', 'line'],
  ['speeddial', 'speed'],
  ['blf', 'blf'],
] as const);
const NUMBERS = new Map([['-1', 'none'], ['0', 'speed'], ['1', 'blf']] as const); // prettier-ignore

function key(values: Values, position: number, place: readonly number[], isLineKey: boolean): VirtualKey[] {
  const [mode, , label, value] = place;
  const text = P(values, mode);
  if (text === '') return [];
  const kind = isLineKey ? WORDS.get(text as 'none') : NUMBERS.get(text as '0');
  if (kind === undefined) throw new SettingsError(`unknown key mode ${text}`);
  const number = P(values, value);
  const prefix = P(values, 1347);
  return [
    {
      position,
      label: P(values, label),
      kind,
      ...(number === '' ? {} : { number }),
      ...(kind === 'blf' && prefix !== '' ? { pickup: `${prefix}${number}` } : {}),
    },
  ];
}

function keys(values: Values): VirtualKey[] {
  const lineKeys = Array.from({ length: 40 }, (_, index) => {
    const at = index < 6 ? [1363 + 2 * index, 1364 + 2 * index, 1465 + 2 * index, 1466 + 2 * index] : [0, 1, 2, 3].map((offset) => 23_800 + 4 * (index - 6) + offset);
    return key(values, index + 1, at, true);
  }).flat(); // prettier-ignore
  const watchKeys = Array.from({ length: 24 }, (_, index) => {
    const base = index < 18 ? 353 + 4 * (index - 7) : 1440 + 4 * (index - 18);
    const at = index < 7 ? [323 + index, 301 + 3 * index, 302 + 3 * index, 303 + 3 * index] : [0, 1, 2, 3].map((offset) => base + offset);
    return key(values, lineKeys.length + index + 1, at, false);
  }).flat(); // prettier-ignore
  return [...lineKeys, ...watchKeys];
}

export const readGrandstream: SettingsReader = (files) => {
  const [named] = [...files].filter(([name]) => /^cfg[0-9a-f]{12}\.xml$/.test(name));
  if (named === undefined) throw new SettingsError('no file of this device was fetched');
  const { values, mac } = readPCodes(named[1], 'gs_provision');
  if (mac !== named[0].slice(3, 15)) throw new SettingsError('the file is meant for another device');
  const accounts = values.has('P4060')
    ? ports(values)
    : Array.from({ length: 16 }, (_, index) => account(values, index + 1)).flatMap((one) => one ?? []);
  const path = P(values, 237);
  return {
    values,
    accounts,
    keys: keys(values),
    label: '',
    adminPassword: P(values, 2),
    ntpServer: P(values, 30),
    ...(path === '' ? {} : { settingServer: `${P(values, 212) === '2' ? 'https' : 'http'}://${path}/` }),
  };
};

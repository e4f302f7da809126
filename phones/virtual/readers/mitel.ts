/**
 * Reads Mitel's files the way the phone does: `name: value`, a `#` begins a comment, quotes may enclose a value; a later file
 * wins. Written from the SIP phones administrator guide.
 */

import { readKeyValue } from '../key-value-reader.ts';
import { SettingsError, type SettingsReader, type VirtualAccount, type VirtualKey } from '../settings.ts';

type Values = ReadonlyMap<string, string>;

const TRANSPORTS = new Map([['1', 'udp'], ['2', 'tcp'], ['4', 'tls']] as const); // prettier-ignore
const PAYLOADS: Readonly<Record<string, string>> = { 0: 'pcmu', 8: 'pcma', 9: 'g722', 18: 'g729' };
const KINDS = new Map([['line', 'line'], ['blf', 'blf'], ['speeddial', 'speed'], ['none', 'none']] as const); // prettier-ignore
/** In the order in which the keys stand on the phone. */
const SLOTS = ['prgkey', 'topsoftkey', 'softkey'];

function unquoted(value: string): string {
  const inside = /^"([^"]*)"$/.exec(value)?.[1];
  const plain = inside ?? value;
  if (plain.includes('"') || (inside === undefined && plain.includes('#')))
    throw new SettingsError(`the phone would read another value: ${value.slice(0, 60)}`);
  return plain;
}

function codecs(text: string): string[] {
  return text.split(',').map((entry) => {
    const [, payload = ''] = /^payload=(\d+);ptime=\d+;silsupp=(?:on|off)$/.exec(entry) ?? [];
    const codec = PAYLOADS[payload];
    if (codec === undefined) throw new SettingsError(`not a codec: ${entry}`);
    return codec;
  });
}

function account(values: Values, position: number): VirtualAccount {
  const of = (name: string): string => values.get(`sip line${position} ${name}`) ?? '';
  const transport = TRANSPORTS.get((values.get('sip transport protocol') ?? '1') as '1');
  if (transport === undefined) throw new SettingsError('unknown transport');
  if (of('proxy ip') !== of('registrar ip') || of('proxy port') !== of('registrar port'))
    throw new SettingsError('the phone would register elsewhere than it calls');
  return {
    position,
    displayName: of('display name'),
    user: of('user name'),
    authUser: of('auth name'),
    secret: of('password'),
    host: of('proxy ip'),
    port: Number(of('proxy port')),
    transport,
    srtp: values.get('sip srtp mode') === '2',
    mailbox: of('vmail'),
    codecs: codecs(values.get('sip customized codec') ?? ''),
  };
}

function keysOf(values: Values): VirtualKey[] {
  const prefix = values.get('directed call pickup') === '1' ? values.get('directed call pickup prefix') : undefined;
  const slots = SLOTS.flatMap((slot) =>
    [...values.keys()]
      .flatMap((name) => new RegExp(`^${slot}(\\d+) type$`).exec(name)?.[1] ?? [])
      .map(Number)
      .toSorted((one, other) => one - other)
      .map((number) => `${slot}${number}`),
  );
  return slots.map((slot) => {
    const kind = KINDS.get((values.get(`${slot} type`) ?? '') as 'line');
    if (kind === undefined) throw new SettingsError(`unknown type of ${slot}`);
    const number = values.get(`${slot} value`);
    return {
      position: Number(/\d+$/.exec(slot)?.[0]),
      label: values.get(`${slot} label`) ?? '',
      kind,
      ...(number === undefined ? {} : { number }),
      ...(kind === 'blf' && prefix !== undefined && number !== undefined ? { pickup: `${prefix}${number}` } : {}),
    };
  });
}

export const readMitel: SettingsReader = (files) => {
  const values = new Map<string, string>();
  for (const text of files.values())
    for (const [name, value] of readKeyValue(text, { name: /^[a-z][a-z0-9 -]*$/, separator: ':' }))
      values.set(name, unquoted(value));
  const scheme = (values.get('download protocol') ?? '').toLowerCase();
  const of = (name: string): string => values.get(`${scheme} ${name}`) ?? '';
  return {
    values,
    accounts: [...values.keys()]
      .flatMap((name) => /^sip line(\d+) user name$/.exec(name)?.[1] ?? [])
      .map((position) => account(values, Number(position))),
    keys: keysOf(values),
    label: values.get('sip line1 screen name') ?? '',
    adminPassword: values.get('admin password') ?? '',
    ntpServer: values.get('time server disabled') === '0' ? (values.get('time server1') ?? '') : '',
    ...(scheme === '' ? {} : { settingServer: `${scheme}://${of('server')}:${of('port')}/${of('path')}/` }),
  };
};

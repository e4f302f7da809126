/** Reads the sheet for phones that fetch nothing, as the person who types it in: `Name: value`, each name once. */

import { readKeyValue } from '../key-value-reader.ts';
import { SettingsError, type SettingsReader, type VirtualAccount, type VirtualKey } from '../settings.ts';

const GRAMMAR = { name: /^[A-Z]\w*(?: [\w]+)*$/, separator: ':' } as const;
const TRANSPORTS = new Map([['UDP', 'udp'], ['TCP', 'tcp'], ['TLS', 'tls']] as const); // prettier-ignore
const KINDS = new Map([
  ['a line', 'line'],
  ['watches', 'blf'],
  ['dials', 'speed'],
  ['empty', 'none'],
] as const);

function account(values: ReadonlyMap<string, string>, position: number): VirtualAccount {
  const of = (name: string): string => values.get(`Line ${position} ${name}`) ?? '';
  const transport = TRANSPORTS.get(of('transport') as 'UDP');
  if (transport === undefined) throw new SettingsError(`unknown transport ${of('transport')}`);
  return {
    position,
    displayName: of('name on the display'),
    user: of('user name'),
    authUser: of('authentication name'),
    secret: of('password'),
    host: of('server'),
    port: Number(of('port')),
    transport,
    srtp: of('encryption of calls') === 'SRTP, required',
    mailbox: of('mailbox') === 'none' ? '' : of('mailbox'),
    codecs: of('codecs').split(', '),
  };
}

function key(values: ReadonlyMap<string, string>, position: number): VirtualKey {
  const of = (name: string): string | undefined => values.get(`Key ${position} ${name}`);
  const kind = KINDS.get(of('is') as 'a line');
  if (kind === undefined) throw new SettingsError(`unknown key ${of('is') ?? ''}`);
  const number = of('number');
  const pickup = of('picks up with');
  return {
    position,
    label: of('label') ?? '',
    kind,
    ...(number === undefined ? {} : { number }),
    ...(pickup === undefined ? {} : { pickup }),
  };
}

export const readGeneric: SettingsReader = (files) => {
  const text = [...files].find(([name]) => /^settings-[0-9a-f]{12}\.txt$/.test(name))?.[1];
  if (text === undefined) throw new SettingsError('no sheet was fetched');
  const values = readKeyValue(text, GRAMMAR);
  const numbers = (pattern: RegExp): number[] =>
    [...values.keys()].flatMap((name) => pattern.exec(name)?.[1] ?? []).map(Number);
  return {
    values,
    accounts: numbers(/^Line (\d+) number$/).map((position) => account(values, position)),
    keys: numbers(/^Key (\d+) is$/).map((position) => key(values, position)),
    label: values.get('Phone name') ?? '',
    adminPassword: values.get('Web page password') ?? '',
    ntpServer: values.get('Time server') ?? '',
  };
};

/**
 * Reads settings by number of Htek's platform, which Sangoma's S-series shares. The tables were typed from public templates for the
 * reader alone. An account takes the server of the profile that it points to: 0 is the first, which has account 1's numbers.
 */

import { readPCodes } from './p-code-reader.ts';
import { SettingsError, type ReadSettings, type VirtualAccount, type VirtualKey } from './settings.ts';

type Values = ReadonlyMap<string, string>;

/** active, user, auth, password, display, voicemail, pointer to the profile. */
const ACCOUNTS: readonly (readonly number[])[] = [
  [271, 35, 36, 34, 3, 33, 24082],
  [401, 735, 736, 734, 703, 426, 24083],
  [501, 504, 505, 506, 507, 526, 24084],
  [601, 604, 605, 606, 607, 626, 24085],
  [20360, 1704, 1705, 1706, 1707, 1726, 24086],
  [20361, 1804, 1805, 1806, 1807, 1826, 24087],
];
const CODECS = new Map([['0', 'pcmu'], ['8', 'pcma'], ['9', 'g722'], ['18', 'g729'], ['4', 'g723'], ['2', 'g726-32'], ['120', 'opus']]); // prettier-ignore
const TRANSPORTS = ['udp', 'tcp', 'tls'] as const;
const KINDS = ['none', 'line', 'speed', 'blf'] as const;

const P = (values: Values, code: number | undefined): string => values.get(`P${code ?? 0}`) ?? '';

function account(values: Values, numbers: readonly number[], position: number): VirtualAccount[] {
  const [active, user, auth, password, display, voicemail, pointer] = numbers;
  if (P(values, active) !== '1') return [];
  if (P(values, pointer) !== '0') throw new SettingsError(`account ${position} points to a profile that has no server`);
  const [, host, port] = /^(\[[^\]]+\]|[^:]+):(\d{1,5})$/.exec(P(values, 47)) ?? [];
  const transport = TRANSPORTS[Number(P(values, 130))];
  if (host === undefined || transport === undefined) throw new SettingsError('no server');
  return [
    {
      position,
      displayName: P(values, display),
      user: P(values, user),
      authUser: P(values, auth),
      secret: P(values, password),
      host,
      port: Number(port),
      transport,
      srtp: P(values, 183) === '2',
      mailbox: P(values, voicemail),
      codecs: [...new Set([57, 58, 59, 60, 61, 62].flatMap((code) => CODECS.get(P(values, code)) ?? []))],
    },
  ];
}

function key(values: Values, position: number): VirtualKey[] {
  const at =
    position < 5
      ? [41200, 41300, 41400, 41600].map((first) => first + position - 1)
      : [0, 1, 2, 4].map((offset) => 20200 + 5 * (position - 5) + offset);
  const [type, value, label, pickup] = at.map((code) => P(values, code));
  if (type === undefined || type === '') return [];
  const kind = KINDS[Number(type)];
  if (kind === undefined) throw new SettingsError(`unknown key type ${type}`);
  return [
    {
      position,
      label: label ?? '',
      kind,
      ...(value === undefined || value === '' ? {} : { number: value }),
      ...(pickup === undefined || pickup === '' ? {} : { pickup }),
    },
  ];
}

export function readHlProvision(files: ReadonlyMap<string, string>): ReadSettings {
  const text = [...files].find(([name]) => /^cfg[0-9a-f]{12}\.xml$/.test(name))?.[1];
  if (text === undefined) throw new SettingsError('no file of this phone was fetched');
  const { values } = readPCodes(text, 'hl_provision');
  return {
    values,
    accounts: ACCOUNTS.flatMap((numbers, index) => account(values, numbers, index + 1)),
    keys: Array.from({ length: 36 }, (_, index) => key(values, index + 1)).flat(),
    label: P(values, 8951),
    adminPassword: P(values, 8681) === 'admin' ? P(values, 2) : '',
    ntpServer: P(values, 30),
    settingServer: P(values, 237),
  };
}

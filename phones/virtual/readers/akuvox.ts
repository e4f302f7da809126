/** Reads Akuvox's `Config.… = value` lines the way the device does: accounts and keys by number in the name. */

import { readKeyValue } from '../key-value-reader.ts';
import { SettingsError, type SettingsReader, type VirtualAccount, type VirtualKey } from '../settings.ts';

const GRAMMAR = { name: /^Config(?:\.\w+){2,3}$/, separator: '=', header: '#!version:1.0.0.1' } as const;
const TRANSPORTS = ['udp', 'tcp', 'tls'] as const;
const KINDS = new Map([['0', 'none'], ['10', 'speed'], ['14', 'line'], ['16', 'blf']] as const); // prettier-ignore

function account(values: ReadonlyMap<string, string>, position: number): VirtualAccount {
  const of = (name: string): string => values.get(`Config.Account${position}.${name}`) ?? '';
  const transport = TRANSPORTS[Number(of('SIP.TransType') || 'x')];
  if (transport === undefined) throw new SettingsError(`unknown transport ${of('SIP.TransType')}`);
  const codecs = Array.from({ length: 13 }, (_, index) => `Audio${index}`)
    .filter((place) => of(`${place}.Enable`) === '1')
    .toSorted((one, other) => Number(of(`${one}.Priority`)) - Number(of(`${other}.Priority`)))
    .map((place) => of(`${place}.Name`).toLowerCase());
  return {
    position,
    displayName: of('GENERAL.DisplayName'),
    user: of('GENERAL.UserName'),
    authUser: of('GENERAL.AuthName'),
    secret: of('GENERAL.Pwd'),
    host: of('SIP.Server'),
    port: Number(of('SIP.Port')),
    transport,
    srtp: of('ENCRYPTION.SRTPEncryption') === '2',
    mailbox: of('VOICEMSG.Number'),
    codecs,
  };
}

function key(values: ReadonlyMap<string, string>, position: number): VirtualKey {
  const of = (name: string): string => values.get(`Config.Programable.LINEKEY${position}.${name}`) ?? '';
  const kind = KINDS.get(of('Type') as '0');
  if (kind === undefined) throw new SettingsError(`unknown key type ${of('Type')}`);
  return {
    position,
    label: of('Label'),
    kind,
    ...(of('Param1') === '' ? {} : { number: of('Param1') }),
    ...(of('Param3') === '' ? {} : { pickup: of('Param3') }),
  };
}

export const readAkuvox: SettingsReader = (files) => {
  const text = [...files].find(([name]) => /^[0-9A-F]{12}\.cfg$/.test(name))?.[1];
  if (text === undefined) throw new SettingsError('no file of this device was fetched');
  const values = readKeyValue(text, GRAMMAR);
  const numbered = (pattern: RegExp): [number, string][] =>
    [...values].flatMap(([name, value]) => {
      const [, position] = pattern.exec(name) ?? [];
      return position === undefined ? [] : [[Number(position), value]];
    });
  return {
    values,
    accounts: numbered(/^Config\.Account(\d+)\.GENERAL\.Enable$/).flatMap(([position, on]) =>
      on === '1' ? [account(values, position)] : [],
    ),
    keys: numbered(/^Config\.Programable\.LINEKEY(\d+)\.Type$/).map(([position]) => key(values, position)),
    label: '',
    adminPassword: values.get('Config.Settings.WEB_LOGIN.Password') ?? '',
    settingServer: values.get('Config.Autoprovision.GENERAL.Url') ?? '',
    ntpServer: values.get('Config.Settings.SNTP.NTPServer1') ?? '',
  };
};

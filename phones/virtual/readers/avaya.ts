/**
 * Reads Avaya's files the way the phone does: `SET NAME "value"`, `GET file`, comments with ##; a later file wins. `PHONEKEY` may
 * stand once for each key. Written from the J100 administration guide.
 */

import { SettingsError, type SettingsReader, type VirtualAccount, type VirtualKey } from '../settings.ts';

type Values = ReadonlyMap<string, string>;

const CODECS: Readonly<Record<string, string>> = {
  G711A: 'pcma', G711U: 'pcmu', G722: 'g722', G729: 'g729', G726: 'g726-32', OPUS: 'opus',
}; // prettier-ignore

const KINDS: ReadonlyMap<string, VirtualKey['kind']> = new Map([
  ['line primary', 'line'],
  ['feature blf', 'blf'],
  ['autodial autodial', 'speed'],
]);

export function readAvayaFile(text: string): Map<string, string> {
  const values = new Map<string, string>();
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('##') || /^GET [\w$.-]+$/.test(line)) continue;
    const [, name, value] = /^SET ([A-Z0-9_]{1,64}) "([^"\r]*)"$/.exec(line) ?? [];
    if (name === undefined || value === undefined) throw new SettingsError(`not a setting: ${line.slice(0, 60)}`);
    const place = name === 'PHONEKEY' ? `PHONEKEY.${/^Key=(\d+);/.exec(value)?.[1] ?? '?'}` : name;
    if (values.has(place)) throw new SettingsError(`the setting ${place} appears twice`);
    values.set(place, value);
  }
  return values;
}

function account(values: Values): VirtualAccount | undefined {
  const of = (name: string): string => values.get(name) ?? '';
  if (of('FORCE_SIP_EXTENSION') === '') return undefined;
  const [, host, port, transport] =
    /^(\[[^\]]+\]|[^:;]+):(\d+);transport=(udp|tcp|tls)$/.exec(of('SIP_CONTROLLER_LIST')) ?? [];
  if (host === undefined || (transport !== 'udp' && transport !== 'tcp' && transport !== 'tls'))
    throw new SettingsError(`not a server: ${of('SIP_CONTROLLER_LIST')}`);
  if (of('ENABLE_3PCC_ENVIRONMENT') !== '1') throw new SettingsError('the phone would look for a server of its maker');
  return {
    position: 1,
    displayName: of('DISPLAY_NAME'),
    user: of('FORCE_SIP_EXTENSION'),
    authUser: of('FORCE_SIP_USERNAME'),
    secret: of('FORCE_SIP_PASSWORD'),
    host,
    port: Number(port),
    transport,
    srtp: of('MEDIAENCRYPTION') === '1',
    mailbox: of('PSTN_VM_NUM'),
    codecs: of('CODEC_PRIORITY').split(',').map((name) => {
      const codec = CODECS[name];
      if (codec === undefined) throw new SettingsError(`unknown codec ${name}`);
      return codec;
    }),
  }; // prettier-ignore
}

function key(text: string): VirtualKey {
  const parts = new Map<string, string>();
  for (const part of text.split(';')) {
    const [, name, value = ''] = /^(Key|Type|Name|Label|attr[12]|Forced)(?:=(.*))?$/.exec(part) ?? [];
    if (name === undefined || parts.has(name)) throw new SettingsError(`not a key: ${text.slice(0, 60)}`);
    parts.set(name, value);
  }
  const kind = KINDS.get(`${parts.get('Type') ?? ''} ${parts.get('Name') ?? ''}`);
  if (kind === undefined) throw new SettingsError(`unknown kind of key: ${text.slice(0, 60)}`);
  const number = parts.get('attr1');
  return {
    position: Number(parts.get('Key')),
    label: parts.get('Label') ?? '',
    kind,
    ...(kind === 'line' || number === undefined ? {} : { number }),
  };
}

export const readAvaya: SettingsReader = (files) => {
  const values = new Map<string, string>();
  for (const text of files.values()) for (const [name, value] of readAvayaFile(text)) values.set(name, value);
  const found = account(values);
  const of = (name: string): string | undefined => values.get(`HTTP${name}`) ?? values.get(`TLS${name}`);
  const server = of('SRVR');
  const scheme = values.has('HTTPSRVR') ? 'http' : 'https';
  return {
    values,
    accounts: found === undefined ? [] : [found],
    keys: [...values].flatMap(([name, value]) => (name.startsWith('PHONEKEY.') ? [key(value)] : [])),
    label: '',
    adminPassword: values.get('FORCE_WEB_ADMIN_PASSWORD') ?? '',
    ntpServer: values.get('SNTPSRVR') ?? '',
    ...(server === undefined
      ? {}
      : { settingServer: `${scheme}://${server}:${of('PORT') ?? '80'}${of('DIR') ?? '/'}` }),
  };
};

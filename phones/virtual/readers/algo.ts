/** Reads Algo's file the way its devices do: `name = value` lines. Written from the maker's provisioning guide. */

import { readKeyValue } from '../key-value-reader.ts';
import { SettingsError, type SettingsReader } from '../settings.ts';

const TRANSPORTS = ['udp', 'tcp', 'tls'] as const;

export const readAlgo: SettingsReader = (files) => {
  const [text, ...more] = files.values();
  if (text === undefined || more.length > 0) throw new SettingsError('one file is wanted');
  const values = readKeyValue(text, { name: /^[a-z]+(?:\.[a-z0-9]+)+$/, separator: '=' });
  const of = (name: string): string => values.get(name) ?? '';
  const isMacro = [...values.values()].find((value) => value.includes('$'));
  if (isMacro !== undefined) throw new SettingsError(`the device would fill in something: ${isMacro.slice(0, 60)}`);
  const [, host = '', port = '5060'] = /^(.+?)(?::(\d+))?$/.exec(of('sip.proxy')) ?? [];
  const transport = TRANSPORTS.find((name) => name === of('sip.transp'));
  const hasAccount = of('sip.u1.user') !== '';
  if (hasAccount && transport === undefined) throw new SettingsError(`unknown transport ${of('sip.transp')}`);
  return {
    values,
    accounts: hasAccount
      ? [
          {
            position: 1,
            displayName: of('sip.u1.dname'),
            user: of('sip.u1.user'),
            authUser: of('sip.u1.auth'),
            secret: of('sip.u1.pwd'),
            host,
            port: Number(port),
            transport: transport ?? 'udp',
            srtp: false,
            mailbox: '',
            codecs: [...(of('audio.codec.g722') === '1' ? ['g722'] : []), 'pcmu', 'pcma'],
          },
        ]
      : [],
    keys: [],
    label: of('admin.devname'),
    adminPassword: of('admin.pwd'),
    ntpServer: of('net.time'),
    ...(of('prov.use') === '1' && of('prov.server.method') === 'static'
      ? { settingServer: `${of('prov.download.method')}://${of('prov.server.static')}/${of('prov.download.cfgpath')}/` }
      : {}),
  };
};

/** Reads AudioCodes' `path/to/name=value` lines the way the phone does: lines count from 0, one server serves them all. */

import { readKeyValue } from '../key-value-reader.ts';
import { SettingsError, type SettingsReader, type VirtualAccount } from '../settings.ts';

const GRAMMAR = { name: /^[a-z_]+(?:\/\w+)+$/, separator: '=' } as const;
const TRANSPORTS = new Map([['UDP', 'udp'], ['TCP', 'tcp'], ['TLS', 'tls']] as const); // prettier-ignore

export const readAudiocodes: SettingsReader = (files) => {
  const text = [...files].find(([name]) => /^[0-9A-F]{12}\.cfg$/.test(name))?.[1];
  if (text === undefined) throw new SettingsError('no file of this phone was fetched');
  const values = readKeyValue(text, GRAMMAR);
  const of = (name: string): string => values.get(name) ?? '';
  const account = (index: number): VirtualAccount => {
    const line = (name: string): string => of(`voip/line/${index}/${name}`);
    const transport = TRANSPORTS.get(of('voip/signalling/sip/transport_protocol') as 'UDP');
    if (transport === undefined || of('voip/signalling/sip/sip_registrar/enabled') !== '1')
      throw new SettingsError('a line that is on has no server');
    return {
      position: index + 1,
      displayName: line('description'),
      user: line('id'),
      authUser: line('auth_name'),
      secret: line('auth_password'),
      host: of('voip/signalling/sip/sip_registrar/addr'),
      port: Number(of('voip/signalling/sip/sip_registrar/port')),
      transport,
      srtp: false,
      mailbox: of('voip/services/msg_waiting_ind/voice_mail_number'),
      codecs: [0, 1, 2, 3, 4].flatMap((place) => {
        const name = of(`voip/codec/codec_info/${place}/name`);
        return of(`voip/codec/codec_info/${place}/enabled`) === '1' ? [name.toLowerCase().replace(/_\d+$/, '')] : [];
      }),
    };
  };
  return {
    values,
    accounts: [...values].flatMap(([name, value]) => {
      const [, index] = /^voip\/line\/(\d+)\/enabled$/.exec(name) ?? [];
      return index === undefined || value !== '1' ? [] : [account(Number(index))];
    }),
    keys: [],
    label: '',
    adminPassword: of('system/password'),
    settingServer: of('provisioning/configuration/url'),
    ntpServer: of('system/ntp/primary_server_address'),
  };
};

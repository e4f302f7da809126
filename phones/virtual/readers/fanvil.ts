/**
 * Reads Fanvil's two dialects the way the phone does: a tree of elements, numbered by `index` (newer) or by an `ID` within (older).
 * Every leaf becomes a path (`sip.line[1].DisplayName`); a path given twice, or a group that holds text, is an error.
 */

import {
  SettingsError,
  type ReadSettings,
  type SettingsReader,
  type VirtualAccount,
  type VirtualKey,
} from '../settings.ts';
import { readXml, type XmlNode } from '../xml-reader.ts';

const TRANSPORTS = new Map([['0', 'udp'], ['1', 'tcp'], ['3', 'tls']] as const); // prettier-ignore

type Values = Map<string, string>;

function collect(node: XmlNode, path: string, values: Values): void {
  for (const child of node.children) {
    const index = child.attributes.get('index');
    const id = child.children.find(({ name }) => name === 'ID')?.text;
    const own = id ?? (index === undefined ? child.name : `${child.name}[${index}]`);
    const at = path === '' ? own : `${path}.${own}`;
    if (child.children.length === 0 && child.text === '' && index !== undefined) continue;
    if (child.children.length > 0) {
      if (child.text.trim() !== '') throw new SettingsError(`${at} holds text beside its settings`);
      collect(child, at, values);
    } else if (child.name !== 'ID') {
      if (values.has(at)) throw new SettingsError(`the setting ${at} appears twice`);
      values.set(at, child.text);
    }
  }
}

type Names = {
  lines: RegExp;
  user: string;
  display: string;
  host: string;
  port: string;
  auth: string;
  secret: string;
  on: string;
  transport: string;
  crypto: string;
  mailbox: string;
  codecs: string;
};

const NEW: Names = {
  lines: /^(sip\.line\[(\d+)\])\.EnableReg$/, user: 'PhoneNumber', display: 'DisplayName', host: 'RegisterAddr', port: 'RegisterPort', auth: 'RegisterUser',
  secret: 'RegisterPswd', on: 'EnableReg', transport: 'Transport', crypto: 'MediaCrypto', mailbox: 'MWINum', codecs: 'VoiceCodecMap',
}; // prettier-ignore
const OLD: Names = {
  lines: /^(SIP_CONFIG_MODULE\.SIP_Line_List\.SIP(\d+))\.Enable_Reg$/, user: 'Phone_Number', display: 'Display_Name', host: 'Register_Addr',
  port: 'Register_Port', auth: 'Register_User', secret: 'Register_Pswd', on: 'Enable_Reg', transport: 'Transport', crypto: 'none', mailbox: 'MWI_Num',
  codecs: 'none',
}; // prettier-ignore

function accounts(values: Values, names: Names): VirtualAccount[] {
  return [...values].flatMap(([name, value]) => {
    const [, at, position] = names.lines.exec(name) ?? [];
    if (at === undefined || value !== '1') return [];
    const of = (key: string): string => values.get(`${at}.${key}`) ?? '';
    const transport = TRANSPORTS.get(of(names.transport) as '0');
    if (transport === undefined) throw new SettingsError(`unknown transport ${of(names.transport)}`);
    return [
      {
        position: Number(position),
        displayName: of(names.display),
        user: of(names.user),
        authUser: of(names.auth),
        secret: of(names.secret),
        host: of(names.host),
        port: Number(of(names.port)),
        transport,
        srtp: of(names.crypto) === '2',
        mailbox: of(names.mailbox),
        codecs: of(names.codecs) === '' ? [] : of(names.codecs).toLowerCase().split(','),
      },
    ];
  });
}

/** `NUMBER@LINE/ba<pick-up>`, `NUMBER@LINE/f`, `SIPn`. */
function keyOf(position: number, type: string, value: string, label: string): VirtualKey {
  if (type === '0') return { position, label, kind: 'none' };
  if (type === '2' && /^SIP\d+$/.test(value)) return { position, label, kind: 'line' };
  const [, number, , speed, pickup] = /^([\d*#+]+)@(\d+)\/(?:(f)|ba([\d*#+]*))$/.exec(value) ?? [];
  if (type !== '1' || number === undefined) throw new SettingsError(`unknown key ${type} ${value.slice(0, 40)}`);
  if (speed !== undefined) return { position, label, kind: 'speed', number };
  return { position, label, kind: 'blf', number, ...(pickup === undefined || pickup === '' ? {} : { pickup }) };
}

/** Keys beside the screen come first; of the others, pages follow each other. */
function keys(values: Values): VirtualKey[] {
  const places = [...values.keys()]
    .flatMap((name) =>
      /^(?:dsskey\..*\.Fkey\[\d+\]|PHONE_CONFIG_MODULE\.Function_Key\.Fkey\d+)\.Type$/.test(name)
        ? [name.slice(0, -5)]
        : [],
    )
    .toSorted((one, other) => order(one) - order(other));
  return places.map((at, index) =>
    keyOf(index + 1, values.get(`${at}.Type`) ?? '', values.get(`${at}.Value`) ?? '', values.get(`${at}.Title`) ?? ''),
  );
}

function order(place: string): number {
  const [page = 0, key = 0] = [...place.matchAll(/\d+/g)].map(([digits]) => Number(digits));
  return (place.includes('internal') ? 1_000_000 : 0) + page * 1000 + key;
}

function read(text: string): ReadSettings {
  const root = readXml(text);
  const isNew = root.name === 'sysConf';
  if (!isNew && root.name !== 'VOIP_CONFIG_FILE') throw new SettingsError(`the file holds <${root.name}>`);
  const values: Values = new Map();
  collect(root, '', values);
  const of = (newName: string, oldName: string): string => values.get(isNew ? newName : oldName) ?? '';
  if (!/^2\.\d{10}$/.test(of('Version', 'version'))) throw new SettingsError('the file has no version');
  return {
    values,
    accounts: accounts(values, isNew ? NEW : OLD),
    keys: keys(values),
    label: of('phone.display.LCDTitle', 'PHONE_CONFIG_MODULE.LCD_Title'),
    adminPassword: of('web.account[1].Password', 'MMI_CONFIG_MODULE.MMI_Account.Account1.Password'),
    ntpServer: of('phone.date.SNTPServer', 'GLOBAL_CONFIG_MODULE.SNTP_Server'),
    settingServer: of('ap.FlashServerIP', 'AUTOUPDATE_CONFIG_MODULE.Download_Server_IP'),
  };
}

/** The phone's own file comes last, after the one by hardware, and both are applied. */
export const readFanvil: SettingsReader = (files) => {
  const text = [...files].find(([name]) => /^[0-9a-f]{12}\.cfg$/.test(name))?.[1];
  if (text === undefined) throw new SettingsError('no file of this phone was fetched');
  for (const other of files.values()) read(other);
  return read(text);
};

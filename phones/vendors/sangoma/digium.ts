/** The P- and D-series: `<config>` with settings and accounts (templates of a public engine for Digium phones). */

import { checkedHost, linesFor } from '../checked.ts';
import { CannotRender, type PhoneLine, type PhoneModel, type PhoneProfile, type RenderedFile } from '../define.ts';
import { lineText } from '../key-value.ts';
import { checkedPassword, checkedVlan, languageFor, notesOf, wantsKeys, withoutDoubles } from '../said.ts';
import { group, leaf, xmlDocument, type XmlTree } from '../xml-tree.ts';

const LOCALES: Readonly<Record<string, string>> = {
  en: 'en_US', 'en-gb': 'en_GB', 'en-au': 'en_AU', 'en-ca': 'en_CA', de: 'de_DE', es: 'es_ES', fr: 'fr_FR', 'fr-ca': 'fr_CA', it: 'it_IT', nl: 'nl_NL',
  pt: 'pt_BR',
}; // prettier-ignore

const setting = (id: string, value: string | number): XmlTree => group('setting', [], { id, value });

function account(line: PhoneLine): XmlTree {
  if (line.srtp)
    throw new CannotRender('srtp', 'this phone cannot be told to encrypt calls; give its line no encryption');
  return group(
    'account',
    [
      group('host_primary', [], {
        server: line.server,
        port: line.port,
        transport: line.transport,
        reregister: 300,
        retry: 25,
        num_retries: 5,
      }),
    ],
    {
      index: line.position - 1,
      status: 1,
      register: 1,
      account_id: line.authUser,
      username: line.authUser,
      authname: line.authUser,
      password: lineText(line.secret, 'secret', 99),
      line_label: lineText(line.displayName, 'displayName', 99),
      voicemail: line.voicemailNumber ?? '',
      conflict: 'replace',
    },
  );
}

function leftOut(profile: PhoneProfile): string[] {
  const { vlan, qos, firmware, phoneBookUrl, ringTone, codecs, syslog, pnpAfterSetup } = profile;
  const said: readonly (readonly [unknown, string])[] = [
    [wantsKeys(profile) || undefined, 'The keys of this phone are set at the phone.'],
    [vlan?.computerId, 'The network of the computer behind this phone is set at the phone.'],
    [qos, 'DSCP values of this phone are set at the phone.'],
    [firmware, 'Firmware of this phone is loaded on its own web page.'],
    [phoneBookUrl, 'This phone cannot be told of the office’s phone book.'],
    [ringTone, 'The ring tone of this phone is chosen at the phone.'],
    [codecs, 'Codecs of this phone are chosen at the phone.'],
    [syslog, 'This phone cannot be told where to send its log.'],
    [pnpAfterSetup === false || undefined, 'This phone looks for its server by mDNS in any case.'],
  ];
  return said.flatMap(([value, note]) => (value === undefined ? [] : [note]));
}

export function digiumFile(profile: PhoneProfile, row: PhoneModel, notes: readonly string[]): RenderedFile {
  withoutDoubles(profile);
  const { lines, notes: lineNotes } = linesFor(profile, row.lines);
  const language = languageFor(LOCALES, profile.language, 'en_US');
  const settings: XmlTree[] = [
    setting('login_password', checkedPassword(profile.adminPassword, 32, 'adminPassword')),
    setting('time_zone', lineText(profile.timeZone, 'timeZone', 64)),
    setting('time_source', 'ntp'),
    setting('ntp_server', checkedHost(profile.ntpServer, 'ntpServer')),
    setting('ntp_resync', 86_400),
    setting('locale', language.value),
  ];
  if (profile.vlan !== undefined) {
    const { id, priority } = checkedVlan(profile.vlan);
    settings.push(setting('network_vlan_id', id), setting('network_vlan_qos', priority));
  }
  return {
    path: `${profile.mac}.cfg`,
    aliases: [],
    contentType: 'text/xml; charset=utf-8',
    text: xmlDocument(
      group('config', [...settings, lines.length === 0 ? leaf('accounts', '') : group('accounts', lines.map(account))]),
    ),
    isSecret: true,
    notes: [...notes, ...notesOf(language), ...lineNotes, ...leftOut(profile)],
  };
}

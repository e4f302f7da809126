/**
 * A sheet of settings for phones that fetch none: `Name: value` lines in plain words, in the order in which a phone's web page
 * usually asks for them. Its names belong to nobody's firmware, so they are a vocabulary of their own.
 */

import { checkedHost, checkedUrl, codecsFor, keysFor, linesFor } from './checked.ts';
import type { PhoneKey, PhoneLine, PhoneModel, PhoneProfile, PhoneVendor, RenderedFile, Vocabulary } from './define.ts';
import { keyValueLines, lineText, type Setting } from './key-value.ts';
import { checkedQos, checkedVlan, linesOfKeys, withoutDoubles } from './said.ts';

export const sheetVocabulary: Vocabulary = {
  families: ['sheet'],
  guide: 'Terms of SIP (RFC 3261) and of phones’ own web pages, in plain English',
  firmware: 'any',
  names: [
    'Phone name', 'Web page user', 'Web page password', 'Time server', 'Time zone', 'Language', 'Tones of country', 'VLAN of the phone',
    'VLAN priority', 'VLAN of the computer', 'DSCP of signalling', 'DSCP of sound', 'Log server', 'Settings at',
    ...['number', 'name on the display', 'server', 'port', 'transport', 'encryption of calls', 'user name', 'authentication name', 'password', 'mailbox',
      'call waiting', 'codecs'].map((name) => `Line # ${name}`),
    ...['is', 'line', 'number', 'picks up with', 'label'].map((name) => `Key # ${name}`),
  ], // prettier-ignore
};

export const sheetName = (mac: string): string => `settings-${mac}.txt`;

/** Whether this maker's phones fetch nothing, so that somebody types the sheet in. */
export const takesSheet = ({ models }: Pick<PhoneVendor, 'models'>): boolean =>
  models.every(({ family }) => family === 'sheet');

export type SheetRow = { name: string; value: string; isSecret: boolean };

/** The lines of a sheet one by one, for whoever types them in. Its own address holds the token of the phone. */
export const sheetRows = (text: string): SheetRow[] =>
  text
    .split('\n')
    .filter((one) => one !== '')
    .map((one) => {
      const at = one.indexOf(': ');
      const name = one.slice(0, at);
      return { name, value: one.slice(at + 2), isSecret: /password$|^Settings at$/.test(name) };
    });

/** Everywhere but on the sheet itself. */
export const sheetNote =
  'This phone does not fetch its settings: open its sheet and type them in on the phone’s own web page.';

export const sheetActions = {
  resync: { via: 'none', note: 'This phone fetches nothing: change its settings on its own web page.' },
  reboot: { via: 'none', note: 'Restart this phone on its own web page, or by its power.' },
  showText: { via: 'none', note: 'This phone takes no text from the office; let it ring instead.' },
} as const;

const KINDS = { line: 'a line', blf: 'watches', speed: 'dials', none: 'empty' } as const;

function line(one: PhoneLine, codecs: readonly string[]): Setting[] {
  const of = (name: string): string => `Line ${one.position} ${name}`;
  return [
    [of('number'), lineText(one.number, 'number')],
    [of('name on the display'), lineText(one.displayName, 'displayName')],
    [of('server'), one.server],
    [of('port'), one.port],
    [of('transport'), one.transport.toUpperCase()],
    [of('encryption of calls'), one.srtp ? 'SRTP, required' : 'off'],
    [of('user name'), one.authUser],
    [of('authentication name'), one.authUser],
    [of('password'), lineText(one.secret, 'secret')],
    [of('mailbox'), one.voicemailNumber ?? 'none'],
    [of('call waiting'), one.callWaiting ? 'on' : 'off'],
    [of('codecs'), codecs.join(', ')],
  ];
}

function key(one: PhoneKey, line: number | undefined): Setting[] {
  const of = (name: string): string => `Key ${one.position} ${name}`;
  return [
    [of('is'), KINDS[one.kind]],
    ...(line === undefined ? [] : ([[of('line'), line]] as const)),
    ...(one.kind === 'blf' || one.kind === 'speed' ? ([[of('number'), one.number]] as const) : []),
    ...(one.kind === 'blf' && one.pickup !== undefined ? ([[of('picks up with'), one.pickup]] as const) : []),
    ...(one.label === undefined || one.label === ''
      ? []
      : ([[of('label'), lineText(one.label, `keys.${one.position}`)]] as const)),
  ];
}

function network({ vlan, qos, syslog }: PhoneProfile): Setting[] {
  const settings: Setting[] = [];
  if (vlan !== undefined) {
    const { id, priority, computerId } = checkedVlan(vlan);
    settings.push(['VLAN of the phone', id], ['VLAN priority', priority]);
    if (computerId !== undefined) settings.push(['VLAN of the computer', computerId]);
  }
  if (qos !== undefined) {
    const { signaling, media } = checkedQos(qos);
    settings.push(['DSCP of signalling', signaling], ['DSCP of sound', media]);
  }
  if (syslog !== undefined)
    settings.push(['Log server', `${checkedHost(syslog.host, 'syslog.host')} port ${syslog.port}`]);
  return settings;
}

export const renderSheet =
  (models: readonly PhoneModel[]) =>
  (profile: PhoneProfile): readonly RenderedFile[] => {
    withoutDoubles(profile);
    const row = models.find(({ model }) => model.toLowerCase() === profile.model.toLowerCase()) ?? models[0];
    const { lines, notes: lineNotes } = linesFor(profile, row?.lines ?? 0);
    const { keys, notes: keyNotes } = keysFor(profile, row?.keys ?? 0);
    const lineOf = linesOfKeys(keys, lines);
    const settings: Setting[] = [
      ['Phone name', lineText(profile.label, 'label')],
      ['Settings at', `${checkedUrl(profile.provisioningUrl, 'provisioningUrl')}${sheetName(profile.mac)}`],
      ['Web page user', 'admin'],
      ['Web page password', lineText(profile.adminPassword, 'adminPassword')],
      ['Time server', checkedHost(profile.ntpServer, 'ntpServer')],
      ['Time zone', lineText(profile.timeZone, 'timeZone')],
      ['Language', lineText(profile.language, 'language')],
      ['Tones of country', lineText(profile.dialToneCountry, 'dialToneCountry')],
      ...network(profile),
      ...lines.flatMap((one) => line(one, codecsFor(profile, row))),
      ...keys.flatMap((one) => key(one, lineOf.get(one.position))),
    ];
    return [
      {
        path: sheetName(profile.mac),
        aliases: [],
        contentType: 'text/plain; charset=utf-8',
        text: keyValueLines(settings, ': '),
        isSecret: true,
        notes: [sheetNote, ...lineNotes, ...keyNotes],
      },
    ];
  };

/** What is different between two sets of a phone's settings, in plain words; secrets are only named. */
import type { PhoneKey, PhoneLine, PhoneProfile } from '../../phones/vendors/define.ts';

type Say = (profile: PhoneProfile) => string;

const none = 'nothing';

const keyWords = (key: PhoneKey | undefined): string => {
  if (!key || key.kind === 'none') return none;
  const label = key.label ?? '';
  if (key.kind === 'line') return label === '' ? 'a line' : `a line (${label})`;
  return `${key.kind === 'blf' ? 'the lamp of' : 'a call to'} ${label === '' ? key.number : `${label}, ${key.number}`}`;
};

const vlanWords: Say = ({ vlan }) =>
  vlan === undefined
    ? 'untouched'
    : `${vlan.id} with priority ${vlan.priority}${vlan.computerId === undefined ? '' : `, computer in ${vlan.computerId}`}`;

/** In the order in which people look. */
const fields: readonly (readonly [name: string, say: Say])[] = [
  ['Name of the phone', ({ label }) => label || none],
  ['Language', ({ language }) => language],
  ['Time zone', ({ timeZone }) => timeZone],
  ['Clock', ({ ntpServer }) => ntpServer],
  ['Tones of', ({ dialToneCountry }) => dialToneCountry || none],
  ['Codecs', ({ codecs }) => codecs?.join(', ') ?? 'those of the model'],
  ['Ring tone', ({ ringTone }) => (ringTone === undefined ? 'the phone’s own' : String(ringTone))],
  ['VLAN', vlanWords],
  ['Priority in the network (DSCP)', ({ qos }) => (qos ? `${qos.media} speech, ${qos.signaling} signalling` : 'the phone’s own')],
  ['Plug and play after set-up', ({ pnpAfterSetup }) => ((pnpAfterSetup ?? true) ? 'on' : 'off')],
  ['Phone book', ({ phoneBookUrl }) => (phoneBookUrl === undefined ? none : 'of the office')],
  ['Firmware', ({ firmware }) => firmware?.version ?? 'as it is'],
  ['Log', ({ syslog }) => (syslog ? `to ${syslog.host}:${syslog.port}` : 'to nobody')],
]; // prettier-ignore

const lineWords = (line: PhoneLine | undefined): string =>
  line ? `${line.number} ${line.displayName} at ${line.server}:${line.port} (${line.transport})` : none;

export function changesOf(before: PhoneProfile, after: PhoneProfile): string[] {
  const changes: string[] = [];
  const say = (what: string, was: string, is: string) => {
    if (was !== is) changes.push(`${what}: ${was} → ${is}`);
  };
  const lineAt = (profile: PhoneProfile, position: number) => profile.lines.find((line) => line.position === position);
  const most = Math.max(0, ...[...before.lines, ...after.lines].map(({ position }) => position));
  for (let position = 1; position <= most; position += 1) {
    const [was, is] = [lineAt(before, position), lineAt(after, position)];
    say(`Line ${position}`, lineWords(was), lineWords(is));
    if (was && is && was.secret !== is.secret) changes.push(`Line ${position}: another password`);
    if (was && is) say(`Voicemail of line ${position}`, was.voicemailNumber ?? none, is.voicemailNumber ?? none);
    if (was && is && was.callWaiting !== is.callWaiting)
      changes.push(`Line ${position}: call waiting ${is.callWaiting ? 'on' : 'off'}`);
  }
  const keyAt = (profile: PhoneProfile, position: number) => profile.keys.find((key) => key.position === position);
  const positions = new Set([...before.keys, ...after.keys].map(({ position }) => position));
  for (const position of [...positions].sort((a, b) => a - b))
    say(`Key ${position}`, keyWords(keyAt(before, position)), keyWords(keyAt(after, position)));
  for (const [name, words] of fields) say(name, words(before), words(after));
  if (before.adminPassword !== after.adminPassword) changes.push('Another administrator password');
  if (before.provisioningUrl !== after.provisioningUrl) changes.push('Another address for its set-up');
  return changes;
}

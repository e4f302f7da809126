import type { Vocabulary } from '../define.ts';

/** Names of settings, gathered from the administrator guides; README.md says from which. */
const key = ['type', 'value', 'label', 'line'];
const names = [
  'admin password', 'download protocol', ...['http', 'https'].flatMap((scheme) => [`${scheme} server`, `${scheme} path`, `${scheme} port`]),
  'contact rcs', 'auto resync mode', 'auto resync time', 'firmware server',
  'time server disabled', 'time server#', 'time zone name', 'time zone minutes', 'dst config', 'dst minutes', 'time format', 'date format',
  ...['start', 'end'].flatMap((end) => ['relative date', 'month', 'week', 'day', 'hour'].map((name) => `dst ${end} ${name}`)),
  'tagging enabled', 'vlan id', 'vlan id port #', 'priority non-ip', 'tos sip', 'tos rtp', 'log server ip', 'log server port', 'log module sip',
  'sip transport protocol', 'sip srtp mode', 'language', 'language #', 'web language', 'tone set', 'sip customized codec',
  'sip explicit mwi subscription', 'sip xml notify event', 'sip allow auto answer', 'call waiting', 'directory script',
  ...['user name', 'auth name', 'password', 'display name', 'screen name', 'screen name #', 'proxy ip', 'proxy port', 'registrar ip', 'registrar port', 'vmail', 'dtmf method']
    .map((name) => `sip line# ${name}`),
  'line# ring tone', 'directed call pickup', 'directed call pickup prefix',
  ...['prgkey#', 'topsoftkey#', 'softkey#', 'expmod# key#'].flatMap((slot) => key.map((name) => `${slot} ${name}`)),
]; // prettier-ignore

export const mitelVocabulary: readonly Vocabulary[] = [
  { families: ['aastra'], guide: 'Aastra 6700i and 9000i Series SIP Phones Administrator Guide', firmware: '3.2 to 3.3', names },
  { families: ['mitel'], guide: 'Mitel 6800 and 6900 Series SIP Phones Administrator Guide', firmware: '4.2 to 6.x', names },
]; // prettier-ignore

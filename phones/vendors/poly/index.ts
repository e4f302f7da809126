/** Polycom and Poly: SoundPoint IP, SoundStation, VVX, Trio, CCX, Edge E. Sources and what was tried: README.md. */

import { definePhoneVendor, mac, type IdentifyRule, type PhoneHints } from '../define.ts';
import { polyModels } from './models.ts';
import { directoryFile, renderPoly, settingsFile } from './render.ts';
import { polyVocabulary } from './vocabulary.ts';

const OUI = ['0004f2', '64167f', '482567'] as const;

/**
 * `FileTransport PolycomVVX-VVX_410-UA/5.9.5.0614 Type/Application`, over SIP without `FileTransport`; the address may stand
 * behind the firmware or in `(SN:...)`.
 */
const TEXT =
  /^(?:FileTransport )?(?:Polycom\/[\d.]{1,24} )?(?:Poly(?:com)?(?:SoundPointIP|SoundStationIP|SoundStation|VVX|RealPresenceTrio|Trio|CCX|Edge)-|Poly\/)(?<code>(?:SPIP|SSIP|VVX|CCX|Trio|Edge)_[A-Z]?\d{2,4}|SSDuo)-UA\/(?<firmware>\d[\d.]{1,24})(?:_(?<mac>[0-9a-f]{12}))?(?: \(SN:(?<serial>[0-9a-f]{12})\))?(?: Type\/\w{1,16})?$/i;

const NAMES: Readonly<Record<string, string>> = {
  spip: 'SoundPoint IP',
  ssip: 'SoundStation IP',
  vvx: 'VVX',
  ccx: 'CCX',
  trio: 'Trio',
  edge: 'Edge',
};

function modelOfCode(code: string): string {
  const [family = '', number = ''] = code.split('_');
  return number === '' ? 'SoundStation Duo' : `${NAMES[family.toLowerCase()] ?? family} ${number.toUpperCase()}`;
}

const agent = (by: 'http-user-agent' | 'sip-user-agent', pick: (hints: PhoneHints) => string | undefined) =>
  ({
    by,
    match: (hints) => {
      const { code, firmware, mac: address, serial } = TEXT.exec((pick(hints) ?? '').slice(0, 256))?.groups ?? {};
      if (code === undefined) return undefined;
      const own = address ?? serial;
      return {
        model: modelOfCode(code),
        ...(firmware === undefined ? {} : { firmware }),
        ...(own === undefined ? {} : { mac: own.toLowerCase() }),
      };
    },
  }) satisfies IdentifyRule;

export const poly = definePhoneVendor({
  id: 'poly',
  name: 'Poly',
  oui: OUI,
  identify: [
    agent('http-user-agent', ({ httpUserAgent }) => httpUserAgent),
    agent('sip-user-agent', ({ sipUserAgent }) => sipUserAgent),
    mac(...OUI),
  ],
  models: polyModels,
  vocabulary: polyVocabulary,
  dhcp: {
    options: [160, 66],
    form: 'folder',
    note: 'With a bare address the phone asks over TFTP; write http:// before it.',
  },
  filesAskedFor: (who) => [`${who.mac}.cfg`, settingsFile(who.mac), directoryFile(who.mac)],
  render: renderPoly,
  actions: {
    resync: {
      via: 'sip-notify',
      event: 'check-sync',
      note: 'The phone fetches its files, and restarts only when something in them needs it.',
    },
    reboot: {
      via: 'none',
      note: 'One event serves both: as our files set it, the phone fetches and restarts only when it has to.',
    },
    showText: { via: 'none', note: 'These phones show texts only through a web page that they ask for.' },
  },
  examples: [
    { hints: { httpUserAgent: 'FileTransport PolycomVVX-VVX_450-UA/5.9.1.0615 Type/Application' }, is: { model: 'VVX 450', firmware: '5.9.1.0615' } },
    { hints: { httpUserAgent: 'FileTransport PolycomVVX-VVX_400-UA/5.4.0.5841 Type/Application' }, is: { model: 'VVX 400', firmware: '5.4.0.5841' } },
    { hints: { httpUserAgent: 'FileTransport PolycomSoundPointIP-SPIP_335-UA/3.2.1.0078' }, is: { model: 'SoundPoint IP 335' } },
    { hints: { httpUserAgent: 'FileTransport PolycomSoundStationIP-SSIP_6000-UA/4.0.4.2906 Type/Application' }, is: { model: 'SoundStation IP 6000', firmware: '4.0.4.2906' } },
    { hints: { httpUserAgent: 'FileTransport PolyCCX-CCX_600-UA/8.0.2.3267 (SN:482567b5313f) Type/Application' }, is: { model: 'CCX 600', mac: '482567b5313f' } },
    { hints: { httpUserAgent: 'FileTransport PolyEdge-Edge_E350-UA/8.3.1.0614' }, is: { model: 'Edge E350', firmware: '8.3.1.0614' } },
    { hints: { sipUserAgent: 'PolycomVVX-VVX_410-UA/5.9.5.0614' }, is: { model: 'VVX 410', firmware: '5.9.5.0614' } },
    { hints: { sipUserAgent: 'PolycomVVX-VVX_310-UA/4.1.4.7430_0004f2abcdef' }, is: { model: 'VVX 310', mac: '0004f2abcdef' } },
    { hints: { sipUserAgent: 'Polycom/5.5.2.8571 PolycomVVX-VVX_410-UA/5.5.2.8571' }, is: { model: 'VVX 410' } },
    { hints: { sipUserAgent: 'PolycomRealPresenceTrio-Trio_8500-UA/5.9.2.7727' }, is: { model: 'Trio 8500' } },
    { hints: { sipUserAgent: 'PolycomSoundPointIP-SPIP_450-UA/4.0.15.1047' }, is: { model: 'SoundPoint IP 450' } },
    { hints: { sipUserAgent: 'Poly/CCX_600-UA/7.2.0.1234' }, is: { model: 'CCX 600', firmware: '7.2.0.1234' } },
    { hints: { mac: '64167fb1d50c' }, is: {} },
  ], // prettier-ignore
});

/** The newer dialect: `<sysConf>`, firmware 2.x (export of the phone's own web page; template of a public engine for it). */

import { checkedHost, checkedInteger, checkedUrl, codecsFor } from '../checked.ts';
import type { PhoneKey, PhoneLine, PhoneProfile } from '../define.ts';
import { lineText } from '../key-value.ts';
import { checkedPassword, checkedVlan, linesOfKeys, ringToneUpTo, type Said } from '../said.ts';
import { changeMarker, group, leaf, leaves, xmlDocument, xmlFragment, type XmlTree } from '../xml-tree.ts';
import type { FanvilModel } from './models.ts';
import { CODECS, keyValue, TRANSPORTS, versionText, type FanvilTime } from './words.ts';

export const RING_TONES = 9;

export type Meant = {
  profile: PhoneProfile;
  row: FanvilModel | undefined;
  lines: readonly PhoneLine[];
  keys: readonly PhoneKey[];
  count: number;
  time: FanvilTime;
  language: Said;
  tones: Said;
};

function provisioning({ profile }: Meant): XmlTree {
  const url = checkedUrl(profile.provisioningUrl, 'provisioningUrl');
  return group('ap', [
    ...leaves({
      DownloadCommonConf: 0,
      DownloadDeviceConf: 1,
      SaveProvisionInfo: 1,
      FlashServerIP: url,
      FlashFileName: '$mac.cfg',
      FlashProtocol: url.startsWith('https:') ? 5 : 4,
      // 1: asked again at every start.
      FlashMode: 1,
      FlashInterval: 24,
    }),
    group('pnp', [leaf('PNPEnable', (profile.pnpAfterSetup ?? true) ? 1 : 0)]),
  ]);
}

function line(one: PhoneLine, { profile, row }: Meant): XmlTree {
  const codecs = codecsFor(profile, row);
  const { tone } = ringToneUpTo(profile, RING_TONES);
  return group(
    'line',
    leaves({
      PhoneNumber: one.authUser,
      DisplayName: lineText(one.displayName, 'displayName', 99),
      SipName: lineText(one.number, 'number', 99),
      RegisterAddr: one.server,
      RegisterPort: one.port,
      RegisterUser: one.authUser,
      RegisterPswd: lineText(one.secret, 'secret', 99),
      RegisterTTL: 60,
      EnableReg: 1,
      Transport: TRANSPORTS[one.transport],
      MediaCrypto: one.srtp ? 2 : 0,
      DTMFMode: 1,
      MWINum: one.voicemailNumber ?? '',
      Subscribe: one.voicemailNumber === undefined ? 0 : 1,
      VoiceCodecMap: codecs.map((codec) => CODECS[codec]).join(','),
      RingType: tone === undefined ? 'Default' : `Type ${tone}`,
    }),
    { index: one.position },
  );
}

const emptyLine = (position: number): XmlTree =>
  group(
    'line',
    leaves({
      PhoneNumber: '',
      DisplayName: '',
      RegisterAddr: '',
      RegisterPort: '',
      RegisterUser: '',
      RegisterPswd: '',
      EnableReg: 0,
    }),
    { index: position },
  );

function phone({ profile, time, language }: Meant): XmlTree {
  const { phoneBookUrl } = profile;
  const change = (which: 'Start' | 'End', words: Readonly<Record<string, number>>): XmlTree[] =>
    Object.entries(words).map(([name, value]) => leaf(`DST${which}${name}`, value));
  return group('phone', [
    group('display', leaves({ LCDTitle: lineText(profile.label, 'label', 99), DefaultLanguage: language.value })),
    group('date', [
      ...leaves({
        SNTPServer: checkedHost(profile.ntpServer, 'ntpServer'),
        EnableSNTP: 1,
        TimeZone: time.zone,
        TimeZoneName: time.name,
        EnableDST: time.summer === undefined ? 0 : 2,
      }),
      ...(time.summer === undefined
        ? []
        : [
            leaf('DSTFixedType', 2),
            leaf('DSTMinOffset', time.summer.saves),
            ...change('Start', time.summer.start),
            ...change('End', time.summer.end),
          ]),
    ]),
    ...(phoneBookUrl === undefined
      ? []
      : [
          group(
            'xmlContact',
            leaves({ Name: 'Office', Addr: checkedUrl(phoneBookUrl, 'phoneBookUrl'), Sipline: -1, BindLine: -1 }),
            {
              index: 1,
            },
          ),
        ]),
  ]);
}

function dsskeys({ keys, row, lines }: Meant): XmlTree[] {
  if (keys.length === 0) return [];
  const lineOf = linesOfKeys(keys, lines);
  const side = row?.side ?? 0;
  const perPage = Math.max(row?.perPage ?? 1, 1);
  const fkey = (key: PhoneKey, index: number): XmlTree => {
    const { type, value } = keyValue(key, lineOf.get(key.position) ?? 1);
    return group(
      'Fkey',
      leaves({ Type: type, Value: value, Title: lineText(key.label ?? '', `keys.${key.position}`, 99) }),
      { index },
    );
  };
  const beside = keys.filter(({ position }) => position <= side);
  const others = keys.filter(({ position }) => position > side);
  const pages = new Set(others.map(({ position }) => Math.floor((position - side - 1) / perPage) + 1));
  return [
    group('dsskey', [
      ...(beside.length === 0
        ? []
        : [
            group(
              'dssSide',
              beside.map((key) => fkey(key, key.position)),
              { index: 1 },
            ),
          ]),
      ...[...pages].map((page) =>
        group(
          'internal',
          others
            .filter(({ position }) => Math.floor((position - side - 1) / perPage) + 1 === page)
            .map((key) => fkey(key, ((key.position - side - 1) % perPage) + 1)),
          { index: page },
        ),
      ),
    ]),
  ];
}

function network({ profile: { vlan, syslog } }: Meant): XmlTree[] {
  const trees: XmlTree[] = [];
  if (vlan !== undefined) {
    const { id, priority } = checkedVlan(vlan);
    trees.push(
      group('qos', leaves({ EnableVLAN: 1, VLANID: id, SignallingPriority: priority, VoicePriority: priority })),
    );
  }
  if (syslog !== undefined)
    trees.push(
      group(
        'log',
        leaves({
          Level: 'INFO',
          SyslogServer: checkedHost(syslog.host, 'syslog.host'),
          SyslogServerPort: checkedInteger(syslog.port, 'syslog.port', 1, 65535),
        }),
      ),
    );
  return trees;
}

export function sysConf(meant: Meant): string {
  const { profile, lines, count } = meant;
  const first = profile.lines[0];
  const body: XmlTree[] = [
    provisioning(meant),
    // The maker's redirection service: the office alone says where the phone asks.
    group('ota', [leaf('FDPSEnable', 0)]),
    group('fwCheck', [leaf('EnableAutoUpgrade', 0)]),
    group('sip', [
      leaf('NotifyReboot', 0),
      ...Array.from({ length: count }, (_, index) => {
        const one = lines.find(({ position }) => position === index + 1);
        return one === undefined ? emptyLine(index + 1) : line(one, meant);
      }),
    ]),
    group('call', [
      group('port', leaves({ CallWaiting: (first?.callWaiting ?? true) ? 1 : 0, EnableIntercom: 1 }), { index: 1 }),
    ]),
    phone(meant),
    group('web', [
      group(
        'account',
        leaves({ Name: 'admin', Password: checkedPassword(profile.adminPassword, 39, 'adminPassword'), Level: 10 }),
        { index: 1 },
      ),
    ]),
    group('mm', [leaf('SelectYourTone', meant.tones.value)]),
    ...network(meant),
    ...dsskeys(meant),
  ];
  const version = versionText(profile.revision, changeMarker(xmlFragment(body)));
  return xmlDocument(group('sysConf', [leaf('Version', version), ...body]));
}

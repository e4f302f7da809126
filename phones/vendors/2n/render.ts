/** One door phone's settings in 2N's `<DeviceDatabase>` (templates of a public engine for firmware 2.48 and 2.49). */

import { checkedUrl, codecsFor, linesFor, modelByName, unknownModel } from '../checked.ts';
import { CannotRender, type PhoneCodec, type PhoneLine, type PhoneProfile, type RenderedFile } from '../define.ts';
import { lineText } from '../key-value.ts';
import { checkedQos, wantsKeys, withoutDoubles } from '../said.ts';
import { group, leaf, leaves, xmlDocument, type XmlTree } from '../xml-tree.ts';
import { twoNModels, type TwoNModel } from './models.ts';

const CODECS: Readonly<Partial<Record<PhoneCodec, string>>> = {
  pcmu: 'PCMU',
  pcma: 'PCMA',
  g729: 'G729',
  g722: 'G722',
};

export const fileOf = (mac: string, code: string): string =>
  `${code}-${(mac.toUpperCase().match(/../g) ?? []).join('-')}.xml`;

function account(
  position: number,
  line: PhoneLine | undefined,
  profile: PhoneProfile,
  chosen: readonly PhoneCodec[],
): XmlTree {
  const at = { At: position - 1 };
  if (line === undefined)
    return group(
      'Sip',
      [leaf('Enabled', 0), group('User', leaves({ DisplayName: '', Id: '', AuthId: '', PasswordString: '' }))],
      at,
    );
  // The only value that any source shows; it stands for UDP, the device's default.
  if (line.transport !== 'udp' || line.srtp)
    throw new CannotRender(
      'transport',
      'this door phone can only be told to use UDP without encryption; give its line that',
    );
  const qos = profile.qos === undefined ? undefined : checkedQos(profile.qos);
  return group(
    'Sip',
    [
      leaf('Enabled', 1),
      group(
        'User',
        leaves({
          DisplayName: lineText(line.displayName, 'displayName', 63),
          Id: line.authUser,
          AuthId: line.authUser,
          PasswordString: lineText(line.secret, 'secret', 63),
          CommunicationType: 1,
        }),
      ),
      group('Client', leaves({ Domain: line.server, Port: line.port })),
      group('Proxy', leaves({ Address: line.server, Port: line.port })),
      group('Registrar', leaves({ Enabled: 1, Address: line.server, Port: line.port, ExpireTime: 300 })),
      ...(qos === undefined ? [] : [group('Misc', [leaf('Dscp', qos.signaling)])]),
      group('Audio', [
        ...(qos === undefined ? [] : [leaf('Dscp', qos.media)]),
        group(
          'Codecs',
          Object.entries(CODECS).map(([codec, name]) => {
            const priority = chosen.indexOf(codec as PhoneCodec) + 1;
            return group(name, leaves({ Priority: priority, Enabled: priority > 0 ? 1 : 0 }));
          }),
        ),
      ]),
      group('Dtmf', leaves({ SendInAudio: 0, SendInRtp: 1, SendInSip: 0 })),
    ],
    at,
  );
}

/** Scheme and host, and the folder, are two settings. */
function update(profile: PhoneProfile): XmlTree {
  const url = checkedUrl(profile.provisioningUrl, 'provisioningUrl');
  const split = url.indexOf('/', url.indexOf('//') + 2);
  return group('AutoUpdate', [
    group('Firmware', [leaf('Enabled', 0)]),
    group(
      'Configuration',
      leaves({ Enabled: 1, ServerAddress: url.slice(0, split), FilePath: url.slice(split), CheckAtBootTime: 1 }),
    ),
  ]);
}

function leftOut(profile: PhoneProfile): string[] {
  const said: readonly (readonly [unknown, string])[] = [
    [profile.vlan, 'The network (VLAN) of this device is set on its own web page.'],
    [profile.firmware, 'Firmware of this device is loaded on its own web page.'],
    [profile.syslog, 'The log server of this device is set on its own web page.'],
    [profile.phoneBookUrl, 'This device reads no phone book of the office.'],
    [wantsKeys(profile) || undefined, 'What its buttons call is set on its own web page.'],
  ];
  return said.flatMap(([value, note]) => (value === undefined ? [] : [note]));
}

export function renderTwoN(profile: PhoneProfile): readonly RenderedFile[] {
  withoutDoubles(profile);
  const row = modelByName(twoNModels, profile.model) as TwoNModel | undefined;
  const count = row?.lines ?? 1;
  const { lines, notes } = linesFor(profile, count);
  const chosen = codecsFor(profile, row);
  const accounts = Array.from({ length: count }, (_, index) =>
    account(
      index + 1,
      lines.find(({ position }) => position === index + 1),
      profile,
      chosen,
    ),
  );
  const root = group('DeviceDatabase', [
    group('WebServer', [leaf('DeviceName', lineText(profile.label, 'label', 63))]),
    group('Phone', accounts),
    update(profile),
  ]);
  return [
    {
      path: fileOf(profile.mac, row?.code ?? 'hip'),
      aliases: [],
      contentType: 'text/xml; charset=utf-8',
      text: xmlDocument(root),
      isSecret: true,
      notes: [
        ...unknownModel(row, profile.model, '2N'),
        'The administrator password of this device is set on its own web page, where it asks for one at the first sign-in.',
        'Clock, language and tones of this device are set on its own web page.',
        ...notes,
        ...leftOut(profile),
      ],
    },
  ];
}

/**
 * One device's `<ParameterList>` for OBi firmware (OBi device provisioning guide; public templates for OBi1062 and VVX D230):
 * objects with parameters, named as in TR-104. Pure: same profile, same bytes.
 */

import { checkedHost, checkedInteger, checkedUrl, linesFor, modelByName, oneLine, unknownModel } from '../checked.ts';
import { CannotRender, type PhoneLine, type PhoneProfile, type RenderedFile } from '../define.ts';
import { checkedPassword, checkedVlan, sharedServer, withoutDoubles } from '../said.ts';
import { xmlText } from '../xml.ts';
import { obihaiModels } from './models.ts';

/** `field`: the part of the profile that the value comes from. */
type Parameter = readonly [name: string, value: string | number, field?: string];
type Part = readonly [object: string, parameters: readonly Parameter[]];

const TRANSPORTS = { udp: 'UDP', tcp: 'TCP', tls: 'TLS' } as const;

export const ownFile = (mac: string): string => `${mac}.xml`;
export const modelFile = (model: string): string => `${model.replaceAll(' ', '-')}.xml`;

/** Texts with `$` are filled in by the device. */
function text(value: string, field: string): string {
  if (value.includes('$')) throw new CannotRender(field, 'this device cannot be told a text with $');
  return oneLine(value, field);
}

const written = ([object, parameters]: Part): string =>
  [
    ' <Object>',
    `  <Name>${object}</Name>`,
    ...parameters.map(
      ([name, value, field = name]) =>
        `  <ParameterValueStruct><Name>${name}</Name><Value>${xmlText(text(String(value), field), field)}</Value></ParameterValueStruct>`,
    ),
    ' </Object>',
    '',
  ].join('\n');

/** All accounts use the first service provider profile, so their lines have to agree on the server. */
function provider(line: PhoneLine): Part[] {
  return [
    ['VoiceService.1.VoiceProfile.1.', [['DigitMap', '(*xx.|**xx.|#xx.|xx.|[^*#]@@.)']]],
    [
      'VoiceService.1.VoiceProfile.1.SIP.',
      [
        ['ProxyServer', line.server],
        ['ProxyServerPort', line.port],
        ['ProxyServerTransport', TRANSPORTS[line.transport]],
        ['RegisterExpires', 300],
      ],
    ],
  ];
}

function account(line: PhoneLine): Part[] {
  if (line.srtp)
    throw new CannotRender('srtp', 'encryption of calls is not set on this device from here; switch it off');
  const at = `VoiceService.1.VoiceProfile.1.Line.${line.position}.`;
  return [
    [
      at,
      [
        ['Enable', 'true'],
        ['X_DisplayLabel', line.displayName, 'displayName'],
        ['X_DisplayNumber', line.number, 'number'],
      ],
    ],
    [
      `${at}SIP.`,
      [
        ['AuthUserName', line.authUser],
        ['AuthPassword', line.secret, 'secret'],
      ],
    ],
    [`${at}CallingFeatures.`, [['CallerIDName', line.displayName, 'displayName']]],
  ];
}

const withoutAccount = (position: number): Part[] => [
  [`VoiceService.1.VoiceProfile.1.Line.${position}.`, [['Enable', 'false']]],
  [`VoiceService.1.VoiceProfile.1.Line.${position}.SIP.`, [['AuthPassword', '']]],
];

function deviceParts(profile: PhoneProfile): Part[] {
  const { vlan, syslog, firmware } = profile;
  const url = checkedUrl(profile.provisioningUrl, 'provisioningUrl');
  const parts: Part[] = [
    [
      'X_DeviceManagement.WebServer.',
      [['AdminPassword', checkedPassword(profile.adminPassword, 63, 'adminPassword', '$')]],
    ],
    [
      'X_DeviceManagement.ITSPProvisioning.',
      [
        ['Method', 'System Start'],
        ['ConfigURL', `${url}${ownFile(profile.mac)}`],
      ],
    ],
    // The maker's cloud: the office alone says where the device asks.
    ['X_DeviceManagement.Provisioning.', [['Method', 'Disabled']]],
    [
      'X_DeviceManagement.FirmwareUpdate.',
      firmware === undefined
        ? [['Method', 'Disabled']]
        : [
            ['Method', 'System Start'],
            ['FirmwareURL', checkedUrl(firmware.url, 'firmware.url')],
          ],
    ],
    ['DeviceInfo.Time.', [['NTPServer1', checkedHost(profile.ntpServer, 'ntpServer')]]],
  ];
  if (vlan !== undefined) {
    const { id, priority } = checkedVlan(vlan);
    parts.push(['DeviceInfo.WAN.', [['VLANEnable', 'true'], ['VLANID', id], ['VLANPriority', priority]]]); // prettier-ignore
  }
  if (syslog !== undefined)
    parts.push([
      'X_DeviceManagement.Syslog.',
      [
        ['Server', checkedHost(syslog.host, 'syslog.host')],
        ['Port', checkedInteger(syslog.port, 'syslog.port', 1, 65535)],
      ],
    ]);
  return parts;
}

function notesFor(profile: PhoneProfile): string[] {
  return [
    'The time zone of this device is chosen on its web page; so are its language and its tones.',
    ...(profile.codecs === undefined ? [] : ['The order of codecs is the device’s own.']),
    ...(profile.ringTone === undefined ? [] : ['Ring tones are chosen on the device itself.']),
    ...(profile.qos === undefined ? [] : ['Priorities on the network (DSCP) are not set on this device.']),
    ...(profile.vlan?.computerId === undefined
      ? []
      : ['The network of the computer behind this device cannot be set from here.']),
    ...(profile.phoneBookUrl === undefined ? [] : ['The phone book of this device is not set from here.']),
    ...(profile.keys.some(({ kind }) => kind !== 'line') ? ['Keys are set on the web page of this device.'] : []),
    ...(profile.lines.some(({ voicemailNumber }) => voicemailNumber !== undefined)
      ? ['The message key is set on the web page of this device.']
      : []),
  ];
}

export function renderObihai(profile: PhoneProfile): readonly RenderedFile[] {
  withoutDoubles(profile);
  const row = modelByName(obihaiModels, profile.model);
  const count = row?.lines ?? 1;
  const { lines, notes: lineNotes } = linesFor(profile, count);
  const first = sharedServer(lines);
  const parts: Part[] = [
    ...deviceParts(profile),
    ...(first === undefined ? [] : provider(first)),
    ...Array.from({ length: count }, (_, index) => index + 1).flatMap((position) => {
      const line = lines.find((one) => one.position === position);
      return line === undefined ? withoutAccount(position) : account(line);
    }),
  ];
  return [
    {
      path: ownFile(profile.mac),
      // What the factory asks for, by model only: served under the secret path or to a device that is expected.
      aliases: row === undefined ? [] : [modelFile(row.model)],
      contentType: 'text/xml; charset=utf-8',
      text: `<?xml version="1.0" encoding="UTF-8"?>\n<ParameterList>\n${parts.map(written).join('')}</ParameterList>\n`,
      isSecret: true,
      notes: [
        ...unknownModel(row, profile.model, 'OBi'),
        ...lineNotes,
        ...notesFor({ ...profile, lines }),
        ...(row?.kind === 'dect-base'
          ? ['A DECT base: register each handset at the base itself, and choose there which lines it has.']
          : []),
      ],
    },
  ];
}

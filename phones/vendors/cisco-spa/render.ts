/**
 * One device's flat profile for SPA firmware (Cisco SPA300/SPA500 administration guide OL-19749, SPA100 provisioning guide
 * 78-21581, SPA2102/3102/8000 guide OL-17901). Pure: same profile, same bytes.
 */

import { checkedHost, checkedInteger, keysFor, linesFor, modelByName, roomForKeys, unknownModel } from '../checked.ts';
import type { PhoneProfile, RenderedFile } from '../define.ts';
import {
  bookElements,
  clockElements,
  emptyLine,
  flatProfile,
  keyElements,
  lineElements,
  provisioningElements,
  ringElement,
  sameSrtp,
  toneElements,
  yesNo,
  type Element,
} from '../flat-profile.ts';
import { checkedPassword, checkedVlan, withoutDoubles } from '../said.ts';
import { spaModels, type SpaModel } from './models.ts';

type Family = SpaModel['family'];

const ROUTER = 'router-configuration';

function passwordElements(profile: PhoneProfile, family: Family): Element[] {
  const password = checkedPassword(profile.adminPassword, 32, 'adminPassword');
  return family === 'router'
    ? [
        [`${ROUTER}/Web_Login_Admin_Name`, 'admin'],
        [`${ROUTER}/Web_Login_Admin_Password`, password],
      ]
    : [['Admin_Passwd', password]];
}

/** The router adapters show no clock; their time server is for the log. `auto` would be one of their own choice. */
function timeElements(profile: PhoneProfile, family: Family): { elements: Element[]; notes: readonly string[] } {
  if (family !== 'router') return clockElements(profile);
  return {
    elements: [
      [`${ROUTER}/Time_Setup/Time_Server`, checkedHost(profile.ntpServer, 'ntpServer')],
      [`${ROUTER}/Time_Setup/Time_Server_Mode`, 'manual'],
    ],
    notes: ['The time zone of this adapter is not set from here.'],
  };
}

function networkElements({ vlan, syslog }: PhoneProfile, family: Family): { elements: Element[]; notes: string[] } {
  if (family === 'router')
    return {
      elements: [],
      notes: [
        ...(vlan === undefined ? [] : ['The VLAN of this adapter is not set from here.']),
        ...(syslog === undefined ? [] : ['Where this adapter sends its log is not set from here.']),
      ],
    };
  const elements: Element[] = [];
  if (syslog !== undefined)
    elements.push(
      ['Syslog_Server', `${checkedHost(syslog.host, 'syslog.host')}:${checkedInteger(syslog.port, 'syslog.port', 1, 65535)}`],
      ['Debug_Level', 3],
    ); // prettier-ignore
  if (vlan === undefined) return { elements, notes: [] };
  if (family === 'adapter') return { elements, notes: ['The VLAN of this adapter is not set from here.'] };
  const { id, computerId } = checkedVlan(vlan);
  elements.push(['Enable_VLAN', 'Yes'], ['VLAN_ID', id]);
  if (computerId !== undefined) elements.push(['Enable_PC_Port_VLAN_Tagging', 'Yes'], ['PC_Port_VLAN_ID', computerId]);
  return { elements, notes: ['The priority on the network is that of the phone; it is not set from here.'] };
}

function phoneElements(profile: PhoneProfile): Element[] {
  const [first] = profile.lines;
  return [
    ['Station_Name', profile.label, 'label'],
    ['Voice_Mail_Number', first?.voicemailNumber ?? ''],
    ['CW_Setting', yesNo(first?.callWaiting ?? true)],
    // The office may make an idle phone answer at once (Call-Info: answer-after).
    ['Auto_Answer_Page', 'Yes'],
    ['Secure_Call_Setting', yesNo(sameSrtp(profile.lines))],
    // RFC 4568, not Sipura's own exchange of keys.
    ['SRTP_Method', 's-descriptor'],
    ...bookElements(profile.phoneBookUrl),
  ];
}

function perLine(profile: PhoneProfile, row: SpaModel | undefined, family: Family): Element[] {
  const words = { tos: family === 'phone' ? 'TOS' : 'ToS', useAuthId: true } as const;
  return Array.from({ length: row?.lines ?? 1 }, (_, index) => index + 1).flatMap((position): Element[] => {
    const line = profile.lines.find((one) => one.position === position);
    if (line === undefined) return emptyLine(position);
    return [
      ...lineElements(line, profile, row, words),
      ...(family === 'phone'
        ? [
            ...ringElement(`Default_Ring__${position}__`, profile.ringTone, 10),
            [`Mailbox_ID_${position}_`, line.voicemailNumber ?? ''] as const,
          ]
        : [[`Call_Waiting_Serv_${position}_`, yesNo(line.callWaiting)] as const]),
    ];
  });
}

function adapterNotes(profile: PhoneProfile, family: Family): string[] {
  if (family === 'phone')
    return profile.language.toLowerCase().startsWith('en')
      ? []
      : [`"${profile.language}" needs a dictionary that the office does not have; this phone speaks English.`];
  return [
    ...(profile.lines.some(({ srtp }) => srtp) ? ['Encryption of calls is not set on this adapter.'] : []),
    ...(profile.ringTone === undefined ? [] : ['The phones behind this adapter ring in their own way.']),
    ...(profile.phoneBookUrl === undefined ? [] : ['This adapter has no screen for a phone book.']),
  ];
}

export function renderCiscoSpa(profile: PhoneProfile): readonly RenderedFile[] {
  withoutDoubles(profile);
  const row = modelByName(spaModels, profile.model) as SpaModel | undefined;
  const family = row?.family ?? 'phone';
  const { lines, notes: lineNotes } = linesFor(profile, row?.lines ?? 1);
  const { keys, notes: keyNotes } = keysFor(profile, roomForKeys(row));
  const told = { ...profile, lines };
  const time = timeElements(profile, family);
  const tones = toneElements(profile.dialToneCountry);
  const network = networkElements(profile, family);
  const placed = keyElements(keys, lines, row);
  const elements: Element[] = [
    ...provisioningElements(profile),
    ...passwordElements(profile, family),
    ...time.elements,
    ...tones.elements,
    ...network.elements,
    ...(family === 'phone' ? phoneElements(told) : []),
    ...perLine(told, row, family),
    ...placed.elements,
  ];
  return [
    {
      path: `${profile.mac}.xml`,
      // What the factory asks for, by model only: served under the secret path or to a phone that is expected.
      aliases: row?.file === undefined ? [] : [row.file],
      contentType: 'text/xml; charset=utf-8',
      text: flatProfile(elements),
      isSecret: true,
      notes: [
        ...unknownModel(row, profile.model, 'Cisco SPA'),
        ...time.notes,
        ...tones.notes,
        ...lineNotes,
        ...keyNotes,
        ...network.notes,
        ...placed.notes,
        ...adapterNotes(told, family),
      ],
    },
  ];
}

/**
 * One device's flat profile for multiplatform firmware (Cisco IP Phone multiplatform administration guides 11.x and 12.0, ATA
 * 191/192 provisioning guide). Pure: same profile, same bytes.
 */

import { checkedHost, checkedInteger, keysFor, linesFor, modelByName, roomForKeys, unknownModel } from '../checked.ts';
import { CannotRender, type PhoneProfile, type RenderedFile } from '../define.ts';
import {
  bookElements,
  clockElements,
  emptyLine,
  flatProfile,
  keyElements,
  lineElements,
  provisioningElements,
  ringElement,
  toneElements,
  yesNo,
  type Element,
} from '../flat-profile.ts';
import { checkedPassword, checkedVlan, withoutDoubles } from '../said.ts';
import { factoryFiles, mppModels, type MppModel } from './models.ts';

type Family = MppModel['family'];

const ROUTER = 'router-configuration';

/** The phones want 8 to 127 characters of three kinds, the adapters 8 of any. */
function password(profile: PhoneProfile, family: Family): string {
  const text = checkedPassword(profile.adminPassword, 127, 'adminPassword');
  const kinds = [/[A-Z]/, /[a-z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(text)).length;
  if (text.length < 8 || (family === 'mpp' && kinds < 3))
    throw new CannotRender(
      'adminPassword',
      'this phone wants at least 8 characters, of three kinds out of capitals, small letters, digits and signs',
    );
  return text;
}

function adapterElements(profile: PhoneProfile): Element[] {
  return [
    [`${ROUTER}/Web_Login_Admin_Name`, 'admin'],
    [`${ROUTER}/Web_Login_Admin_Password`, password(profile, 'ata')],
    [`${ROUTER}/Time_Setup/Time_Server`, checkedHost(profile.ntpServer, 'ntpServer')],
    [`${ROUTER}/Time_Setup/Time_Server_Mode`, 'manual'],
  ];
}

function networkElements({ vlan, syslog }: PhoneProfile): Element[] {
  const elements: Element[] = [];
  if (vlan !== undefined) {
    const { id, computerId } = checkedVlan(vlan);
    elements.push(['Enable_VLAN', 'Yes'], ['VLAN_ID', id]);
    if (computerId !== undefined) elements.push(['PC_Port_VLAN_ID', computerId]);
  }
  if (syslog !== undefined)
    elements.push(
      ['Syslog_Server', `${checkedHost(syslog.host, 'syslog.host')}:${checkedInteger(syslog.port, 'syslog.port', 1, 65535)}`],
      ['Debug_Level', 'DEBUG'],
    ); // prettier-ignore
  return elements;
}

function phoneElements(profile: PhoneProfile): Element[] {
  const [first] = profile.lines;
  return [
    ['Admin_Password', password(profile, 'mpp')],
    ['Enable_Web_Server', 'Yes'],
    ['Enable_Web_Admin_Access', 'Yes'],
    // The maker's cloud: the office alone says where the phone asks.
    ['Webex_Onboard_Enable', 'No'],
    ['Station_Name', profile.label, 'label'],
    ['Voice_Mail_Number', first?.voicemailNumber ?? ''],
    ['CW_Setting', yesNo(first?.callWaiting ?? true)],
    // The office may make an idle phone answer at once (Call-Info: answer-after).
    ['Auto_Answer_Page', 'Yes'],
    ['Secure_Call_Serv', 'Yes'],
    ...bookElements(profile.phoneBookUrl),
    ...networkElements(profile),
  ];
}

function perLine(profile: PhoneProfile, row: MppModel | undefined, family: Family): Element[] {
  return Array.from({ length: row?.lines ?? 1 }, (_, index) => index + 1).flatMap((position): Element[] => {
    const line = profile.lines.find((one) => one.position === position);
    if (line === undefined) return emptyLine(position);
    if (family === 'ata') return lineElements(line, profile, row, { tos: 'ToS', useAuthId: true });
    return [
      ...lineElements(line, profile, row, { tos: 'TOS', useAuthId: false }),
      // Required: calls are refused rather than made in the clear. Strict: nothing is encrypted over UDP and TCP.
      [`Secure_Call_Option_${position}_`, line.srtp ? 'Required' : 'Strict'],
      ...ringElement(`Default_Ring_${position}_`, profile.ringTone, 12),
    ];
  });
}

function notesFor(profile: PhoneProfile, family: Family): string[] {
  const { vlan } = profile;
  if (family === 'ata')
    return [
      'The time zone of this adapter is not set from here.',
      ...(vlan === undefined ? [] : ['The VLAN of this adapter is not set from here.']),
      ...(profile.syslog === undefined ? [] : ['Where this adapter sends its log is not set from here.']),
      ...(profile.lines.some(({ srtp }) => srtp) ? ['Encryption of calls is not set on this adapter.'] : []),
      ...(profile.ringTone === undefined ? [] : ['The phones behind this adapter ring in their own way.']),
      ...(profile.phoneBookUrl === undefined ? [] : ['This adapter has no screen for a phone book.']),
    ];
  return [
    ...(profile.language.toLowerCase().startsWith('en')
      ? []
      : [`"${profile.language}" needs a dictionary that the office does not have; this phone speaks English.`]),
    ...(vlan === undefined ? [] : ['The priority on the network is that of the phone; it is not set from here.']),
    ...(profile.lines.some(({ srtp, transport }) => srtp && transport !== 'tls')
      ? ['This phone encrypts calls only on lines that register over TLS.']
      : []),
  ];
}

export function renderCiscoMpp(profile: PhoneProfile): readonly RenderedFile[] {
  withoutDoubles(profile);
  const row = modelByName(mppModels, profile.model) as MppModel | undefined;
  const family = row?.family ?? 'mpp';
  const { lines, notes: lineNotes } = linesFor(profile, row?.lines ?? 1);
  const { keys, notes: keyNotes } = keysFor(profile, roomForKeys(row));
  const told = { ...profile, lines };
  const clock = family === 'mpp' ? clockElements(profile) : { elements: [], notes: [] };
  const tones = toneElements(profile.dialToneCountry);
  const placed = keyElements(keys, lines, row);
  const elements: Element[] = [
    ...provisioningElements(profile),
    ...clock.elements,
    ...tones.elements,
    ...(family === 'mpp' ? phoneElements(told) : adapterElements(told)),
    ...perLine(told, row, family),
    ...placed.elements,
  ];
  return [
    {
      path: `${profile.mac}.xml`,
      // What the factory asks for, by model only: served under the secret path or to a phone that is expected.
      aliases: row === undefined ? [] : factoryFiles(row.model),
      contentType: 'text/xml; charset=utf-8',
      text: flatProfile(elements, family === 'mpp'),
      isSecret: true,
      notes: [
        ...unknownModel(row, profile.model, 'Cisco multiplatform'),
        ...clock.notes,
        ...tones.notes,
        ...lineNotes,
        ...keyNotes,
        ...placed.notes,
        ...notesFor(told, family),
      ],
    },
  ];
}

/** What an adopted phone is told, from the office's rows; phones/vendors/ says it in the vendor's words. Pure. */
import type { Read, Row } from '../../office/core/store.ts';
import { extensions } from '../../office/features/extensions/table.ts';
import { featureCodes } from '../../office/features/feature-codes/table.ts';
import { deviceOf, identities } from '../../office/features/identities/table.ts';
import type { phones } from '../../office/features/phones/table.ts';
import { sites } from '../../office/features/sites/table.ts';
import { commonKeysAt, keysOf, workingKey, type KeyUse } from '../../office/features/keys/read.ts';
import { loginAt, shownOnPhone } from '../../office/features/hot-desks/rules.ts';
import { handsets } from '../../office/features/hot-desks/table.ts';
import { mailboxes } from '../../office/features/voicemail/table.ts';
import type { PhoneKey, PhoneLine, PhoneProfile } from '../../phones/vendors/define.ts';
import { toldSettings } from './told-settings.ts';

export type PhoneRow = Row<typeof phones>;

/** Where phones reach this computer. */
export interface Server {
  address: string;
  sipPort: number;
  tlsPort: number;
  httpPort: number;
}

export function profileOf(read: Read, phone: PhoneRow, server: Server): PhoneProfile {
  const site = read.get(sites, phone.siteId);
  const line = lineOf(read, phone, server);
  return {
    mac: phone.mac,
    vendorId: phone.vendor,
    model: phone.model,
    label: labelOf(read, phone),
    lines: line ? [line] : [],
    keys: line ? [{ position: 1, kind: 'line' }, ...keysAt(read, phone)] : [],
    adminPassword: phone.adminPassword,
    provisioningUrl: `http://${server.address}:${server.httpPort}/${phone.provisioningToken}/`,
    timeZone: site?.timeZone ?? 'UTC',
    language: site?.language ?? 'en',
    // No server of the internet is ever named. The office's computer is asked; without an answer a phone takes its time
    // from the Date header of its registration.
    ntpServer: server.address,
    dialToneCountry: site?.country ?? '',
    ...toldSettings(read, phone, server),
  };
}

/** Whoever is logged in has name, number, mailbox and keys on the phone; its account stays its own. */
function extensionAt(read: Read, phone: PhoneRow): Row<typeof extensions> | undefined {
  const identity = phone.identityId === null ? undefined : read.get(identities, phone.identityId);
  const login = identity && loginAt(read, deviceOf(identity));
  return (login && read.get(extensions, login.extensionId)) ?? (identity && read.get(extensions, identity.extensionId));
}

/**
 * First what everybody at the site has, then the person's own. A key that leads nowhere now stays empty on the phone: the keys
 * after it keep their places. So does the lamp of whoever's phone this is: it is where the others have it.
 */
function keysAt(read: Read, phone: PhoneRow): PhoneKey[] {
  const extension = extensionAt(read, phone);
  if (!extension) return [];
  const uses: KeyUse[] = [...commonKeysAt(read, phone.siteId), ...keysOf(read, extension.id)];
  return uses.map((use, index): PhoneKey => {
    const position = index + 2;
    const isSelf = use.kind === 'lamp' && use.target === extension.id;
    const key = isSelf ? undefined : workingKey(read, use);
    if (!key || key.does === 'nothing') return { position, kind: 'none' };
    const label = key.label === '' ? {} : { label: key.label };
    if (key.does === 'line') return { position, kind: 'line', ...label };
    const { number, pickup } = key;
    if (!key.lamp) return { position, kind: 'speed', number, ...label };
    return { position, kind: 'blf', number, ...label, ...(pickup === undefined ? {} : { pickup }) };
  });
}

function lineOf(read: Read, phone: PhoneRow, server: Server): PhoneLine | undefined {
  const identity = phone.identityId === null ? undefined : read.get(identities, phone.identityId);
  const home = identity && read.get(extensions, identity.extensionId);
  const extension = extensionAt(read, phone);
  if (!identity || !home || !extension) return undefined;
  const voicemail = read.get(mailboxes, extension.id)?.enabled
    ? read.get(featureCodes, 'voicemail-own')?.code
    : undefined;
  return {
    position: 1,
    number: extension.number,
    displayName: shownOnPhone(read, extension),
    authUser: deviceOf(identity),
    secret: identity.secret,
    server: home.localServerAddress || server.address,
    port: identity.transport === 'tls' ? server.tlsPort : server.sipPort,
    transport: identity.transport,
    srtp: identity.transport === 'tls',
    ...(voicemail === undefined ? {} : { voicemailNumber: voicemail }),
    callWaiting: extension.callWaiting,
  };
}

/** The phone ID stands on the screen of a handset, also while somebody is logged in: people name the phone by it. */
function labelOf(read: Read, phone: PhoneRow): string {
  const handset = phone.identityId === null ? undefined : read.get(handsets, phone.identityId);
  return handset ? `${phone.label} ID ${handset.phoneId}`.trim() : phone.label;
}

/** The device that the phone registers as, when it has a line. */
export function deviceOfPhone(read: Read, phone: PhoneRow): string | undefined {
  const identity = phone.identityId === null ? undefined : read.get(identities, phone.identityId);
  return identity && deviceOf(identity);
}

/** What an adopted phone is told, from the office's rows; phones/vendors/ says it in the vendor's words. Pure. */
import type { Read, Row } from '../../office/core/store.ts';
import { extensions } from '../../office/features/extensions/table.ts';
import { featureCodes } from '../../office/features/feature-codes/table.ts';
import { deviceOf, identities } from '../../office/features/identities/table.ts';
import type { phones } from '../../office/features/phones/table.ts';
import { sites } from '../../office/features/sites/table.ts';
import { mailboxes } from '../../office/features/voicemail/table.ts';
import type { PhoneLine, PhoneProfile } from '../../phones/vendors/define.ts';

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
    label: phone.label,
    line,
    keys: line ? [{ position: 1, kind: 'line' }] : [],
    adminPassword: phone.adminPassword,
    provisioningUrl: `http://${server.address}:${server.httpPort}/${phone.provisioningToken}/`,
    timeZone: site?.timeZone ?? 'UTC',
    language: site?.language ?? 'en',
    // No server of the internet is ever named. The office's computer is asked; without an answer a phone takes its time
    // from the Date header of its registration.
    ntpServer: server.address,
    dialToneCountry: site?.country ?? '',
  };
}

function lineOf(read: Read, phone: PhoneRow, server: Server): PhoneLine | undefined {
  const identity = phone.identityId === null ? undefined : read.get(identities, phone.identityId);
  const extension = identity && read.get(extensions, identity.extensionId);
  if (!identity || !extension) return undefined;
  const voicemail = read.get(mailboxes, extension.id)?.enabled
    ? read.get(featureCodes, 'voicemail-own')?.code
    : undefined;
  return {
    number: extension.number,
    displayName: extension.label,
    authUser: deviceOf(identity),
    secret: identity.secret,
    server: extension.localServerAddress || server.address,
    port: identity.transport === 'tls' ? server.tlsPort : server.sipPort,
    transport: identity.transport,
    srtp: identity.transport === 'tls',
    ...(voicemail === undefined ? {} : { voicemailNumber: voicemail }),
    callWaiting: extension.callWaiting,
  };
}

/** The device that the phone registers as, when it has a line. */
export function deviceOfPhone(read: Read, phone: PhoneRow): string | undefined {
  const identity = phone.identityId === null ? undefined : read.get(identities, phone.identityId);
  return identity && deviceOf(identity);
}

/**
 * The lines that a phone is told: line 1 of its user or of whoever is logged in, shared numbers and second identities after
 * it; or, while it is nobody's, the one line by which somebody makes it theirs and calls for help.
 */
import type { Read, Row } from '../../office/core/store.ts';
import { extensions } from '../../office/features/extensions/table.ts';
import { featureCodes } from '../../office/features/feature-codes/table.ts';
import { loginAt, shownOnPhone } from '../../office/features/hot-desks/rules.ts';
import { deviceOf, identities } from '../../office/features/identities/table.ts';
import { claimCode } from '../../office/features/phones/claims.ts';
import { claimDevice, identitiesOn, linesOf } from '../../office/features/phones/rules.ts';
import { phoneClaims } from '../../office/features/phones/table.ts';
import { mailboxes } from '../../office/features/voicemail/table.ts';
import type { PhoneLine } from '../../phones/vendors/define.ts';
import type { PhoneRow, Server } from './profile.ts';

/** Whoever is logged in has name, number, mailbox and keys on the phone; its account stays its own. */
export function extensionAt(read: Read, identityId: string): Row<typeof extensions> | undefined {
  const identity = read.get(identities, identityId);
  const login = identity && loginAt(read, deviceOf(identity));
  return (login && read.get(extensions, login.extensionId)) ?? (identity && read.get(extensions, identity.extensionId));
}

export function linesOfPhone(read: Read, phone: PhoneRow, server: Server): PhoneLine[] {
  const claim = claimLine(read, phone, server);
  if (claim) return [claim];
  return identitiesOn(read, phone).flatMap((one) => lineOf(read, one, server) ?? []);
}

function lineOf(read: Read, at: { position: number; identityId: string }, server: Server): PhoneLine | undefined {
  const identity = read.get(identities, at.identityId);
  const home = identity && read.get(extensions, identity.extensionId);
  const extension = extensionAt(read, at.identityId);
  if (!identity || !home || !extension) return undefined;
  const voicemail = read.get(mailboxes, extension.id)?.enabled
    ? read.get(featureCodes, 'voicemail-own')?.code
    : undefined;
  return {
    position: at.position,
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

/** Its screen says what to dial. */
function claimLine(read: Read, phone: PhoneRow, server: Server): PhoneLine | undefined {
  const claim = read.get(phoneClaims, phone.id);
  if (!claim) return undefined;
  const code = read.get(featureCodes, claimCode.id)?.code ?? claimCode.code;
  return {
    position: 1,
    number: code,
    displayName: phone.label,
    authUser: claimDevice(phone),
    secret: claim.secret,
    server: server.address,
    port: server.sipPort,
    transport: 'udp',
    srtp: false,
    callWaiting: false,
  };
}

/** The device that the phone registers as first. Asked of every phone whenever one registers, so it looks no further. */
export function deviceOfPhone(read: Read, phone: PhoneRow): string | undefined {
  const first = phone.identityId ?? linesOf(read, phone.id)[0]?.identityId;
  if (first === undefined) return read.get(phoneClaims, phone.id) && claimDevice(phone);
  const identity = read.get(identities, first);
  return identity && deviceOf(identity);
}

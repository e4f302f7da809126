/** What an app has to know to register as an identity, from the office's rows (spec I7, X13). Pure. */
import type { Read } from '../../office/core/store.ts';
import { shownOnPhone } from '../../office/features/hot-desks/rules.ts';
import { extensions } from '../../office/features/extensions/table.ts';
import { featureCodes } from '../../office/features/feature-codes/table.ts';
import { deviceOf, identities, type sipTransports } from '../../office/features/identities/table.ts';
import { mailboxes } from '../../office/features/voicemail/table.ts';

/** Where this computer is reached. */
export interface OfficeServer {
  address: string;
  sipPort: number;
  tlsPort: number;
  httpPort: number;
}

export interface SoftphoneAccount {
  displayName: string;
  /** The extension's number, which colleagues dial. */
  number: string;
  user: string;
  secret: string;
  server: string;
  port: number;
  transport: (typeof sipTransports)[number];
  /** With TLS always: Asterisk takes no unencrypted call of such an identity (spec I6). */
  srtp: boolean;
  voicemailNumber: string | undefined;
}

/** The address that this identity's device is told: its extension's own, or the office's. */
export function addressFor(read: Read, identityId: string, office: string): string {
  const identity = read.get(identities, identityId);
  return (identity && read.get(extensions, identity.extensionId)?.localServerAddress) || office;
}

export function accountOf(read: Read, identityId: string, server: OfficeServer): SoftphoneAccount | undefined {
  const identity = read.get(identities, identityId);
  const extension = identity && read.get(extensions, identity.extensionId);
  if (!identity || !extension) return undefined;
  const isTls = identity.transport === 'tls';
  return {
    displayName: shownOnPhone(read, extension),
    number: extension.number,
    user: deviceOf(identity),
    secret: identity.secret,
    server: addressFor(read, identityId, server.address),
    port: isTls ? server.tlsPort : server.sipPort,
    transport: identity.transport,
    srtp: isTls,
    voicemailNumber: read.get(mailboxes, extension.id)?.enabled
      ? read.get(featureCodes, 'voicemail-own')?.code
      : undefined,
  };
}

/** `192.168.1.10`, or `[2001:db8::1]` where a port follows. */
export const hostInUrl = (address: string): string => (address.includes(':') ? `[${address}]` : address);
export const hostAndPort = ({ server, port }: Pick<SoftphoneAccount, 'server' | 'port'>): string =>
  `${hostInUrl(server)}:${port}`;

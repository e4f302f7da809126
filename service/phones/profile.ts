/** What an adopted phone is told, from the office's rows; phones/vendors/ says it in the vendor's words. Pure. */
import type { Read, Row } from '../../office/core/store.ts';
import type { phones } from '../../office/features/phones/table.ts';
import { sites } from '../../office/features/sites/table.ts';
import { commonKeysAt, keysOf, workingKey, type KeyUse } from '../../office/features/keys/read.ts';
import { handsets } from '../../office/features/hot-desks/table.ts';
import type { PhoneKey, PhoneProfile } from '../../phones/vendors/define.ts';
import { extensionAt, linesOfPhone } from './account-lines.ts';
import { toldSettings } from './told-settings.ts';

export { deviceOfPhone } from './account-lines.ts';

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
  const lines = linesOfPhone(read, phone, server);
  return {
    mac: phone.mac,
    vendorId: phone.vendor,
    model: phone.model,
    label: labelOf(read, phone),
    lines,
    keys: [
      ...lines.map(({ position }, index): PhoneKey => ({ position: index + 1, kind: 'line', line: position })),
      ...keysAt(read, phone, lines.length + 1),
    ],
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

/**
 * First what everybody at the site has, then the person's own. A key that leads nowhere now stays empty on the phone: the keys
 * after it keep their places. So does the lamp of whoever's phone this is: it is where the others have it.
 */
function keysAt(read: Read, phone: PhoneRow, first: number): PhoneKey[] {
  const extension = phone.identityId === null ? undefined : extensionAt(read, phone.identityId);
  if (!extension) return [];
  const uses: KeyUse[] = [...commonKeysAt(read, phone.siteId), ...keysOf(read, extension.id)];
  return uses.map((use, index): PhoneKey => {
    const position = index + first;
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

/** The phone ID stands on the screen of a handset, also while somebody is logged in: people name the phone by it. */
function labelOf(read: Read, phone: PhoneRow): string {
  const handset = phone.identityId === null ? undefined : read.get(handsets, phone.identityId);
  return handset ? `${phone.label} ID ${handset.phoneId}`.trim() : phone.label;
}

/**
 * The adopted phones as the provisioning server asks for them: by MAC and by token, with settings that are the same object
 * as long as they are the same settings. Rows are read when they are needed, so a change counts from its commit.
 */
import type { Touched } from '../../db/journal.ts';
import type { Read } from '../../office/core/store.ts';
import { loginOf } from '../../office/features/hot-desks/rules.ts';
import { deviceOf, identities } from '../../office/features/identities/table.ts';
import { everybody } from '../../office/features/keys/read.ts';
import { commonKeys, phoneKeys } from '../../office/features/keys/table.ts';
import { placeOfIdentity } from '../../office/features/phones/rules.ts';
import { phones } from '../../office/features/phones/table.ts';
import type { Mac } from '../../phones/mac.ts';
import type { PhoneProfile } from '../../phones/vendors/define.ts';
import { profileOf, type PhoneRow, type Server } from './profile.ts';
import { phonesOfSettings } from './settings-touched.ts';

export interface Adopted {
  row(mac: Mac): PhoneRow | undefined;
  all(): PhoneRow[];
  profile(mac: Mac): PhoneProfile | undefined;
  byToken(token: string): Mac | undefined;
  /** The phone that registers as this device. */
  byDevice(device: string): Mac | undefined;
  /** Forgets what may be different now and names the phones whose settings it may be. */
  changed(touched: readonly Touched[]): Mac[];
  /** The office's address has changed: every phone's settings have. */
  moved(): void;
}

export const phoneId = (mac: Mac): string => `mac-${mac}`;

/** Tables of which a change can concern every phone. */
const common: ReadonlySet<string> = new Set(['sites', 'outbound_sites', 'feature_codes', 'network', 'parking']);

export function adoptedPhones(read: Read, server: () => Server | undefined): Adopted {
  const profiles = new Map<Mac, { profile: PhoneProfile; text: string; isFresh: boolean }>();
  let tokens: Map<string, Mac> | undefined;

  const row = (mac: Mac) => read.get(phones, phoneId(mac));
  const stale = (macs: Iterable<Mac>) => {
    for (const mac of macs) {
      const kept = profiles.get(mac);
      if (kept) kept.isFresh = false;
    }
  };

  function macsOf(touched: Touched): Mac[] {
    const { table, id, before, after } = touched;
    const rows = [before, after].filter((image) => image !== null) as unknown as Record<string, string | null>[];
    switch (table) {
      case 'phones':
        return [...new Set(rows.flatMap((image) => image['mac'] ?? []))];
      case 'phone_lines':
        return rows.flatMap((image) => image['phoneId']?.replace(/^mac-/, '') ?? []);
      case 'phone_claims':
        return [id.replace(/^mac-/, '')];
      case 'identities':
      case 'handsets':
        return phoneWith(read, id);
      case 'hot_desks':
        return rows.flatMap((image) => phoneWith(read, image['identityId'] ?? ''));
      case 'phone_keys':
        return rows.flatMap((image) => phonesOfExtension(read, image['extensionId'] ?? ''));
      case 'schedules':
      case 'speed_dials':
        return phonesWithKey(read, id);
      case 'extensions':
        return [...phonesOfExtension(read, id), ...phonesWithKey(read, id)];
      case 'display_names':
      case 'mailboxes':
        return phonesOfExtension(read, id);
      default:
        return phonesOfSettings(read, touched) ?? [];
    }
  }

  return {
    row,
    all: () => read.all(phones),
    profile(mac) {
      const kept = profiles.get(mac);
      if (kept?.isFresh) return kept.profile;
      const phone = row(mac);
      const at = server();
      if (!phone || !at) {
        profiles.delete(mac);
        return undefined;
      }
      const profile = profileOf(read, phone, at);
      const text = JSON.stringify(profile);
      const same = kept?.text === text ? kept.profile : profile;
      profiles.set(mac, { profile: same, text, isFresh: true });
      return same;
    },
    byToken(token) {
      tokens ??= new Map(read.all(phones).map((phone) => [phone.provisioningToken, phone.mac]));
      return tokens.get(token);
    },
    byDevice(device) {
      if (device.startsWith('claim-')) return row(device.slice('claim-'.length))?.mac;
      const extensionId = device.slice(0, device.lastIndexOf('-'));
      const identity = read.all(identities, { extensionId }).find((one) => deviceOf(one) === device);
      return identity && phoneWith(read, identity.id)[0];
    },
    changed(touched) {
      if (touched.some(({ table }) => table === 'phones')) tokens = undefined;
      const macs = touched.some(({ table }) => common.has(table))
        ? read.all(phones).map(({ mac }) => mac)
        : [...new Set(touched.flatMap(macsOf))];
      stale(macs);
      return macs;
    },
    moved: () => stale(profiles.keys()),
  };
}

/** Phones of which a key is about this row. */
const phonesWithKey = (read: Read, target: string): Mac[] => [
  ...read.all(phoneKeys, { target }).flatMap((key) => phonesOfExtension(read, key.extensionId)),
  ...read
    .all(commonKeys, { target })
    .flatMap(({ siteId }) => read.all(phones, siteId === everybody ? {} : { siteId }).map(({ mac }) => mac)),
];

function phonesOfExtension(read: Read, extensionId: string): Mac[] {
  const handset = loginOf(read, extensionId)?.identityId;
  const own = read.all(identities, { extensionId }).map((identity) => identity.id);
  return [...own, ...(handset === undefined ? [] : [handset])].flatMap((identityId) => phoneWith(read, identityId));
}

/** On whichever of its lines. */
function phoneWith(read: Read, identityId: string): Mac[] {
  const at = placeOfIdentity(read, identityId);
  return at ? [at.phone.mac] : [];
}

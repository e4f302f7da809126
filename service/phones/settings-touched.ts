/** Which phones a change of settings, phone book, firmware or common keys can concern. */
import type { Touched } from '../../db/journal.ts';
import type { Read } from '../../office/core/store.ts';
import { firmwareFiles } from '../../office/features/firmware/table.ts';
import { phonesFor, phonesInStep, type Rollout } from '../../office/features/firmware/read.ts';
import { everybody } from '../../office/features/keys/read.ts';
import { officeLevel } from '../../office/features/phone-settings/read.ts';
import { phones } from '../../office/features/phones/table.ts';
import type { Mac } from '../../phones/mac.ts';

const macs = (list: readonly { mac: Mac }[]): Mac[] => list.map(({ mac }) => mac);

/** Undefined: the table is none of these. What phones get really is compared afterwards, so too many cost little. */
export function phonesOfSettings(read: Read, { table, id, before, after }: Touched): Mac[] | undefined {
  const images = [before, after].filter((image) => image !== null) as unknown as Record<string, unknown>[];
  switch (table) {
    case 'phone_settings': {
      if (id === officeLevel) return macs(read.all(phones));
      const phone = read.get(phones, id);
      return phone ? [phone.mac] : macs(read.all(phones, { siteId: id }));
    }
    case 'common_keys':
      return images.flatMap(({ siteId }) =>
        macs(read.all(phones, siteId === everybody ? {} : { siteId: String(siteId) })),
      );
    case 'phone_book':
      return macs(read.all(phones));
    case 'firmware_files': {
      const file = read.get(firmwareFiles, id);
      return file ? macs(phonesFor(read, file)) : [];
    }
    case 'firmware_rollouts':
      // Safe: images of this table's rows.
      return images.flatMap((image) => macs(phonesInStep(read, image as unknown as Rollout)));
    default:
      return undefined;
  }
}

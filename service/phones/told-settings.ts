/** What a phone is told beside its lines and keys: the office's settings, its phone book and its firmware. Pure. */
import type { Read } from '../../office/core/store.ts';
import { firmwareOf } from '../../office/features/firmware/read.ts';
import { outsideCaller } from '../../office/features/outbound/read.ts';
import { bookId } from '../../office/features/phone-book/read.ts';
import { phoneBook } from '../../office/features/phone-book/table.ts';
import { effectiveAt, levelsOf } from '../../office/features/phone-settings/read.ts';
import type { PhoneProfile, PhoneVendor } from '../../phones/vendors/define.ts';
import { vendorById } from '../../phones/vendors/index.ts';
import { extensionAt } from './account-lines.ts';
import type { PhoneRow, Server } from './profile.ts';

type Told = Pick<
  PhoneProfile,
  'pnpAfterSetup' | 'codecs' | 'ringTone' | 'vlan' | 'qos' | 'phoneBookUrl' | 'firmware' | 'syslog'
>;

export function toldSettings(read: Read, phone: PhoneRow, server: Server): Told {
  const { codecs, ringTone, vlan, qos, pnpAfterSetup, syslog } = effectiveAt(read, levelsOf(phone));
  const root = `http://${server.address}:${server.httpPort}`;
  const book = read.get(phoneBook, bookId);
  const bookFile = book?.isServed ? bookFileName(vendorById(phone.vendor)) : undefined;
  const firmware = firmwareOf(read, phone);
  return {
    pnpAfterSetup: pnpAfterSetup.value,
    codecs: codecs.value,
    ...(ringTone.value === 0 ? {} : { ringTone: ringTone.value }),
    ...(vlan.value === null ? {} : { vlan: vlanOf(vlan.value) }),
    ...(qos.value === null ? {} : { qos: qos.value }),
    ...(syslog.value === null ? {} : { syslog: { host: syslog.value.host, port: syslog.value.port } }),
    ...(book && bookFile !== undefined
      ? { phoneBookUrl: `${root}/book/${book.token}/${digitBefore(read, phone)}${phone.vendor}/${bookFile}` }
      : {}),
    ...(firmware
      ? { firmware: { version: firmware.version, url: `${root}/firmware/${firmware.token}/${firmware.fileName}` } }
      : {}),
  };
}

/** Part of the book's address: `9/` for whoever needs a 9 for an outside line. */
function digitBefore(read: Read, { identityId }: PhoneRow): string {
  const extension = identityId === null ? undefined : extensionAt(read, identityId);
  if (!extension) return '';
  const { line, isLineNeeded } = outsideCaller(read, extension.id).dialPlan;
  return isLineNeeded ? `${line}/` : '';
}

function vlanOf({ id, priority, computerId }: { id: number; priority: number; computerId: number }) {
  return { id, priority, ...(computerId === 0 ? {} : { computerId }) };
}

const names = new WeakMap<PhoneVendor, string | undefined>();

/** The name under which this vendor's phones fetch the book; undefined for those that read none. */
export function bookFileName(vendor: PhoneVendor | undefined): string | undefined {
  if (vendor === undefined) return undefined;
  if (!names.has(vendor)) names.set(vendor, vendor.phoneBook?.([]).path);
  return names.get(vendor);
}

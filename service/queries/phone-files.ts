import { z } from 'zod';
import { found } from '../../office/core/refusal.ts';
import { id } from '../../office/core/text.ts';
import { extensions } from '../../office/features/extensions/table.ts';
import { identities } from '../../office/features/identities/table.ts';
import { phoneName, shownMac } from '../../office/features/phones/rules.ts';
import { phones } from '../../office/features/phones/table.ts';
import { routersFor, vendorsHelped } from '../../phones/dhcp/routers.ts';
import { modelOf, phoneVendors, vendorById } from '../../phones/vendors/index.ts';
import { serviceQuery } from '../action.ts';
import { compare } from '../phone-files/compare.ts';
import { sheetOf } from '../phone-files/sheet.ts';

const macOf = z.string().regex(/^[0-9a-f]{12}$/, 'This is not a MAC address.');
/** Everything that a phone's file is made of. */
const madeOf = [
  'phones', 'phone_lines', 'identities', 'extensions', 'handsets', 'hot_desks', 'display_names', 'mailboxes', 'sites', 'feature_codes',
  'network', 'parking', 'phone_keys', 'common_keys', 'schedules', 'speed_dials', 'phone_settings', 'phone_book', 'firmware_files',
  'firmware_rollouts', 'observed:phones', 'observed:network',
]; // prettier-ignore

export const phoneFileQueries = {
  /** What the phone got last, and what it would get now; secrets are blotted out. */
  'phone.files': serviceQuery({
    input: z.strictObject({ mac: macOf }),
    topics: madeOf,
    run({ office, desk, phoneFiles }, { mac }) {
      found(office.read.get(phones, `mac-${mac}`), 'This phone');
      return compare(desk.filesOf(mac), desk.profileOf(mac), phoneFiles.of(mac));
    },
  }),
  /** Of a phone that fetches nothing: what to type into it, secrets readable; asked for only when somebody opens it. */
  'phone.sheet': serviceQuery({
    input: z.strictObject({ mac: macOf }),
    topics: madeOf,
    run({ office, desk }, { mac }) {
      found(office.read.get(phones, `mac-${mac}`), 'This phone');
      return sheetOf(mac, desk.filesOf(mac));
    },
  }),
  /** How many phones have fetched what they should have: what became of a change that was told to many. */
  'phones.behind': serviceQuery({
    input: z.strictObject({ siteId: id.optional() }),
    topics: ['phones', 'phone_settings', 'observed:phones'],
    run({ office, desk }, { siteId }) {
      const all = office.read.all(phones, siteId === undefined ? {} : { siteId });
      const behind = all.filter(({ mac }) => {
        const life = desk.lifeOf(mac);
        // One that has never fetched in this run of the service is followed elsewhere: it may be off since yesterday.
        return life?.fetchedHash !== undefined && life.fetchedHash !== life.wantedHash;
      });
      return {
        total: all.length,
        behind: behind.length,
        first: behind.slice(0, 10).map((phone) => ({ mac: phone.mac, name: phoneName(phone) })),
      };
    },
  }),
  /** The phones on which the keys of an extension stand, with how many keys each has. */
  'key.places': serviceQuery({
    input: z.strictObject({ extensionId: id }),
    topics: ['phones', 'phone_lines', 'identities', 'extensions', 'hot_desks', 'common_keys', 'phone_keys'],
    run({ office, desk }, { extensionId }) {
      const { read } = office;
      found(read.get(extensions, extensionId), 'This extension');
      const own = new Set(read.all(identities, { extensionId }).map((identity) => identity.id));
      return read
        .all(phones)
        .filter((phone) => phone.identityId !== null && own.has(phone.identityId))
        .map((phone) => {
          const vendor = vendorById(phone.vendor);
          const model = vendor && modelOf(vendor, phone.model);
          const files = desk.filesOf(phone.mac);
          return {
            mac: phone.mac,
            name: phoneName(phone),
            shownMac: shownMac(phone.mac),
            vendor: vendor?.name ?? phone.vendor,
            model: phone.model,
            /** Its line keys come first. */
            lines: desk.profileOf(phone.mac)?.lines.length ?? 1,
            /** Null: the model is not in our list. */
            keys: model?.keys ?? null,
            expansion: model?.expansion ?? null,
            notes: files?.ok ? [...files.notes] : [],
          };
        });
    },
  }),
  /** What to type into the office's router, so that phones find this computer without plug and play. */
  'dhcp.help': serviceQuery({
    input: z.strictObject({}),
    topics: ['network', 'phones', 'observed:network'],
    run({ office, observed, desk }) {
      const { address, httpPort } = observed.network;
      const here = new Set(office.read.all(phones).map(({ vendor }) => vendor));
      const interfaces = observed.network.interfaces.find((one) => one.address === address);
      const target = { address: address ?? '', httpPort: desk.httpPort ?? httpPort, netmask: interfaces?.netmask };
      return {
        address,
        httpPort: target.httpPort,
        vendors: vendorsHelped(phoneVendors, target).map((vendor) => ({ ...vendor, isHere: here.has(vendor.id) })),
        routers: address === null ? [] : routersFor(phoneVendors, target, here),
      };
    },
  }),
};

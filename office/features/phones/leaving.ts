/** Phones that leave the office: replaced by another, or retired; what they know is worth nothing from then on. */
import { z } from 'zod';
import { command } from '../../core/feature.ts';
import { found, refuse } from '../../core/refusal.ts';
import type { Read, Row, Table, Tx } from '../../core/store.ts';
import { id } from '../../core/text.ts';
import { emergencyLocations } from '../emergency/table.ts';
import { phoneSettings } from '../phone-settings/table.ts';
import { refusePracticeReplacement } from '../practice/rules.ts';
import { assign, keepClaim, putDown, rotate } from './assign.ts';
import { mac, model, vendor } from './fields.ts';
import { linesOf, newAdminPassword, phoneName } from './rules.ts';
import { formerPhones, phoneClaims, phoneLines, phones } from './table.ts';

type Phone = Row<typeof phones>;

const nameOf = (read: Read, phoneId: string) => {
  const phone = read.get(phones, phoneId) ?? read.get(formerPhones, phoneId);
  return phone ? phoneName(phone) : phoneId;
};

/** Tables of one row for a phone, by the phone's id: they go with what the phone was, not with the device. */
const ofPhone = [emergencyLocations, phoneSettings] as const satisfies readonly Table[];

export const leavingCommands = {
  /**
   * A broken phone's place is taken by another in one step: label, site, lines, keys, settings and emergency address. The
   * new one is adopted with it, so it works as soon as it is plugged in.
   */
  'phone.replace': command({
    input: z.strictObject({ phoneId: id, mac, vendor, model: model.or(z.literal('')).default('') }),
    words: (input, read) =>
      `Replaced the phone ${nameOf(read, input.phoneId)} by ${phoneName({ ...input, label: '' })}.`,
    run(tx, { phoneId, ...device }) {
      const old: Phone = found(tx.get(phones, phoneId), 'This phone');
      refusePracticeReplacement(old.mac, device.mac);
      const newId = `mac-${device.mac}`;
      if (newId === phoneId)
        refuse({
          kind: 'rule',
          rule: 'same-phone',
          message: 'This is the MAC address of the phone itself. Write that of the new phone.',
        });
      const known = tx.get(phones, newId);
      if (known && (known.identityId !== null || linesOf(tx, newId).length > 0))
        refuse({
          kind: 'rule',
          rule: 'adopted-already',
          message: `${phoneName(known)} is in use already. Unassign it first, or choose another phone.`,
          remedy: { label: 'Open the phone', route: `/phones/${known.mac}` },
        });
      const lines = linesOf(tx, phoneId);
      const moved = ofPhone.map((table) => ({ table, row: tx.get(table as Table, phoneId) }));
      for (const { table, row } of moved) {
        if (tx.get(table as Table, newId)) tx.remove(table as Table, newId);
        if (row) tx.remove(table as Table, phoneId);
      }
      for (const { id: lineId } of lines) tx.remove(phoneLines, lineId);
      leave(tx, old, { end: 'replaced', byId: newId });
      if (known) remove(tx, known.id);
      if (tx.get(formerPhones, newId)) tx.remove(formerPhones, newId);
      const { label, siteId, identityId } = old;
      tx.insert(phones, {
        ...device, id: newId, label, siteId, identityId, adoptedAt: tx.now,
        provisioningToken: tx.newSecret(), adminPassword: newAdminPassword(tx, device.vendor),
      }); // prettier-ignore
      if (identityId !== null) rotate(tx, identityId);
      for (const { position, identityId: other } of lines) {
        tx.insert(phoneLines, { id: `${newId}-${position}`, phoneId: newId, position, identityId: other });
        rotate(tx, other);
      }
      // Rows of all these tables have the phone's id and nothing else that names it.
      for (const { table, row } of moved) if (row) tx.insert(table as Table, { ...row, id: newId });
      keepClaim(tx, newId);
      return { id: newId };
    },
  }),

  /** The phone leaves the office, so the credentials that it knows are worth nothing from now on. */
  'phone.retire': command({
    input: z.strictObject({ phoneId: id }),
    words: (input, read) => `Retired the phone ${nameOf(read, input.phoneId)}.`,
    run(tx, { phoneId }) {
      assign(tx, phoneId, null);
      for (const line of linesOf(tx, phoneId)) {
        rotate(tx, line.identityId);
        putDown(tx, line.identityId);
      }
      for (const table of ofPhone) if (tx.get(table as Table, phoneId)) tx.remove(table as Table, phoneId);
      leave(tx, found(tx.get(phones, phoneId), 'This phone'), { end: 'retired', byId: null });
    },
  }),

  /** Takes a phone off the list of those that left: when it is plugged in it is a new one. */
  'phone.forget': command({
    input: z.strictObject({ phoneId: id }),
    words: (input, read) => `Forgot the phone ${nameOf(read, input.phoneId)}, which had left the office.`,
    run(tx, { phoneId }) {
      found(tx.get(formerPhones, phoneId), 'This phone');
      tx.remove(formerPhones, phoneId);
    },
  }),
};

function leave(tx: Tx, phone: Phone, how: { end: 'replaced' | 'retired'; byId: string | null }): void {
  const { id: phoneId, mac: address, vendor: maker, model: kind, label } = phone;
  remove(tx, phoneId);
  tx.insert(formerPhones, { id: phoneId, mac: address, vendor: maker, model: kind, label, at: tx.now, ...how });
}

function remove(tx: Tx, phoneId: string): void {
  if (tx.get(phoneClaims, phoneId)) tx.remove(phoneClaims, phoneId);
  tx.remove(phones, phoneId);
}

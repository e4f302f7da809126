import { z } from 'zod';
import { command } from '../../core/feature.ts';
import { refuse } from '../../core/refusal.ts';
import type { Read } from '../../core/store.ts';
import { id } from '../../core/text.ts';
import { defaultSite } from '../sites/rules.ts';
import { assign, target, targetName, wantedIdentity } from './assign.ts';
import { label, mac, model, vendor } from './fields.ts';
import { leavingCommands } from './leaving.ts';
import { lineCommands } from './lines.ts';
import { newAdminPassword, phoneName } from './rules.ts';
import { stagingCommands } from './staging.ts';
import { formerPhones, phones } from './table.ts';

const nameOf = (read: Read, phoneId: string) => {
  const phone = read.get(phones, phoneId);
  return phone ? phoneName(phone) : phoneId;
};

export const phoneCommands = {
  ...stagingCommands,
  ...lineCommands,
  ...leavingCommands,

  'phone.adopt': command({
    input: z.strictObject({
      mac,
      vendor,
      model,
      label: label.default(''),
      siteId: id.optional(),
      ...target,
    }),
    words(input, read) {
      const whose = targetName(read, input);
      return `Adopted the phone ${phoneName(input)}${whose === undefined ? '' : ` for ${whose}`}.`;
    },
    run(tx, { identityId, extensionId, siteId = defaultSite(tx).id, ...rest }) {
      const phoneId = `mac-${rest.mac}`;
      const known = tx.get(phones, phoneId);
      if (known)
        refuse({
          kind: 'rule',
          rule: 'adopted-already',
          message: `This phone is adopted already, as ${phoneName(known)}.`,
          remedy: { label: 'Open the phone', route: `/phones/${known.mac}` },
        });
      if (tx.get(formerPhones, phoneId)) tx.remove(formerPhones, phoneId);
      tx.insert(phones, {
        ...rest,
        id: phoneId,
        siteId,
        provisioningToken: tx.newSecret(),
        adminPassword: newAdminPassword(tx, rest.vendor),
        adoptedAt: tx.now,
      });
      assign(tx, phoneId, wantedIdentity(tx, { identityId, extensionId }));
      return { id: phoneId };
    },
  }),

  'phone.assign': command({
    input: z.strictObject({ phoneId: id, ...target }),
    words(input, read) {
      const phone = nameOf(read, input.phoneId);
      const whose = targetName(read, input);
      return whose === undefined ? `Unassigned the phone ${phone}.` : `Assigned the phone ${phone} to ${whose}.`;
    },
    run: (tx, input) => assign(tx, input.phoneId, wantedIdentity(tx, input)),
  }),

  'phone.label': command({
    input: z.strictObject({ phoneId: id, label }),
    words: (input, read) => `Labelled the phone ${nameOf(read, input.phoneId)} “${input.label}”.`,
    run: (tx, input) => void tx.update(phones, input.phoneId, { label: input.label }),
  }),

  'phone.move': command({
    input: z.strictObject({ phoneId: id, siteId: id }),
    words: (input, read) => `Moved the phone ${nameOf(read, input.phoneId)} to another site.`,
    run: (tx, input) => void tx.update(phones, input.phoneId, { siteId: input.siteId }),
  }),

  'phone.new-token': command({
    input: z.strictObject({ phoneId: id }),
    words: (input, read) => `Gave the phone ${nameOf(read, input.phoneId)} a new address for its set-up.`,
    run: (tx, input) => void tx.update(phones, input.phoneId, { provisioningToken: tx.newSecret() }),
  }),
};

/**
 * A site prepared with no phone present: a list of MAC addresses with models, labels and people becomes phones of the
 * office, in one change that can be undone as one. What is plugged in later is known already and needs nobody.
 */
import { z } from 'zod';
import { command } from '../../core/feature.ts';
import { refuse, type Issue } from '../../core/refusal.ts';
import type { Read } from '../../core/store.ts';
import { id } from '../../core/text.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { identities } from '../identities/table.ts';
import { defaultSite } from '../sites/rules.ts';
import { users } from '../users/table.ts';
import { assign, wantedIdentity } from './assign.ts';
import { label, mac, model, vendor } from './fields.ts';
import { newAdminPassword, phoneName, placeOfIdentity } from './rules.ts';
import { formerPhones, phones } from './table.ts';

const row = z.strictObject({
  mac,
  vendor,
  /** Empty: the phone will say it. */
  model: model.or(z.literal('')).default(''),
  label: label.default(''),
  siteId: id.optional(),
  extensionId: id.optional(),
});

export interface Staged {
  mac: string;
  extensionId?: string | undefined;
}

export const mostStaged = 1000;

/** What stands against each row, in the order of the rows; empty lists are good. */
export function stagingProblems(read: Read, rows: readonly Staged[]): Issue[][] {
  const macs = new Map<string, number>();
  const people = new Map<string, number>();
  return rows.map((one, index) => {
    const problems: Issue[] = [];
    const known = read.get(phones, `mac-${one.mac}`);
    const before = macs.get(one.mac);
    if (before !== undefined)
      problems.push({ path: 'mac', message: `This MAC address stands in row ${before + 1} too.` });
    else if (known) problems.push({ path: 'mac', message: `This phone is adopted already, as ${phoneName(known)}.` });
    macs.set(one.mac, before ?? index);
    if (one.extensionId !== undefined) {
      const extension = read.get(extensions, one.extensionId);
      const name = extension ? extensionName(extension) : 'This number';
      const user = extension?.userId ? read.get(users, extension.userId) : undefined;
      const same = people.get(one.extensionId);
      const [own] = read.all(identities, { extensionId: one.extensionId, type: 'deskphone' });
      const has = own && placeOfIdentity(read, own.id)?.phone;
      const say = (message: string) => problems.push({ path: 'extensionId', message });
      if (!extension) say('This number is no longer there.');
      else if (user?.plan === 'basic')
        say(`${name} has the Basic plan, which has no desk phone. Change the plan to Plus or Pro first.`);
      else if (same !== undefined) say(`${name} stands in row ${same + 1} too, and has one phone.`);
      else if (has)
        say(`${name} has the phone ${phoneName(has)} already. Leave the person out, or replace that phone.`);
      people.set(one.extensionId, same ?? index);
    }
    return problems;
  });
}

export const stagingCommands = {
  'phone.pre-stage': command({
    input: z.strictObject({
      rows: z
        .array(row)
        .min(1, 'There is no phone in the list.')
        .max(mostStaged, `At most ${mostStaged} phones at once.`),
    }),
    words: ({ rows }) => (rows.length === 1 ? 'Prepared one phone.' : `Prepared ${rows.length} phones.`),
    run(tx, { rows }) {
      const issues = stagingProblems(tx, rows).flatMap((problems, index) =>
        problems.map(({ path, message }) => ({ path: `rows.${index}.${path}`, message })),
      );
      if (issues.length > 0)
        refuse({ kind: 'invalid', message: `Nothing was prepared. ${issues[0]?.message ?? ''}`, issues });
      const site = defaultSite(tx).id;
      const ids = rows.map(({ extensionId, siteId = site, ...rest }) => {
        const phoneId = `mac-${rest.mac}`;
        if (tx.get(formerPhones, phoneId)) tx.remove(formerPhones, phoneId);
        tx.insert(phones, {
          ...rest, id: phoneId, siteId, provisioningToken: tx.newSecret(), adminPassword: newAdminPassword(tx, rest.vendor), adoptedAt: tx.now,
        }); // prettier-ignore
        assign(tx, phoneId, wantedIdentity(tx, { identityId: null, extensionId }));
        return phoneId;
      });
      return { ids };
    },
  }),

  /** A phone that was prepared without its model has said what it is, or somebody corrects it. */
  'phone.learn-model': command({
    input: z.strictObject({ phoneId: id, vendor, model }),
    words: (input, read) => {
      const phone = read.get(phones, input.phoneId);
      return `The phone ${phone ? phoneName(phone) : input.phoneId} is a ${input.model}.`;
    },
    run(tx, { phoneId, ...device }) {
      const before = tx.get(phones, phoneId);
      const isOther = before !== undefined && before.vendor !== device.vendor;
      // Only a person may say that the list was wrong: what a phone says decides which settings are written for it.
      if (isOther && tx.actor.kind === 'system')
        refuse({
          kind: 'rule',
          rule: 'prepared-as-other-maker',
          message: `${phoneName(before)} was prepared as a phone of another maker. Correct it on its page, if it is this one.`,
        });
      tx.update(phones, phoneId, {
        ...device,
        ...(isOther ? { adminPassword: newAdminPassword(tx, device.vendor) } : {}),
      });
    },
  }),
};

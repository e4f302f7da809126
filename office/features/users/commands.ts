import { z } from 'zod';
import { destination } from '../../core/destination.ts';
import { command } from '../../core/feature.ts';
import { found } from '../../core/refusal.ts';
import type { Read, Row, Tx } from '../../core/store.ts';
import { email, id, line, requiredLine } from '../../core/text.ts';
import { extensions } from '../extensions/table.ts';
import { identities, identitySlotNumbers } from '../identities/table.ts';
import { putDown, rotate } from '../phones/assign.ts';
import { placeOfIdentity } from '../phones/rules.ts';
import { workingHours } from '../schedules/table.ts';
import { language } from '../sites/commands.ts';
import { userPlans, userRoles, users } from './table.ts';

type User = Row<typeof users>;

export const userFields = {
  firstName: requiredLine(40, 'The first name'),
  lastName: line(60, 'The last name'),
  email,
  department: line(60, 'The department'),
  jobTitle: line(60, 'The job title'),
  language,
  role: z.enum(userRoles),
  plan: z.enum(userPlans),
};

export const newUser = z.strictObject({
  firstName: userFields.firstName,
  lastName: userFields.lastName.default(''),
  email: userFields.email.default(''),
  department: userFields.department.default(''),
  jobTitle: userFields.jobTitle.default(''),
  language: userFields.language.default('en'),
  role: userFields.role.default('user'),
  plan: userFields.plan.default('plus'),
});

/** What makes sense for several people at once. */
const manyPatch = z.strictObject({
  department: userFields.department.optional(),
  jobTitle: userFields.jobTitle.optional(),
  language: userFields.language.optional(),
  role: userFields.role.optional(),
  plan: userFields.plan.optional(),
});

const userPatch = manyPatch.extend({
  id,
  firstName: userFields.firstName.optional(),
  lastName: userFields.lastName.optional(),
  email: userFields.email.optional(),
});

export function fullName(user: Pick<User, 'firstName' | 'lastName'>): string {
  return `${user.firstName} ${user.lastName}`.trim();
}

function nameOf(read: Read, userId: string): string {
  const user = read.get(users, userId);
  return user ? fullName(user) : userId;
}

export const userCommands = {
  'user.create': command({
    input: newUser,
    words: (user) => `Added ${fullName(user)}.`,
    run: (tx, user) => ({ id: tx.insert(users, { id: tx.newId('usr'), ...user }).id }),
  }),

  'user.update': command({
    input: userPatch,
    words: (patch, read) => `Changed ${nameOf(read, patch.id)}.`,
    run(tx, { id: userId, ...patch }) {
      const before = found(tx.get(users, userId), 'This person');
      const after = tx.update(users, userId, patch);
      if (fullName(before) !== fullName(after)) renameLabels(tx, userId, fullName(before), fullName(after));
    },
  }),

  'user.update-many': command({
    input: z.strictObject({ ids: z.array(id).min(1, 'Choose at least one person.').max(10_000), patch: manyPatch }),
    words: ({ ids, patch }) => `Changed ${Object.keys(patch).join(', ')} of ${ids.length} people.`,
    run(tx, { ids, patch }) {
      for (const userId of new Set(ids)) tx.update(users, userId, patch);
    },
  }),

  /** The way out that is offered when a person with a phone is to become Basic (spec U2). */
  'user.move-to-basic': command({
    input: z.strictObject({ id }),
    words: (input, read) => `Unassigned the phones of ${nameOf(read, input.id)} and changed the plan to Basic.`,
    run(tx, input) {
      for (const { id: extensionId } of tx.all(extensions, { userId: input.id }))
        for (const identity of tx.all(identities, { extensionId }))
          if (placeOfIdentity(tx, identity.id)) {
            rotate(tx, identity.id);
            putDown(tx, identity.id);
          }
      tx.update(users, input.id, { plan: 'basic' });
    },
  }),

  'user.grant-slots': command({
    input: z.strictObject({
      id,
      slots: z
        .int()
        .min(1, 'At least one identity.')
        .max(identitySlotNumbers.length, 'At most 3: an extension has at most three devices.'),
    }),
    words: (input, read) => `Granted ${nameOf(read, input.id)} ${input.slots} identities.`,
    run: (tx, input) => void tx.update(users, input.id, { identitySlots: input.slots }),
  }),

  'user.delete': command({
    /** `instead`: where calls go that led to an extension that is deleted too. */
    input: z.strictObject({
      id,
      extension: z.enum(['keep', 'delete']).default('keep'),
      instead: destination.optional(),
    }),
    words: (input, read) =>
      `Removed ${nameOf(read, input.id)}${input.extension === 'delete' ? ' with extension and identities' : ''}.`,
    run(tx, input) {
      for (const extension of tx.all(extensions, { userId: input.id })) {
        if (input.extension === 'delete') tx.run('extension.delete', { id: extension.id, instead: input.instead });
        else tx.update(extensions, extension.id, { userId: null });
      }
      if (tx.get(workingHours, input.id)) tx.remove(workingHours, input.id);
      tx.remove(users, input.id);
    },
  }),
};

/** Labels that were made from the name follow it; those that somebody wrote stay. */
function renameLabels(tx: Tx, userId: string, before: string, after: string): void {
  for (const extension of tx.all(extensions, { userId })) {
    if (extension.label === before) tx.update(extensions, extension.id, { label: shortened(after) });
    for (const identity of tx.all(identities, { extensionId: extension.id })) {
      if (!identity.label.startsWith(`${before} - `)) continue;
      const label = `${shortened(after)}${identity.label.slice(before.length)}`;
      if ([...label].length <= 80 && tx.count(identities, { label }) === 0)
        tx.update(identities, identity.id, { label });
    }
  }
}

/** Labels of extensions have at most 60 characters, names together up to 101. */
export function shortened(name: string): string {
  return [...name].slice(0, 60).join('').trim();
}

import { z } from 'zod';
import { command } from '../../core/feature.ts';
import { found } from '../../core/refusal.ts';
import type { Read } from '../../core/store.ts';
import { id, requiredLine } from '../../core/text.ts';
import { emergencyLocations } from '../emergency/table.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { forgetHotDesks } from '../hot-desks/commands.ts';
import { invitations } from '../invitations/table.ts';
import { putDown } from '../phones/assign.ts';
import { freeSlot, suggestedLabel } from './rules.ts';
import { identities, identityTypes, sipTransports } from './table.ts';

const label = requiredLine(80, 'The label');

const newIdentity = z.strictObject({
  extensionId: id,
  label: label.optional(),
  type: z.enum(identityTypes).default('deskphone'),
  transport: z.enum(sipTransports).default('udp'),
  ringsOnIncoming: z.boolean().default(true),
});

const identityPatch = z.strictObject({
  id,
  label: label.optional(),
  type: z.enum(identityTypes).optional(),
  transport: z.enum(sipTransports).optional(),
  ringsOnIncoming: z.boolean().optional(),
});

const labelOf = (read: Read, identityId: string) => read.get(identities, identityId)?.label ?? identityId;

export const identityCommands = {
  'identity.create': command({
    input: newIdentity,
    words(input, read) {
      const extension = read.get(extensions, input.extensionId);
      const name = extension ? extensionName(extension) : input.extensionId;
      return `Added the identity ${input.label ?? input.type} to ${name}.`;
    },
    run(tx, input) {
      const extension = found(tx.get(extensions, input.extensionId), 'This extension');
      const identity = tx.insert(identities, {
        ...input,
        id: tx.newId('idn'),
        slot: freeSlot(tx, extension.id),
        label: input.label ?? suggestedLabel(tx, extension.label || extension.number, input.type),
        secret: tx.newSecret(),
      });
      return { id: identity.id, label: identity.label, slot: identity.slot };
    },
  }),

  'identity.update': command({
    input: identityPatch,
    words: (input, read) => `Changed the identity ${labelOf(read, input.id)}.`,
    run: (tx, { id: identityId, ...patch }) => void tx.update(identities, identityId, patch),
  }),

  'identity.delete': command({
    input: z.strictObject({ id }),
    words: (input, read) => `Removed the identity ${labelOf(read, input.id)}.`,
    run(tx, input) {
      const identity = found(tx.get(identities, input.id), 'This identity');
      forgetHotDesks(tx, { identityId: identity.id });
      putDown(tx, identity.id);
      // Where a softphone is goes with it, see emergency/table.ts.
      if (tx.get(emergencyLocations, identity.id)) tx.remove(emergencyLocations, identity.id);
      for (const one of tx.all(invitations, { identityId: identity.id })) tx.remove(invitations, one.id);
      tx.remove(identities, identity.id);
    },
  }),

  'identity.rotate-secret': command({
    input: z.strictObject({ id }),
    words: (input, read) => `Gave the identity ${labelOf(read, input.id)} a new password.`,
    run: (tx, input) => void tx.update(identities, input.id, { secret: tx.newSecret() }),
  }),
};

/** A new person in one pass (spec U3): person, number, what happens when unavailable, voicemail, identities, phone. */
import { z } from 'zod';
import { command } from '../../core/feature.ts';
import { internalNumber } from '../../core/numbering.ts';
import { id, requiredLine } from '../../core/text.ts';
import { ringTime } from '../extensions/commands.ts';
import { identityTypes, sipTransports } from '../identities/table.ts';
import { pin } from '../pins/rules.ts';
import { fullName, newUser, shortened } from './commands.ts';

const newPerson = newUser.extend({
  siteId: id.optional(),
  /** Left out: the next free one. */
  number: internalNumber.optional(),
  ringSeconds: ringTime.optional(),
  voicemail: z.boolean().default(true),
  /** The default PIN; drawn unless it is given. */
  pin: pin.optional(),
  /** A number of the office that takes calls which nobody answers or that find no phone. */
  whenUnavailable: internalNumber.optional(),
  identities: z
    .array(
      z.strictObject({
        type: z.enum(identityTypes),
        label: requiredLine(80, 'The label').optional(),
        transport: z.enum(sipTransports).optional(),
        /** An adopted phone that gets this identity. */
        phoneId: id.optional(),
      }),
    )
    .max(3, 'An extension has at most three devices.')
    .default([{ type: 'deskphone' }]),
});

export const personCommands = {
  'person.create': command({
    input: newPerson,
    words: (person) => `Added ${fullName(person)}${person.number ? ` with number ${person.number}` : ''}.`,
    run(tx, input) {
      const { siteId, number, ringSeconds, voicemail, pin: digits, whenUnavailable, identities, ...person } = input;
      const user = tx.run('user.create', person) as { id: string };
      const extension = tx.run('extension.create', {
        number,
        siteId,
        ringSeconds,
        label: shortened(fullName(person)),
        userId: user.id,
      }) as { id: string; number: string };
      const extensionId = extension.id;
      if (voicemail) tx.run('voicemail.set', { extensionId, enabled: true });
      if (digits !== undefined) tx.run('pin.set-default', { extensionId, pin: digits });
      if (whenUnavailable !== undefined) {
        for (const kind of ['no-answer', 'unreachable'])
          tx.run('forwarding.set', { extensionId, kind, enabled: true, number: whenUnavailable });
      }
      const identityIds = identities.map(({ phoneId, ...identity }) => {
        const made = tx.run('identity.create', { extensionId, ...identity }) as { id: string };
        if (phoneId !== undefined) tx.run('phone.assign', { phoneId, identityId: made.id });
        return made.id;
      });
      return { userId: user.id, extensionId, number: extension.number, identityIds };
    },
  }),
};

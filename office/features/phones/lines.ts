/** More lines of a phone: shared numbers and second identities stand on line 2 and after it (spec P2). */
import { z } from 'zod';
import { command } from '../../core/feature.ts';
import { found, refuseField } from '../../core/refusal.ts';
import { id } from '../../core/text.ts';
import { refusePracticeTakeover } from '../practice/rules.ts';
import { keepClaim, rotate, take, target, targetName, wantedIdentity } from './assign.ts';
import { lineIdentity, phoneName, placeOfIdentity } from './rules.ts';
import { phoneLines, phones } from './table.ts';

/** The most lines of any desk phone that the vendors name; the screen offers those of the model. */
export const mostLines = 48;

export const lineCommands = {
  'phone.set-line': command({
    input: z.strictObject({
      phoneId: id,
      position: z
        .int()
        .min(2, 'Line 1 is that of the phone’s user: assign the phone instead.')
        .max(mostLines, `A phone has at most ${mostLines} lines.`),
      ...target,
    }),
    words(input, read) {
      const phone = read.get(phones, input.phoneId);
      const name = phone ? phoneName(phone) : input.phoneId;
      const whose = targetName(read, input);
      return whose === undefined
        ? `Took line ${input.position} off the phone ${name}.`
        : `Put ${whose} on line ${input.position} of the phone ${name}.`;
    },
    run(tx, { phoneId, position, ...wanted }) {
      const phone = found(tx.get(phones, phoneId), 'This phone');
      const identityId = wantedIdentity(tx, wanted);
      const before = lineIdentity(tx, phoneId, position);
      if (before === identityId) return;
      const lineId = `${phoneId}-${position}`;
      if (before !== null) {
        rotate(tx, before);
        tx.remove(phoneLines, lineId);
      }
      if (identityId !== null) {
        const at = placeOfIdentity(tx, identityId);
        // Somebody's own phone is not emptied by the way: that is an assignment, with its own confirmation.
        if (at?.position === 1)
          refuseField(
            'identityId',
            at.phone.id === phone.id
              ? 'It is on line 1 of this phone already.'
              : `It is on line 1 of the phone ${phoneName(at.phone)}. Unassign that phone first, or add an identity of its own for this line.`,
          );
        refusePracticeTakeover(tx, phone.mac, identityId);
        take(tx, identityId);
        tx.insert(phoneLines, { id: lineId, phoneId, position, identityId });
      }
      keepClaim(tx, phoneId);
    },
  }),
};

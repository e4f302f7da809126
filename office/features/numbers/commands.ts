import { z } from 'zod';
import { command } from '../../core/feature.ts';
import { found, refuse, refuseField, Refused } from '../../core/refusal.ts';
import type { Read, Row, Tx } from '../../core/store.ts';
import { emails, id } from '../../core/text.ts';
import { callerIds } from '../caller-ids/table.ts';
import { ringTime } from '../extensions/commands.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { forwardId } from '../forwarding/rules.ts';
import { forwards } from '../forwarding/table.ts';
import { isActive } from '../hot-desks/rules.ts';
import { outboundPasscodes } from '../outbound/table.ts';
import { fullName, shortened } from '../users/commands.ts';
import { users } from '../users/table.ts';
import { mailboxes } from '../voicemail/table.ts';

type Extension = Row<typeof extensions>;

const nameOf = (read: Read, extensionId: string): string => {
  const extension = read.get(extensions, extensionId);
  return extension ? extensionName(extension) : extensionId;
};

/** Actions are for active numbers (spec N3). */
function activeExtension(tx: Tx, extensionId: string): Extension {
  const extension = found(tx.get(extensions, extensionId), 'This number');
  if (!isActive(tx, extensionId))
    refuse({
      kind: 'rule',
      rule: 'number-not-active',
      message: `${extensionName(extension)} is reserved and not active yet. Activate the number first.`,
    });
  return extension;
}

const forward = z.strictObject({
  enabled: z.boolean(),
  number: z.string().max(40, 'No number is that long.').default(''),
});

const features = z.strictObject({
  extensionId: id,
  forwards: z.strictObject({ always: forward, busy: forward, noAnswer: forward }),
  ringSeconds: ringTime,
  voicemail: z.strictObject({ enabled: z.boolean(), email: emails }),
  hidden: z.boolean(),
  callWaiting: z.boolean(),
  doNotDisturb: z.boolean(),
  /** `number`: of the same site, active. */
  cli: z.strictObject({ on: z.boolean(), number: z.string().max(40).default('') }),
});
type Features = z.output<typeof features>;

const kinds = [['always', 'always'], ['busy', 'busy'], ['noAnswer', 'no-answer']] as const; // prettier-ignore

export const numberCommands = {
  /** A person who has no number yet, or nobody. The display name stays (spec N5). */
  'number.assign': command({
    input: z.strictObject({ extensionId: id, userId: id.nullable() }),
    words(input, read) {
      const user = input.userId === null ? undefined : read.get(users, input.userId);
      return user
        ? `Assigned ${nameOf(read, input.extensionId)} to ${fullName(user)}.`
        : `Unassigned ${nameOf(read, input.extensionId)}.`;
    },
    run(tx, { extensionId, userId }) {
      const extension = activeExtension(tx, extensionId);
      const before = extension.userId === null ? undefined : tx.get(users, extension.userId);
      const user = userId === null ? undefined : found(tx.get(users, userId), 'This person');
      // A name that somebody wrote stays; one that was the person's goes with the person.
      const isTheirs =
        extension.label === '' || (before !== undefined && extension.label === shortened(fullName(before)));
      const label = isTheirs ? { label: user ? shortened(fullName(user)) : '' } : {};
      tx.update(extensions, extensionId, { userId, ...label });
    },
  }),

  /** The whole page in one step, so that it is one line in the history and one undo (spec N4, N8, N9). */
  'number.set-features': command({
    input: features,
    words: (input, read) => `Changed the features of ${nameOf(read, input.extensionId)}.`,
    run(tx, input) {
      const extension = activeExtension(tx, input.extensionId);
      refuseExclusions(tx, input);
      storeSettings(tx, extension, input);
      // What excludes another is turned off before the other is turned on.
      if (!input.callWaiting) tx.update(extensions, extension.id, { callWaiting: false });
      for (const [key, kind] of kinds) {
        const { enabled, number } = input.forwards[key];
        const standing = tx.get(forwards, forwardId(extension.id, kind));
        if (!standing && !enabled && number === '') continue;
        if (standing?.enabled === enabled && standing.number === number) continue;
        at(`forwards.${key}.`, () =>
          tx.run('forwarding.set', { extensionId: extension.id, kind, enabled, ...(number === '' ? {} : { number }) }),
        );
      }
      if (input.callWaiting) tx.update(extensions, extension.id, { callWaiting: true });
      storeCallerId(tx, input);
    },
  }),
};

/** The same sentences that the form shows at once, see renderer/features/numbers/features.ts. */
function refuseExclusions(tx: Tx, { extensionId, forwards: wanted, callWaiting, cli }: Features): void {
  const on = kinds.find(([key]) => wanted[key].enabled);
  if (on && tx.get(outboundPasscodes, extensionId))
    refuseField(
      `forwards.${on[0]}.enabled`,
      'This number has an authorisation code, so its calls are not forwarded. Take the code away first.',
    );
  if (wanted.busy.enabled && callWaiting)
    refuseField('callWaiting', 'With call waiting on, a second call waits. Turn it off to forward calls when busy.');
  if (cli.on && cli.number === '') refuseField('cli.number', 'Choose the number to show.');
}

function storeSettings(tx: Tx, extension: Extension, input: Features): void {
  const { id: extensionId } = extension;
  tx.update(extensions, extensionId, { ringSeconds: input.ringSeconds, doNotDisturb: input.doNotDisturb });
  const mailbox = tx.get(mailboxes, extensionId);
  if (mailbox || input.voicemail.enabled || input.voicemail.email !== '')
    tx.run('voicemail.set', { extensionId, ...input.voicemail });
}

function storeCallerId(tx: Tx, { extensionId, hidden, cli }: Features): void {
  const before = tx.get(callerIds, extensionId);
  const wasOn = before?.mode === 'fixed';
  const changed = cli.on
    ? !wasOn || before.number !== cli.number
      ? { mode: 'fixed', number: cli.number }
      : {}
    : wasOn
      ? { mode: 'main' }
      : {};
  if (Object.keys(changed).length === 0 && (before?.hidden ?? false) === hidden) return;
  at('cli.', () => tx.run('caller-id.set', { extensionId, hidden, ...changed }));
}

/** A refusal of another command, beside the field of this form. */
function at(path: string, work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { refusal } = error;
    if (!('issues' in refusal) || !refusal.issues) throw error;
    throw new Refused({
      ...refusal,
      issues: refusal.issues.map((issue) => ({ ...issue, path: `${path}${issue.path}` })),
    });
  }
}

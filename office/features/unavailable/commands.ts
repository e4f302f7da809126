import { z } from 'zod';
import { command } from '../../core/feature.ts';
import { destination } from '../../core/destination.ts';
import { found, refuse, refuseField } from '../../core/refusal.ts';
import type { Read, Row, Tx } from '../../core/store.ts';
import { id } from '../../core/text.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { workingHours, schedules } from '../schedules/table.ts';
import { mailboxes } from '../voicemail/table.ts';
import { unavailable, unavailableActions, unavailableWhen } from './table.ts';

const nameOf = (read: Read, extensionId: string) => {
  const extension = read.get(extensions, extensionId);
  return extension ? extensionName(extension) : extensionId;
};

export const unavailableCommands = {
  /** What is not given stays as it is. */
  'unavailable.set': command({
    input: z.strictObject({
      extensionId: id,
      enabled: z.boolean().optional(),
      when: z.enum(unavailableWhen).optional(),
      scheduleId: z.union([z.literal(''), id]).optional(),
      action: z.enum(unavailableActions).optional(),
      destination: destination.optional(),
    }),
    words: (input, read) =>
      input.enabled === false
        ? `Calls of ${nameOf(read, input.extensionId)} no longer go by a schedule.`
        : `Changed what happens to calls of ${nameOf(read, input.extensionId)} by schedule.`,
    run(tx, { extensionId, ...patch }) {
      found(tx.get(extensions, extensionId), 'This extension');
      const row = tx.get(unavailable, extensionId)
        ? tx.update(unavailable, extensionId, patch)
        : tx.insert(unavailable, { id: extensionId, ...patch });
      refuseBadRule(tx, row);
    },
  }),
};

/** A rule that is on must say by which hours and where to. */
export function refuseBadRule(read: Read | Tx, row: Row<typeof unavailable>): void {
  const extension = read.get(extensions, row.id);
  if (!row.enabled || !extension) return;
  if (row.scheduleId !== '') found(read.get(schedules, row.scheduleId), 'This schedule');
  else if (extension.userId === null || !read.get(workingHours, extension.userId))
    refuseField(
      'scheduleId',
      `${extensionName(extension)} has no working hours. Choose a schedule here, or set the working hours of the person first.`,
    );
  if (row.action === 'voicemail' && !read.get(mailboxes, row.id)?.enabled)
    refuse({
      kind: 'invalid',
      message: 'This extension has no voicemail. Turn it on first, or choose something else.',
      issues: [
        { path: 'action', message: 'This extension has no voicemail. Turn it on first, or choose something else.' },
      ],
      remedy: {
        label: 'Turn voicemail on',
        command: 'voicemail.set',
        input: { extensionId: row.id, enabled: true },
      },
    });
  if (row.action !== 'forward') return;
  if (row.destination === '') refuseField('destination', 'Choose where the calls go.');
  if (row.destination === `node:${row.id}` || row.destination === `number:${extension.number}`)
    refuseField('destination', 'Calls cannot be forwarded to the extension itself. Choose something else.');
}

/** The rule as Asterisk reads it: evaluated at the moment of the call by the view `away`. */
import { target } from '../../core/call-flow/target.ts';
import { affected, projector } from '../../core/feature.ts';
import { projected } from '../../core/projection.ts';
import { extensions } from '../extensions/table.ts';
import { workingHours } from '../schedules/table.ts';
import { mailboxes } from '../voicemail/table.ts';
import { unavailableRule } from './read.ts';
import { unavailable } from './table.ts';

declare module '../../core/projection.ts' {
  interface RuntimeTables {
    unavailable: { id: string; schedule: string; during: 0 | 1; target: string };
  }
}

export const unavailableProjector = projector({
  owner: unavailable,
  rows(read, row) {
    const extension = read.get(extensions, row.id);
    const rule = extension && unavailableRule(read, extension);
    if (!rule) return [];
    return [
      projected('unavailable', {
        id: row.id,
        schedule: rule.schedule.id,
        during: rule.when === 'during' ? 1 : 0,
        target: target(rule.next),
      }),
    ];
  },
  affectedBy: [
    affected(extensions, (extension) => [extension.id]),
    affected(mailboxes, (mailbox) => [mailbox.id]),
    affected(workingHours, (row, read) => read.all(extensions, { userId: row.id }).map((extension) => extension.id)),
  ],
});

/** The rule of an extension for when it is unavailable by schedule; null when it has none that works. */
import type { Next } from '../../core/call-flow/node.ts';
import type { Unavailable } from '../../core/call-flow/unavailable.ts';
import { destinationNext } from '../../core/destination.ts';
import type { Read, Row } from '../../core/store.ts';
import type { extensions } from '../extensions/table.ts';
import { scheduleOf } from '../schedules/read.ts';
import { workingHours } from '../schedules/table.ts';
import { mailboxes } from '../voicemail/table.ts';
import { unavailable } from './table.ts';

type Extension = Row<typeof extensions>;

/** Id of the schedule that decides: the rule's own, or the working hours of the extension's user. */
export function scheduleIdOf(read: Read, extension: Extension): string | undefined {
  const own = read.get(unavailable, extension.id)?.scheduleId;
  if (own) return own;
  return extension.userId === null ? undefined : read.get(workingHours, extension.userId)?.scheduleId;
}

export function unavailableRule(read: Read, extension: Extension): (Unavailable & { next: Next }) | null {
  const row = read.get(unavailable, extension.id);
  if (!row?.enabled) return null;
  const id = scheduleIdOf(read, extension);
  const schedule = id === undefined ? undefined : scheduleOf(read, id);
  if (!schedule) return null;
  return { schedule, when: row.when, next: nextOf(read, extension, row) };
}

function nextOf(read: Read, extension: Extension, row: Row<typeof unavailable>): Next {
  const busy: Next = { to: 'end', ending: 'busy' };
  switch (row.action) {
    case 'busy':
      return busy;
    case 'voicemail':
      return read.get(mailboxes, extension.id)?.enabled ? { to: 'node', id: `vm-${extension.id}` } : busy;
    case 'forward':
      return destinationNext(row.destination) ?? busy;
  }
}

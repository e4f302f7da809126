/** A schedule as Asterisk reads it, see asterisk/apply/runtime/schedules.sql. Made of ids, numbers and fixed words only. */
import { projected, type ProjectedRow } from '../projection.ts';
import type { Rule, Schedule } from './schedule.ts';
import { offsetsOf } from './zone.ts';

declare module '../projection.ts' {
  interface RuntimeTables {
    schedule: { id: string; number: string; lasts: string; override: string; override_until: number };
    schedule_zone: { id: string; schedule: string; since: number; till: number; offsets: string };
    schedule_rule: {
      id: string;
      schedule: string;
      rank: number;
      kind: string;
      first: number;
      last: number;
      days: string;
      hours: string;
    };
  }
}

/** `number`: what phones dial after the code; `lasts`: how long a switch by phone does. */
export interface PhoneSwitch {
  number: string;
  lasts: 'next-change' | 'no-end';
}

export function scheduleRows(schedule: Schedule, { number, lasts }: PhoneSwitch): ProjectedRow[] {
  const { id, override, rules, zone } = schedule;
  return [
    projected('schedule', {
      id,
      number,
      lasts,
      override: override === null ? '' : override.open ? 'open' : 'closed',
      override_until: override?.until ?? 0,
    }),
    ...zoneRows(id, zone),
    ...rules.map((rule, rank) => ruleRow(id, rule, rank)),
  ];
}

/** Before 1970 and after 9999 nobody calls. */
const [always, never] = [0, 253_402_300_800];
const tenYears = 10 * 366 * 86_400;

function zoneRows(schedule: string, zone: string): ProjectedRow[] {
  const offsets = offsetsOf(zone);
  const rows: { since: number; offsets: [number, number][] }[] = [];
  for (const [index, { since, shift }] of offsets.entries()) {
    const from = index === 0 ? always : since;
    const last = rows.at(-1);
    if (last && since < last.since + tenYears && last.offsets.length < 24) last.offsets.push([from, shift]);
    else rows.push({ since: from, offsets: [[from, shift]] });
  }
  return rows.map((row, index) =>
    projected('schedule_zone', {
      id: `${schedule}.${index}`,
      schedule,
      since: row.since,
      till: rows[index + 1]?.since ?? never,
      offsets: JSON.stringify(row.offsets),
    }),
  );
}

function ruleRow(schedule: string, { id, on, hours }: Rule, rank: number): ProjectedRow {
  const [first, last] = on.kind === 'week' ? [on.day, on.day] : on.kind === 'days' ? [0, 0] : [on.first, on.last];
  return projected('schedule_rule', {
    id,
    schedule,
    rank,
    kind: on.kind,
    first,
    last,
    days: on.kind === 'days' ? `,${on.days.join(',')},` : '',
    hours: JSON.stringify(hours.map(({ start, end }) => [start, end])),
  });
}

/**
 * Hours that are open or closed at the moment of the run for every reason: the week, a span past midnight, a holiday, days of this
 * year or of every year, by hand; in zones of every sort. And people who are unavailable by them.
 */
import { dateOf, weekdayOf } from '../../../../office/core/schedule/days.ts';
import { time } from '../../../../office/core/schedule/hours.ts';
import { wallClock } from '../../../../office/core/schedule/zone.ts';
import { dayColumns } from '../../../../office/features/schedules/read.ts';
import { scheduleExceptions, schedules } from '../../../../office/features/schedules/table.ts';
import { unavailable, unavailableActions } from '../../../../office/features/unavailable/table.ts';
import { runBegins } from '../scenario.ts';
import type { Draw, DrawPart } from './draw.ts';
import { siteOf } from './site.ts';

const zones = [
  '',
  'Europe/Berlin',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'America/New_York',
];

/** A run takes minutes; nothing may open or close meanwhile. */
const marginMinutes = 60;

export const drawSchedules: DrawPart = {
  id: 'schedules',
  plan(draw) {
    for (let index = 0; index < draw.between(1, 3); index++) draw.scheduleIds.push(`sch-${draw.prefix}h${index}`);
  },
  fill(draw) {
    for (const [index, id] of draw.scheduleIds.entries()) drawSchedule(draw, id, index);
    for (const id of draw.extensionIds) if (draw.chance(0.25)) drawUnavailable(draw, id);
  },
};

function drawSchedule(draw: Draw, id: string, index: number): void {
  const { chance, between, pick, office } = draw;
  const timeZone = pick(zones);
  const wall = wallClock(timeZone || 'UTC', runBegins / 1000);
  const today = Math.floor(wall / 86_400);
  const minute = Math.floor((wall - today * 86_400) / 60);
  /** Spans that hold this minute of today or keep clear of it. */
  const hours = () => {
    const early = Math.max(0, minute - marginMinutes - between(0, 120));
    const late = Math.min(1440, minute + marginMinutes + between(0, 120));
    const spans = chance(0.5)
      ? [[early, late]]
      : [[0, early], ...(late < 1440 ? [[late, 1440]] : [])].filter(([start, end]) => start !== end);
    return spans.map(([start = 0, end = 0]) => `${time(start)}-${time(end)}`).join(', ');
  };
  const week = Object.fromEntries(dayColumns.map((column) => [column, chance(0.4) ? '' : hours()]));
  // Yesterday's night may last until today's noon.
  if (chance(0.3) && minute > 2 * marginMinutes) {
    const yesterday = dayColumns[weekdayOf(today - 1) - 1] ?? 'monday';
    week[yesterday] = `23:30-${time(chance(0.5) ? Math.min(minute + marginMinutes, 1400) : minute - marginMinutes)}`;
  }
  office.add(schedules, {
    id, name: `Hours ${index}`, number: '', siteId: siteOf(draw.prefix), timeZone, phoneLasts: 'next-change', ...(week as Record<(typeof dayColumns)[number], string>),
    override: chance(0.2) ? pick(['open', 'closed'] as const) : '',
    overrideUntil: chance(0.5) ? null : runBegins / 1000 + pick([-3600, 3600]),
  }); // prettier-ignore
  for (let count = 0; count < between(0, 3); count++) {
    const [first, last] = [today - between(0, 3), today + between(0, 3) - (chance(0.2) ? 4 : 0)].sort(
      (a, b) => a - b,
    ) as [number, number];
    const yearly = chance(0.4);
    office.add(scheduleExceptions, {
      id: `exc-${draw.prefix}h${index}e${count}`,
      scheduleId: id,
      name: `Exception ${count}`,
      holiday: '',
      firstDay: yearly ? dateOf(first).slice(5) : dateOf(first),
      lastDay: yearly ? dateOf(last).slice(5) : dateOf(last),
      hours: chance(0.5) ? '' : hours(),
    });
  }
}

function drawUnavailable(draw: Draw, id: string): void {
  const { chance, pick, office, destinations, scheduleIds } = draw;
  const action = pick(unavailableActions);
  const elsewhere = destinations.filter(
    (one) => one !== `node:${id}` && one !== `number:${draw.number(draw.extensionIds.indexOf(id))}`,
  );
  if (action === 'forward' && elsewhere.length === 0) return;
  office.add(unavailable, {
    id,
    enabled: chance(0.9),
    when: pick(['outside', 'during'] as const),
    scheduleId: pick(scheduleIds),
    action,
    destination: action === 'forward' ? pick(elsewhere) : '',
  });
}

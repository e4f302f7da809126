/** The switch by phone, taken over as Asterisk worked it out: `<schedule>/<open, closed or nothing>/<until in seconds, 0 without end>`. */
import type { FeatureCode, PhoneChange } from '../../core/feature.ts';
import type { Read } from '../../core/store.ts';
import { wallText } from './commands.ts';
import { zoneOf } from './read.ts';
import { schedules } from './table.ts';

export const scheduleCodes: readonly FeatureCode[] = [
  { id: 'schedule-switch', code: '*28', does: 'Open or close by hand', takes: 'schedule' },
];

const form = /^(sch-[a-z0-9-]{1,36})\/(open|closed|)\/([0-9]{1,12})$/;

function read(value: string) {
  const match = form.exec(value);
  if (!match) return undefined;
  const [, id = '', state = '', until = '0'] = match;
  return { id, state: state as '' | 'open' | 'closed', until: until === '0' ? null : Number(until) };
}

export const schedulePhoneChanges: Record<'schedule' | 'schedule-switch', PhoneChange> = {
  schedule: {
    words(change, office) {
      const to = read(change.value);
      return to ? inWords(office, to) : 'switched hours by hand';
    },
    apply(tx, change) {
      const to = read(change.value);
      if (!to || !tx.get(schedules, to.id)) return 'These hours are no longer there.';
      tx.update(schedules, to.id, { override: to.state, overrideUntil: to.state === '' ? null : to.until });
      return undefined;
    },
  },
  /** As dialled: nothing in Asterisk had these two digits. */
  'schedule-switch': {
    words: ({ value }) => `dialled the switch of hours ${value.slice(0, 2)}`,
    apply: (_tx, { value }) => `No hours have the number ${value.slice(0, 2)} now.`,
  },
};

function inWords(office: Read, { id, state, until }: NonNullable<ReturnType<typeof read>>): string {
  const row = office.get(schedules, id);
  const name = row?.name ?? 'hours';
  if (state === '') return `let ${name} follow its hours again`;
  const end = until === null || !row ? '' : ` until ${wallText(zoneOf(office, row), until * 1000)}`;
  return `${state === 'open' ? 'opened' : 'closed'} ${name} by hand${end}`;
}

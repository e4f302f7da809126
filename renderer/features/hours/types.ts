import type { Queries } from '../../api/contract.ts';

export type Schedule = Queries['schedule.get']['value'];
export type Exception = Schedule['exceptions'][number];
export type Line = Queries['schedule.list']['value'][number];
/** Open or closed, why, and until when; the same in lists and on pages. */
export type State = Schedule['state'];

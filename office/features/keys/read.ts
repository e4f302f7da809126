/** What the keys of an extension are to its phone: the number that each dials, watches, and what stands beside it. Pure. */
import type { Read, Row } from '../../core/store.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { featureCodes } from '../feature-codes/table.ts';
import { placesOf } from '../parking/index.ts';
import { parking } from '../parking/table.ts';
import { schedules } from '../schedules/table.ts';
import { speedDials } from '../speed-dials/table.ts';
import { commonKeys, phoneKeys } from './table.ts';

export type PhoneKeyRow = Row<typeof phoneKeys>;
export type CommonKeyRow = Row<typeof commonKeys>;
/** What a key is for, whoever has it. */
export type KeyUse = Pick<PhoneKeyRow, 'kind' | 'target'> & { label?: string };

/** `number` is what the key dials; a lamp watches it too. `pickup` takes the call that rings there. */
export type WorkingKey =
  | { does: 'dials'; number: string; label: string; lamp: boolean; pickup?: string }
  | { does: 'line'; label: string }
  | { does: 'nothing' };

/** Of `common_keys`: those of the whole office. */
export const everybody = 'office';

export const commonKeysOf = (read: Read, siteId: string): CommonKeyRow[] =>
  read.all(commonKeys, { siteId }).sort((one, other) => one.position - other.position);

/** What the phones of a site have before the keys of their people: the office's keys, then the site's. */
export const commonKeysAt = (read: Read, siteId: string): CommonKeyRow[] => [
  ...commonKeysOf(read, everybody),
  ...commonKeysOf(read, siteId),
];

export const keysOf = (read: Read, extensionId: string): PhoneKeyRow[] =>
  read.all(phoneKeys, { extensionId }).sort((one, other) => one.position - other.position);

const codeOf = (read: Read, codeId: string) => read.get(featureCodes, codeId)?.code;

/** Undefined while what the key is about is not there, such as a parking place after the lot was made smaller. */
export function workingKey(read: Read, key: KeyUse): WorkingKey | undefined {
  const working = unlabelled(read, key);
  const label = key.label ?? '';
  return working === undefined || working.does === 'nothing' || label === '' ? working : { ...working, label };
}

function unlabelled(read: Read, key: KeyUse): WorkingKey | undefined {
  switch (key.kind) {
    case 'line':
      return { does: 'line', label: '' };
    case 'none':
      return { does: 'nothing' };
    case 'lamp': {
      const extension = read.get(extensions, key.target);
      if (!extension) return undefined;
      const pickup = codeOf(read, 'pickup');
      return {
        does: 'dials',
        number: extension.number,
        label: extension.label || extension.number,
        lamp: true,
        ...(pickup === undefined ? {} : { pickup: `${pickup}${extension.number}` }),
      };
    }
    case 'parking': {
      const lot = read.all(parking)[0];
      if (!lot || !placesOf(lot).includes(key.target)) return undefined;
      return { does: 'dials', number: key.target, label: `Park ${key.target}`, lamp: true };
    }
    case 'hours': {
      const schedule = read.get(schedules, key.target);
      const code = codeOf(read, 'schedule-switch');
      if (!schedule || schedule.number === '' || code === undefined) return undefined;
      return { does: 'dials', number: `${code}${schedule.number}`, label: schedule.name, lamp: true };
    }
    case 'speed': {
      const dial = read.get(speedDials, key.target);
      const code = dial && codeOf(read, dial.extensionId === '' ? 'speed-office' : 'speed-own');
      if (!dial || code === undefined) return undefined;
      return { does: 'dials', number: `${code}${dial.place}`, label: dial.name, lamp: false };
    }
  }
}

/** The key as people name it, also while it does not work. */
export function keyName(read: Read, key: KeyUse): string {
  switch (key.kind) {
    case 'line':
      return 'Line';
    case 'none':
      return 'Nothing';
    case 'lamp': {
      const extension = read.get(extensions, key.target);
      return extension ? extensionName(extension) : 'A number that is gone';
    }
    case 'parking':
      return `Parking place ${key.target}`;
    case 'hours':
      return read.get(schedules, key.target)?.name ?? 'Hours that are gone';
    case 'speed':
      return read.get(speedDials, key.target)?.name ?? 'A speed dial that is gone';
  }
}

/** Why the key does nothing, for people; undefined while it works. */
export function keyProblem(read: Read, key: KeyUse): string | undefined {
  if (workingKey(read, key)) return undefined;
  switch (key.kind) {
    case 'parking':
      return `There is no parking place ${key.target}. Remove the key, or add places under Services.`;
    case 'hours':
      return 'These hours have no digits for phones. Give them two digits first.';
    case 'lamp':
    case 'speed':
    case 'line':
    case 'none':
      return 'This key leads nowhere.';
  }
}

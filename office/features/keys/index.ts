/** Keys of desk phones beside their line keys (spec G4): lamps of colleagues, parking places and hours, and speed dials. */
import { z } from 'zod';
import { defineFeature, entity, query, type Reference } from '../../core/feature.ts';
import type { Read } from '../../core/store.ts';
import { id } from '../../core/text.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { placesOf } from '../parking/index.ts';
import { parking } from '../parking/table.ts';
import { schedules } from '../schedules/table.ts';
import { speedDials } from '../speed-dials/table.ts';
import { keyCommands, refuseBadKey } from './commands.ts';
import { commonKeyCommands, ownerWords } from './common.ts';
import {
  commonKeysAt, commonKeysOf, everybody, keyName, keyProblem, keysOf, workingKey, type KeyUse, type PhoneKeyRow,
} from './read.ts'; // prettier-ignore
import { commonKeys, phoneKeys } from './table.ts';

const tables = {
  lamp: 'extensions',
  hours: 'schedules',
  speed: 'speed_dials',
  parking: '',
  line: '',
  none: '',
} as const;

function targetOf(key: KeyUse): Reference[] {
  const table = tables[key.kind];
  return table === '' ? [] : [{ table, id: key.target }];
}

const topics = ['phone_keys', 'common_keys', 'extensions', 'schedules', 'speed_dials', 'parking', 'feature_codes'];

export const keysFeature = defineFeature({
  id: 'keys',
  entities: [
    entity({
      table: phoneKeys,
      label: (key, read) => {
        const extension = read.get(extensions, key.extensionId);
        return `Key ${keyName(read, key)} of ${extension ? extensionName(extension) : 'somebody'}`;
      },
      partOf: (key) => ({ table: 'extensions', id: key.extensionId }),
      uses: (key) => [{ table: 'extensions', id: key.extensionId }, ...targetOf(key)],
      check: (key, read) => refuseBadKey(read, key),
    }),
    entity({
      table: commonKeys,
      label: (key, read) => `Key ${keyName(read, key)} of ${ownerWords(read, key.siteId)}`,
      route: () => '/phone-settings',
      uses: (key) => targetOf(key),
      check: (key, read) => refuseBadKey(read, key),
    }),
  ],
  commands: { ...keyCommands, ...commonKeyCommands },
  queries: {
    'key.list': query({
      input: z.strictObject({ extensionId: id }),
      topics,
      run({ read }, { extensionId }) {
        const own = keysOf(read, extensionId);
        const extension = read.get(extensions, extensionId);
        return {
          keys: own.map((key) => shownKey(read, key)),
          /** Before them on the phones of the extension's own site. */
          common: (extension ? commonKeysAt(read, extension.siteId) : []).map((key) => ({
            ...shownKey(read, key),
            whose: ownerWords(read, key.siteId),
          })),
          choices: choicesFor(read, own, extensionId),
        };
      },
    }),
    'common-key.list': query({
      input: z.strictObject({ siteId: id }),
      topics,
      run({ read }, { siteId }) {
        const own = commonKeysOf(read, siteId);
        return {
          keys: own.map((key) => shownKey(read, key)),
          /** Of the whole office, before those of a site. */
          before: siteId === everybody ? [] : commonKeysOf(read, everybody).map((key) => shownKey(read, key)),
          choices: choicesFor(read, own, ''),
        };
      },
    }),
  },
});

function shownKey(read: Read, key: KeyUse & { id: string }) {
  const working = workingKey(read, key);
  return {
    id: key.id,
    kind: key.kind,
    target: key.target,
    label: key.label ?? '',
    name: keyName(read, key),
    /** Beside the key on the phone; empty while it does nothing. */
    shown: working === undefined || working.does === 'nothing' ? '' : working.label,
    dials: working?.does === 'dials' ? working.number : null,
    problem: keyProblem(read, key) ?? null,
  };
}

/** What can be added beside lamps of extensions, which a picker finds. */
function choicesFor(read: Read, keys: readonly KeyUse[], extensionId: string) {
  const taken = new Set(keys.map((key) => `${key.kind} ${key.target}`));
  const isFree = (kind: PhoneKeyRow['kind'], target: string) => !taken.has(`${kind} ${target}`);
  const lot = read.all(parking)[0];
  const own = extensionId === '' ? [] : read.all(speedDials, { extensionId });
  return {
    parking: (lot ? placesOf(lot) : []).filter((place) => isFree('parking', place)),
    hours: read
      .all(schedules)
      .filter((schedule) => schedule.number !== '' && isFree('hours', schedule.id))
      .map((schedule) => ({ id: schedule.id, name: schedule.name })),
    speed: [...read.all(speedDials, { extensionId: '' }), ...own]
      .filter((dial) => isFree('speed', dial.id))
      .map((dial) => ({ id: dial.id, name: `${dial.place} ${dial.name}` })),
  };
}

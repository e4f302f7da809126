/** Keys of desk phones beside their line keys (spec G4): lamps of colleagues, parking places and hours, and speed dials. */
import { z } from 'zod';
import { defineFeature, entity, query, type Reference } from '../../core/feature.ts';
import { id } from '../../core/text.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { placesOf } from '../parking/index.ts';
import { parking } from '../parking/table.ts';
import { schedules } from '../schedules/table.ts';
import { speedDials } from '../speed-dials/table.ts';
import { keyCommands, refuseBadKey } from './commands.ts';
import { keyName, keyProblem, keysOf, workingKey, type PhoneKeyRow } from './read.ts';
import { phoneKeys } from './table.ts';

const tables = { lamp: 'extensions', hours: 'schedules', speed: 'speed_dials' } as const;

function targetOf(key: PhoneKeyRow): Reference[] {
  return key.kind === 'parking' ? [] : [{ table: tables[key.kind], id: key.target }];
}

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
  ],
  commands: keyCommands,
  queries: {
    'key.list': query({
      input: z.strictObject({ extensionId: id }),
      topics: ['phone_keys', 'extensions', 'schedules', 'speed_dials', 'parking', 'feature_codes'],
      run({ read }, { extensionId }) {
        const taken = new Set(keysOf(read, extensionId).map((key) => `${key.kind} ${key.target}`));
        const isFree = (kind: PhoneKeyRow['kind'], target: string) => !taken.has(`${kind} ${target}`);
        const lot = read.all(parking)[0];
        return {
          keys: keysOf(read, extensionId).map((key) => ({
            id: key.id,
            kind: key.kind,
            target: key.target,
            name: keyName(read, key),
            dials: workingKey(read, key)?.number ?? null,
            problem: keyProblem(read, key) ?? null,
          })),
          /** What can be added beside lamps of extensions, which a picker finds. */
          choices: {
            parking: (lot ? placesOf(lot) : []).filter((place) => isFree('parking', place)),
            hours: read
              .all(schedules)
              .filter((schedule) => schedule.number !== '' && isFree('hours', schedule.id))
              .map((schedule) => ({ id: schedule.id, name: schedule.name })),
            speed: [...read.all(speedDials, { extensionId: '' }), ...read.all(speedDials, { extensionId })]
              .filter((dial) => isFree('speed', dial.id))
              .map((dial) => ({ id: dial.id, name: `${dial.place} ${dial.name}` })),
          },
        };
      },
    }),
  },
});

/** PINs of numbers: default, own, locked, reset (spec N6). */
import { z } from 'zod';
import { affected, defineFeature, entity, projector, query } from '../../core/feature.ts';
import { projected } from '../../core/projection.ts';
import { found } from '../../core/refusal.ts';
import { id } from '../../core/text.ts';
import { extensions } from '../extensions/table.ts';
import { pinCommands, pinPhoneChanges } from './commands.ts';
import { completePins, pinState } from './rules.ts';
import { pins } from './table.ts';

declare module '../../core/projection.ts' {
  interface RuntimeTables {
    /** A PIN as the phones ask for it; its number, because that may not be the PIN. */
    pin: {
      id: string;
      number: string;
      initial: string;
      salt: string;
      hash: string;
      locked: 0 | 1;
      resets: number;
    };
  }
}

export const pinsFeature = defineFeature({
  id: 'pins',
  entities: [
    entity({
      table: pins,
      label: () => 'PIN',
      partOf: (row) => ({ table: 'extensions', id: row.id }),
      uses: (row) => [{ table: 'extensions', id: row.id }],
    }),
  ],
  commands: pinCommands,
  phoneChanges: pinPhoneChanges,
  queries: {
    /** The default PIN, for a technician who hands it over; somebody's own is never told. */
    'pin.get': query({
      input: z.strictObject({ extensionId: id }),
      topics: ['pins'],
      run({ read }, { extensionId }) {
        const row = found(read.get(pins, extensionId), 'This number');
        return { defaultPin: row.defaultPin, state: pinState(row) };
      },
    }),
  },
  projectors: [
    projector({
      owner: pins,
      rows(read, row) {
        const [salt = '', hash = ''] = row.customHash.split('.');
        return [
          projected('pin', {
            id: row.id,
            number: read.get(extensions, row.id)?.number ?? '',
            initial: row.defaultPin,
            salt,
            hash,
            locked: row.locked ? 1 : 0,
            resets: row.resets,
          }),
        ];
      },
      affectedBy: [affected(extensions, (extension) => [extension.id])],
    }),
  ],
  complete: completePins,
});

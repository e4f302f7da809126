/**
 * Parking (spec G4): a call waits at a place that has a number, until somebody at any phone dials that number. The lot's
 * own number takes the first free place. Each place has a lamp.
 */
import { z } from 'zod';
import type { FacilityNode } from '../../core/call-flow/facility/index.ts';
import { kindOf } from '../../core/call-flow/kinds.ts';
import { command, defineFeature, entity, projector, query, type FlowCompiler } from '../../core/feature.ts';
import { internalNumber } from '../../core/numbering.ts';
import { projected } from '../../core/projection.ts';
import { found, refuseField } from '../../core/refusal.ts';
import type { Read, Row } from '../../core/store.ts';
import { helpForms } from '../sites/rules.ts';
import { parking } from './table.ts';
import { parkingPlain } from './plain.ts';

declare module '../../core/projection.ts' {
  interface RuntimeTables {
    park_slot: { id: string };
  }
}

const only = 'parking';

type Parking = Row<typeof parking>;

/** Asterisk counts its places, so a number cannot begin with 0 (res_parking, `parkpos`). */
const lotNumber = internalNumber.refine((number) => !number.startsWith('0'), 'The number cannot begin with 0.');

export const placesOf = ({ number, places }: Pick<Parking, 'number' | 'places'>): string[] =>
  Array.from({ length: places }, (_, index) => String(Number(number) + 1 + index));

const numbersOf = (row: Pick<Parking, 'number' | 'places'>) => [row.number, ...placesOf(row)];

/** The first number from 700 on from which the lot and its places are all free. */
export function freeLot(read: Read, places: number): string {
  const emergency = helpForms(read);
  for (let first = 700; ; first += 10) {
    const wanted = numbersOf({ number: String(first), places });
    if (wanted.every((number) => !emergency.has(number) && !isOthers(read, number))) return String(first);
  }
}

const isOthers = (read: Read, number: string) => {
  const holder = read.holder(number);
  return holder !== undefined && holder.table !== 'parking';
};

function nodeOf(row: Parking, number: string): FacilityNode {
  const isLot = number === row.number;
  const label = isLot ? `Parking (${row.number})` : `Parking place ${number}`;
  return {
    kind: 'facility',
    id: `prk-${number}`,
    service: 'parking',
    label,
    does: isLot
      ? 'Whoever calls this number is parked at the first free place; calls are parked by transferring them to it.'
      : `Whoever calls ${number} gets the call that is parked there; a call that is transferred to it is parked there.`,
    place: isLot ? 'park,s,1' : `park-slot,${number},1`,
  };
}

const parkingFlows: readonly FlowCompiler[] = [
  {
    prefix: 'prk',
    compile(read, id) {
      const row = read.get(parking, only);
      const number = id.slice('prk-'.length);
      return row && numbersOf(row).includes(number) ? nodeOf(row, number) : undefined;
    },
    atNumber(read, number) {
      const row = read.get(parking, only);
      return row && numbersOf(row).includes(number) ? `prk-${number}` : undefined;
    },
  },
];

export const parkingFeature = defineFeature({
  id: 'parking',
  plain: parkingPlain,
  entities: [
    entity({
      table: parking,
      label: (row) => `Parking ${row.number}`,
      route: () => '/services',
      numbers: numbersOf,
      check(row, read) {
        const forms = helpForms(read);
        const hit = numbersOf(row).find((number) => forms.has(number));
        if (hit !== undefined)
          refuseField(
            'number',
            `One of these numbers would be ${hit}, ${forms.get(hit) === hit ? 'an emergency number' : 'which calls for help'}. Choose another number.`,
          );
        if (placesOf(row).some((number) => number.length > 8)) refuseField('number', 'Use a number with fewer digits.');
      },
    }),
  ],
  commands: {
    'parking.set': command({
      input: z.strictObject({
        number: lotNumber.optional(),
        places: z.int('Use a whole number.').min(1, 'At least 1 place.').max(50, 'At most 50 places.').optional(),
        seconds: z.int('Use whole seconds.').min(10, 'At least 10 seconds.').max(3600, 'At most one hour.').optional(),
      }),
      words: (input, read) =>
        read.get(parking, only)
          ? 'Changed parking.'
          : `Calls can be parked at ${input.number ?? freeLot(read, input.places ?? 10)}.`,
      run(tx, { number, seconds, ...input }) {
        const before = tx.get(parking, only);
        const places = input.places ?? before?.places ?? 10;
        const lot = number ?? before?.number ?? freeLot(tx, places);
        const taken = numbersOf({ number: lot, places }).find((one) => isOthers(tx, one));
        if (taken !== undefined)
          refuseField(
            'number',
            `${taken} is in use, and parking takes ${lot} and the ${places} numbers after it. ${freeLot(tx, places)} has room.`,
          );
        const patch = { number: lot, ...(seconds === undefined ? {} : { seconds }) };
        if (before) tx.update(parking, only, { ...patch, places });
        else tx.insert(parking, { id: only, places, ...patch });
        return { number: lot };
      },
    }),
    'parking.remove': command({
      input: z.strictObject({}),
      words: () => 'Calls can be parked no more.',
      run(tx) {
        found(tx.get(parking, only), 'Parking');
        tx.remove(parking, only);
      },
    }),
  },
  queries: {
    'parking.get': query({
      input: z.strictObject({}),
      topics: ['parking', 'journal'],
      run({ read }) {
        const row = read.get(parking, only);
        return row
          ? { ...row, isOn: true, numbers: placesOf(row) }
          : { id: only, isOn: false, number: freeLot(read, 10), places: 10, seconds: 90, numbers: [] as string[] };
      },
    }),
  },
  projectors: [
    projector({
      owner: parking,
      rows: (_read, row) =>
        numbersOf(row).flatMap((number) => {
          const node = nodeOf(row, number);
          return [
            projected('dial', { number, target: `flow,${node.id},1` }),
            ...kindOf(node).rows(node),
            ...(number === row.number ? [] : [projected('park_slot', { id: number })]),
          ];
        }),
      affectedBy: [],
    }),
  ],
  flows: parkingFlows,
});

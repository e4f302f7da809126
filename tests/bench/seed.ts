/**
 * Data folders with many people, made by the office's own commands in one transaction before the service starts: 10,000
 * calls through the socket would only measure the socket.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { openOffice } from '../../db/office.ts';
import { command, defineFeature } from '../../office/core/feature.ts';
import { features } from '../../office/features/index.ts';
import { migrations } from '../faults/office-copy.ts';
import { say } from './measure.ts';

const firstNames = ['Anna', 'Ben', 'Clara', 'David', 'Emma', 'Felix', 'Greta', 'Hugo', 'Ida', 'Jonas', 'Klara', 'Liam'];
const lastNames = ['Weber', 'Novak', 'Silva', 'Rossi', 'Kowalski', 'Dubois', 'Jensen', 'Murphy', 'Garcia', 'Svoboda'];
const departments = ['Sales', 'Service', 'Finance', 'Warehouse', 'Development', 'Reception'];
const of = (list: readonly string[], n: number): string => list[n % list.length] ?? '';

/** Numbers from here on; five digits are no emergency number anywhere but 18000 (GB) and 90000 (SE). */
export const firstNumber = 20_000;

const seeding = defineFeature({
  id: 'bench',
  commands: {
    'bench.fill': command({
      input: z.strictObject({ count: z.int() }),
      words: ({ count }) => `Added ${count} people.`,
      run(tx, { count }) {
        for (let n = 0; n < count; n++) {
          const firstName = of(firstNames, n);
          const lastName = `${of(lastNames, Math.floor(n / firstNames.length))} ${n}`;
          const email = `${firstName}.${n}@example.com`.toLowerCase();
          const more = {
            email,
            department: of(departments, n),
            number: String(firstNumber + n),
            voicemail: n % 2 === 0,
          };
          tx.run('person.create', { firstName, lastName, ...more });
        }
      },
    }),
  },
});

/** A new data folder with that many people, each with an extension and a desk phone's identity. */
export function seededFolder(count: number): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'switchroom-bench-'));
  const began = performance.now();
  const office = openOffice({ file: join(dataDir, 'office.sqlite3'), migrations, features: [...features, seeding] });
  try {
    const outcome = office.run('bench.fill', { count }, { kind: 'system', name: 'bench' });
    if (!outcome.ok) throw new Error(outcome.error.message);
  } finally {
    office.close();
  }
  say(`${count} people stored in ${Math.round(performance.now() - began)} ms`);
  return dataDir;
}

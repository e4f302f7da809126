/** Writes as fast as it can and says what is acknowledged; db/kill.test.ts kills it at some moment. */
import { writeSync } from 'node:fs';
import { features } from '../office/features/index.ts';
import { openOffice } from './office.ts';
import { anna, migrations } from './test-office.ts';

const [file = '', from = '0'] = process.argv.slice(2);
const office = openOffice({ file, migrations, features });
for (let n = Number(from); ; n += 1) {
  const outcome = office.run('person.create', { firstName: `Person ${n}` }, anna);
  if (!outcome.ok) throw new Error(outcome.error.message);
  writeSync(1, `${n}\n`);
}

/** The stored office beside a running service: a whole copy of its file, read with the product's own projectors. */
import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openOffice, type Office } from '../../db/office.ts';
import { features } from '../../office/features/index.ts';
import { placeOf } from '../../service/place.ts';

export const migrations = resolve(import.meta.dirname, '../../db/migrations');

export async function openCopy(dataDir: string): Promise<Office> {
  const folder = mkdtempSync(join(tmpdir(), 'switchroom-copy-'));
  const file = join(folder, 'office.sqlite3');
  const source = new Database(placeOf(dataDir).officeDatabase, { readonly: true });
  await source.backup(file);
  source.close();
  const office = openOffice({ file, migrations, features });
  return {
    ...office,
    close() {
      office.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

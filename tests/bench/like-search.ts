/**
 * The usual way, as a baseline: the same words looked for by LIKE in the office's own database, each in any of the columns, on
 * a connection that is open already. Without the service's socket, so it is ahead by that.
 */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { median } from './measure.ts';

const sql = (words: number) => `
  select e.id, e.number, u.first_name, u.last_name, u.email, u.department, u.job_title
  from extensions e left join users u on u.id = e.user_id
  where ${Array.from({ length: words }, () => "e.number || ' ' || coalesce(u.first_name || ' ' || u.last_name || ' ' || u.email || ' ' || u.department || ' ' || u.job_title, e.label) like ?").join(' and ')}
  order by u.last_name, u.first_name limit 100`;

/** Median of the searches, milliseconds. */
export function likeSearch(dataDir: string, searches: readonly string[], rounds: number): number {
  const db = new Database(join(dataDir, 'office.sqlite3'), { readonly: true });
  try {
    const times: number[] = [];
    for (let n = 0; n < rounds * searches.length; n++) {
      const words = (searches[n % searches.length] ?? '').split(' ');
      const began = performance.now();
      db.prepare(sql(words.length)).all(words.map((word) => `%${word}%`));
      times.push(performance.now() - began);
    }
    return median(times);
  } finally {
    db.close();
  }
}

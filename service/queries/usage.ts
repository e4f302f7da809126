import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { enginePaths } from '../../asterisk/process/paths.ts';
import { id } from '../../office/core/text.ts';
import { serviceQuery } from '../action.ts';

interface Meter {
  /** When the month began, seconds since 1970. */
  since: number;
  /** Charged so far, calls that are up included; money in ten-thousandths of the currency. */
  seconds: number;
  cost: number;
  /** Calls that are up. */
  calls: number;
}

export const usageServiceQueries = {
  /** What an extension with a limit has spent this month: Asterisk reckons it, also while the product is closed. */
  'usage.meter': serviceQuery({
    input: z.strictObject({ extensionId: id }),
    topics: ['usage_limits', 'trunk_rates', 'observed:calls', 'observed:history'],
    run({ place }, { extensionId }): { meter: Meter | null } {
      const file = enginePaths(place.dataDir).runtimeDatabase;
      if (!existsSync(file)) return { meter: null };
      const db = new Database(file, { readonly: true, timeout: 2000 });
      try {
        const row = db
          .prepare(
            `select m.since, m.seconds + m.running_seconds as seconds, m.cost + m.running_cost as cost, l.calls
             from usage_meter m join usage_left l on l.id = m.id where m.id = ?`,
          )
          .get(extensionId) as Meter | undefined;
        return { meter: row ?? null };
      } finally {
        db.close();
      }
    },
  }),
};

/**
 * A phone that was told is not a phone that has fetched: while it was restarting, or the office's address was changing,
 * nobody heard. It is told again, by another way each time and ever more seldom, until it has fetched what it should have.
 */
import type { PhoneLife } from '../../phones/life.ts';
import type { Mac } from '../../phones/mac.ts';
import type { Lives } from './lives.ts';
import type { Told, Way } from './telling.ts';

export interface InsistingDeps {
  lives: Lives;
  adopted: () => Mac[];
  tell: (mac: Mac, action: Told, way: Way) => Promise<void>;
  now: () => number;
  note: (text: string) => void;
}

export interface Insisting {
  /** Time passed. */
  look: () => void;
  /** Only a restart makes this phone find its settings again: the address from which it fetches is gone. */
  needsReboot: (mac: Mac) => void;
  /** It is back, so it may hear now. */
  returned: (mac: Mac) => void;
}

const firstMs = 3000;
/** After these it is left to people: its page says what to do. */
const mostTries = 6;
const together = 16;

interface Lag {
  hash: string;
  tries: number;
  at: number;
}

const isBehind = ({ wantedHash, fetchedHash }: PhoneLife): boolean =>
  Boolean(wantedHash) && fetchedHash !== undefined && fetchedHash !== wantedHash;

export function openInsisting(deps: InsistingDeps): Insisting {
  const { lives, now } = deps;
  const lags = new Map<Mac, Lag>();
  const reboots = new Set<Mac>();
  let busy = 0;

  function lagOf(mac: Mac, life: PhoneLife): Lag {
    const known = lags.get(mac);
    const lag = known && known.hash === life.wantedHash ? known : { hash: life.wantedHash ?? '', tries: 0, at: now() };
    lags.set(mac, lag);
    return lag;
  }

  async function again(mac: Mac, lag: Lag): Promise<void> {
    busy += 1;
    lag.tries += 1;
    lag.at = now();
    try {
      await deps.tell(mac, reboots.has(mac) ? 'reboot' : 'resync', lag.tries % 2 === 1 ? 'directly' : 'any');
    } catch (error) {
      if (lag.tries === mostTries) deps.note(`${mac}: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      busy -= 1;
    }
  }

  return {
    look() {
      for (const mac of deps.adopted()) {
        const life = lives.get(mac);
        if (!life || !isBehind(life)) {
          lags.delete(mac);
          reboots.delete(mac);
          continue;
        }
        const lag = lagOf(mac, life);
        const isDue = now() - lag.at >= firstMs * 2 ** lag.tries;
        if (isDue && lag.tries < mostTries && busy < together) void again(mac, lag);
      }
    },
    needsReboot: (mac) => void reboots.add(mac),
    returned(mac) {
      const lag = lags.get(mac);
      if (lag) lags.set(mac, { ...lag, tries: 0 });
    },
  };
}

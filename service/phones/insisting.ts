/**
 * A phone that was told is not a phone that has fetched: while it was restarting, or the office's address was changing,
 * nobody heard. It is told again, by another way each time and ever more seldom, until it has fetched what it should have.
 */
import { LIFE_TIMEOUTS, type PhoneLife } from '../../phones/life.ts';
import type { Mac } from '../../phones/mac.ts';
import type { Lives } from './lives.ts';
import type { Told, Way } from './telling.ts';

export interface InsistingDeps {
  lives: Lives;
  adopted: () => Mac[];
  tell: (mac: Mac, action: Told, way: Way) => Promise<{ heard: boolean }>;
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
/** One that confirmed is given the time of a restart; so is one that may be restarting and hears nobody meanwhile. */
const restartMs = { heard: LIFE_TIMEOUTS.applying, told: 20_000 };
/** After these it is left to people: its page says what to do. */
const mostTries = 6;
const together = 16;

interface Lag {
  hash: string;
  tries: number;
  /** Not before then. */
  due: number;
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
    const lag = known && known.hash === life.wantedHash ? known : newLag(mac, life);
    lags.set(mac, lag);
    return lag;
  }

  const waitOf = (mac: Mac, tries: number) => (reboots.has(mac) ? restartMs.told : firstMs) * 2 ** tries;
  const newLag = (mac: Mac, { wantedHash: hash = '' }: PhoneLife): Lag => ({
    hash,
    tries: 0,
    due: now() + waitOf(mac, 0),
  });

  async function again(mac: Mac, lag: Lag): Promise<void> {
    busy += 1;
    lag.tries += 1;
    lag.due = now() + waitOf(mac, lag.tries);
    try {
      const action = reboots.has(mac) ? 'reboot' : 'resync';
      const { heard } = await deps.tell(mac, action, lag.tries % 2 === 1 ? 'directly' : 'any');
      if (heard) lag.due = now() + restartMs.heard;
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
        const isDue = now() >= lag.due;
        if (isDue && lag.tries < mostTries && busy < together) void again(mac, lag);
      }
    },
    needsReboot: (mac) => void reboots.add(mac),
    returned(mac) {
      const life = lives.get(mac);
      if (life && isBehind(life)) lags.set(mac, newLag(mac, life));
    },
  };
}

/**
 * The phones on the network, adopted or not, and where each stands in its life: what was seen and decided goes through the
 * reducer of phones/life.ts, and what screens show comes out. Nothing here is stored: it is seen again.
 */
import type { SeenPhone } from '../../office/core/observed.ts';
import { phoneLife, type LifeEvent, type PhoneLife } from '../../phones/life.ts';
import type { Mac } from '../../phones/mac.ts';
import { causeOf } from './causes.ts';

export interface Lives {
  apply(mac: Mac, event: LifeEvent): void;
  get(mac: Mac): PhoneLife | undefined;
  /** Time passed: finds what did not happen in time. */
  look(at: number): void;
  forget(mac: Mac): void;
  list(): SeenPhone[];
}

/** A flood of made-up phones must not fill the memory; adopted ones are never dropped. */
const mostPhones = 20_000;

export function createLives(changed: () => void): Lives {
  const lives = new Map<Mac, PhoneLife>();
  let shown: SeenPhone[] | undefined;

  function set(mac: Mac, next: PhoneLife): void {
    if (lives.get(mac) === next) return;
    lives.set(mac, next);
    shown = undefined;
    if (lives.size > mostPhones) dropOldest();
    changed();
  }

  function dropOldest(): void {
    for (const [mac, life] of lives) {
      if (life.isAdopted) continue;
      lives.delete(mac);
      return;
    }
  }

  return {
    apply: (mac, event) => set(mac, phoneLife(lives.get(mac), event)),
    get: (mac) => lives.get(mac),
    look(at) {
      for (const [mac, life] of lives) {
        const next = phoneLife(life, { kind: 'looked-at', at });
        if (next.state !== life.state) set(mac, next);
      }
    },
    forget(mac) {
      if (!lives.delete(mac)) return;
      shown = undefined;
      changed();
    },
    list: () => (shown ??= [...lives].map(([mac, life]) => seenPhone(mac, life))),
  };
}

function seenPhone(mac: Mac, life: PhoneLife): SeenPhone {
  const cause = life.cause === undefined ? undefined : causeOf(life.cause);
  return {
    mac,
    vendor: life.vendor ?? null,
    model: life.model ?? null,
    firmware: life.firmware ?? null,
    address: life.address ?? null,
    firstSeen: life.firstSeen,
    lastSeen: life.lastSeen,
    life: { state: life.state, since: life.since, ...(cause ? { cause } : {}) },
    evidence: Object.values(life.evidence)
      .map((event) => ({ at: event.at, method: 'via' in event ? event.via : event.kind, text: wordsOf(event) }))
      .sort((a, b) => a.at - b.at),
  };
}

function wordsOf(event: LifeEvent): string {
  switch (event.kind) {
    case 'seen':
      return `Seen${event.address === undefined ? '' : ` at ${event.address}`}.`;
    case 'offered':
      return 'Told where its settings are.';
    case 'fetched':
      return 'Fetched its settings.';
    case 'registered':
      return 'Registered.';
    case 'unregistered':
      return 'Signed off or stopped answering.';
    case 'registration-failed':
      return `Refused: ${event.reason}.`;
    case 'config-impossible':
      return `Its settings cannot be written: ${event.problem}.`;
    case 'config-changed':
      return 'Its settings changed.';
    case 'restart-sent':
      return 'Told to fetch its settings again.';
    case 'replaced':
      return `Replaced by ${event.by}.`;
    case 'conflict-seen':
    case 'firmware-needed':
      return event.detail;
    default:
      return `${event.kind.charAt(0).toUpperCase()}${event.kind.slice(1).replaceAll('-', ' ')}.`;
  }
}

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
/** Kept of what happened to one phone: some boots of an adopted one, the last signs of others. */
const mostEvents = { adopted: 60, stranger: 6 };

export function createLives(changed: () => void): Lives {
  const lives = new Map<Mac, PhoneLife>();
  const events = new Map<Mac, LifeEvent[]>();
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
      events.delete(mac);
      return;
    }
  }

  function note(mac: Mac, event: LifeEvent, isAdopted: boolean): void {
    const kept = events.get(mac) ?? [];
    const last = kept.at(-1);
    // A phone that asks every second is one line with the latest time.
    if (last && isSame(last, event)) kept.pop();
    kept.push(event);
    if (kept.length > (isAdopted ? mostEvents.adopted : mostEvents.stranger)) kept.shift();
    events.set(mac, kept);
  }

  return {
    apply(mac, event) {
      const next = phoneLife(lives.get(mac), event);
      note(mac, event, next.isAdopted);
      set(mac, next);
    },
    get: (mac) => lives.get(mac),
    look(at) {
      for (const [mac, life] of lives) {
        const next = phoneLife(life, { kind: 'looked-at', at });
        if (next.state !== life.state) set(mac, next);
      }
    },
    forget(mac) {
      events.delete(mac);
      if (!lives.delete(mac)) return;
      shown = undefined;
      changed();
    },
    list: () => (shown ??= [...lives].map(([mac, life]) => seenPhone(mac, life, events.get(mac) ?? []))),
  };
}

const isSame = (one: LifeEvent, other: LifeEvent): boolean =>
  JSON.stringify({ ...one, at: 0 }) === JSON.stringify({ ...other, at: 0 });

function seenPhone(mac: Mac, life: PhoneLife, events: readonly LifeEvent[]): SeenPhone {
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
    evidence: events.map((event) => ({
      at: event.at,
      kind: event.kind,
      method: 'via' in event ? event.via : event.kind,
      text: wordsOf(event),
    })),
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

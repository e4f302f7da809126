/**
 * The phones on the network, adopted or not, and where each stands in its life: what was seen and decided goes through the
 * reducer of phones/life.ts, and what screens show comes out. What the office has not adopted is bounded, because anybody
 * on the network can make it up.
 */
import type { SeenPhone } from '../../office/core/observed.ts';
import { phoneLife, type LifeEvent, type PhoneLife } from '../../phones/life.ts';
import type { Mac } from '../../phones/mac.ts';
import { causeOf } from './causes.ts';
import { leavers, nextFlood, type Flood } from './crowd.ts';
import type { RememberedPhone } from './remembered.ts';

export interface Lives {
  apply(mac: Mac, event: LifeEvent): void;
  get(mac: Mac): PhoneLife | undefined;
  /** Time passed: finds what did not happen in time. */
  look(at: number): void;
  forget(mac: Mac): void;
  /** Something that is shown of it beside its life is different. */
  refresh(mac: Mac): void;
  list(): SeenPhone[];
  /** Those that nobody has adopted, to be kept over a restart. */
  strangers(): RememberedPhone[];
  recall(phones: readonly RememberedPhone[]): void;
  /** The last time that strangers were too many. */
  readonly flood: Flood | undefined;
}

/** More new phones than are unpacked in one day; as many as are dropped at a time when there are more. */
const mostStrangers = 2000;
const droppedTogether = 100;
/** Kept of what happened to one phone: some boots of an adopted one, the last signs of others. */
const mostEvents = { adopted: 60, stranger: 6 };

export function createLives(
  changed: () => void,
  most = { strangers: mostStrangers, dropped: droppedTogether },
  more: { heard?: (mac: Mac, event: LifeEvent) => void; moved?: (mac: Mac) => SeenPhone['moved'] } = {},
): Lives {
  const lives = new Map<Mac, PhoneLife>();
  const events = new Map<Mac, LifeEvent[]>();
  const shown = new Map<Mac, SeenPhone>();
  const said = new Map<Mac, SeenPhone['said']>();
  let strangers = 0;
  let flood: Flood | undefined;

  const strange = (life: PhoneLife | undefined) => Number(life !== undefined && !life.isAdopted);

  function set(mac: Mac, next: PhoneLife): void {
    strangers += strange(next) - strange(lives.get(mac));
    lives.set(mac, next);
    shown.delete(mac);
    changed();
  }

  function remove(mac: Mac): boolean {
    strangers -= strange(lives.get(mac));
    events.delete(mac);
    shown.delete(mac);
    said.delete(mac);
    return lives.delete(mac);
  }

  function dropSome(at: number): void {
    const dropped = leavers(lives, most.dropped);
    for (const [mac] of dropped) remove(mac);
    flood = nextFlood(flood, dropped.map(([, life]) => life), at); // prettier-ignore
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
      const words = saidBy(event);
      if (words) said.set(mac, words);
      note(mac, event, next.isAdopted);
      set(mac, next);
      if (strangers > most.strangers) dropSome(event.at);
      more.heard?.(mac, event);
    },
    get: (mac) => lives.get(mac),
    look(at) {
      for (const [mac, life] of lives) {
        const next = phoneLife(life, { kind: 'looked-at', at });
        if (next.state !== life.state) set(mac, next);
      }
    },
    forget(mac) {
      if (remove(mac)) changed();
    },
    refresh(mac) {
      shown.delete(mac);
      changed();
    },
    list: () =>
      [...lives].map(([mac, life]) => {
        const phone = shown.get(mac) ?? seenPhone(mac, life, events.get(mac) ?? [], more.moved?.(mac), said.get(mac));
        shown.set(mac, phone);
        return phone;
      }),
    strangers: () => [...lives].flatMap(([mac, life]) => (life.isAdopted ? [] : [rememberedOf(mac, life)])),
    recall(phones) {
      for (const { mac, firstSeen, lastSeen: at, isSupported, isIgnored, ...rest } of phones) {
        const seen: LifeEvent = { kind: 'seen', at, via: 'pnp', isSupported, ...present(rest) };
        const life = { ...phoneLife(undefined, seen), firstSeen };
        said.set(mac, saidBy(seen));
        const kept: LifeEvent[] = isIgnored ? [seen, { kind: 'ignored', at }] : [seen];
        events.set(mac, kept);
        set(mac, isIgnored ? phoneLife(life, { kind: 'ignored', at }) : life);
      }
    },
    get flood() {
      return flood;
    },
  };
}

function rememberedOf(mac: Mac, life: PhoneLife): RememberedPhone {
  const { vendor, model, firmware, address, firstSeen, lastSeen } = life;
  const isSupported = life.cause !== 'unsupported';
  return {
    mac,
    ...present({ vendor, model, firmware, address }),
    firstSeen,
    lastSeen,
    isSupported,
    isIgnored: life.state === 'ignored',
  };
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without the fields that are undefined. */
const present = <T extends object>(fields: T): Present<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;

const isSame = (one: LifeEvent, other: LifeEvent): boolean =>
  JSON.stringify({ ...one, at: 0 }) === JSON.stringify({ ...other, at: 0 });

/** By way of its registration only the office's own word for it comes. */
const saidBy = (event: LifeEvent): SeenPhone['said'] =>
  event.kind === 'seen' && event.via !== 'registration' && event.vendor !== undefined && event.model !== undefined
    ? { vendor: event.vendor, model: event.model }
    : undefined;

function seenPhone(
  mac: Mac,
  life: PhoneLife,
  events: readonly LifeEvent[],
  moved: SeenPhone['moved'],
  said: SeenPhone['said'],
): SeenPhone {
  const cause = life.cause === undefined ? undefined : causeOf(life.cause);
  return {
    mac,
    vendor: life.vendor ?? null,
    model: life.model ?? null,
    firmware: life.firmware ?? null,
    address: life.address ?? null,
    firstSeen: life.firstSeen,
    lastSeen: life.lastSeen,
    ...(moved === undefined ? {} : { moved }),
    ...(said === undefined ? {} : { said }),
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
    case 'answered-call':
      return 'Answered or made its first call.';
    case 'admin-password-refused':
      return 'Refused the administrator password of the office.';
    case 'replaced':
      return `Replaced by ${event.by}.`;
    case 'conflict-seen':
    case 'offer-withheld':
    case 'firmware-needed':
      return event.detail;
    default:
      return `${event.kind.charAt(0).toUpperCase()}${event.kind.slice(1).replaceAll('-', ' ')}.`;
  }
}

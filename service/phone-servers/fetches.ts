/**
 * What phones asked our servers for and what became of it, newest first: for the page of a phone, and for what nobody
 * could be found for. In memory and bounded, because anybody on the network can ask.
 */
import type { Mac } from '../../phones/mac.ts';
import type { PhoneFetch } from '../../phones/index.ts';

export interface FetchNote {
  /** The first and the last time, when the same thing happened several times in a row. */
  since: number;
  at: number;
  times: number;
  via: PhoneFetch['via'];
  /** Without whatever is secret. */
  path: string;
  /** What it was when it was no settings file, in words. */
  what: string | null;
  address: string;
  userAgent: string | null;
  /** As HTTP has it: 200 served, 304 has it already, 404 refused, 429 too many, 499 broke off. */
  status: number;
  isServed: boolean;
  by: PhoneFetch['by'];
  /** Why not, and what to do. */
  problem: string | null;
  /** SHA-256 of what was served. */
  hash: string | null;
}

export interface FetchLog {
  note(fetch: PhoneFetch): void;
  of(mac: Mac): FetchNote[];
  /** What was refused and names no phone of the office. */
  refused(): FetchNote[];
}

const mostOfPhone = 40;
const mostRefused = 200;
/** Phones of the office, and such as are not adopted yet. */
const mostPhones = 12_000;
const mostStrangers = 500;

export function keepFetches(isAdopted: (mac: Mac) => boolean, changed: () => void): FetchLog {
  const phones = new Map<Mac, FetchNote[]>();
  const strangers = new Map<Mac, FetchNote[]>();
  const refused: FetchNote[] = [];

  function listOf(mac: Mac): FetchNote[] {
    const [map, most] = isAdopted(mac) ? [phones, mostPhones] : [strangers, mostStrangers];
    const list = map.get(mac) ?? strangers.get(mac) ?? [];
    // Put last again: the one heard longest ago is the one that is forgotten.
    strangers.delete(mac);
    map.delete(mac);
    map.set(mac, list);
    const oldest = map.size > most ? map.keys().next().value : undefined;
    if (oldest !== undefined) map.delete(oldest);
    return list;
  }

  function put(list: FetchNote[], note: FetchNote, most: number): void {
    const last = list[0];
    if (last && isSame(last, note)) list[0] = { ...note, since: last.since, times: last.times + 1 };
    else list.unshift(note);
    if (list.length > most) list.pop();
  }

  return {
    note(fetch) {
      const note = noteOf(fetch);
      if (fetch.mac !== undefined) put(listOf(fetch.mac), note, mostOfPhone);
      if (!note.isServed && (fetch.mac === undefined || !isAdopted(fetch.mac))) put(refused, note, mostRefused);
      changed();
    },
    of: (mac) => [...(phones.get(mac) ?? strangers.get(mac) ?? [])],
    refused: () => [...refused],
  };
}

function noteOf({ at, via, path, what, address, userAgent, status, by, problem, hash }: PhoneFetch): FetchNote {
  return {
    since: at,
    at,
    times: 1,
    via,
    path,
    what: what ?? null,
    address,
    userAgent: userAgent ?? null,
    status,
    isServed: status < 400,
    by,
    problem: problem ?? null,
    hash: hash ?? null,
  };
}

const isSame = (one: FetchNote, other: FetchNote): boolean =>
  one.path === other.path &&
  one.status === other.status &&
  one.via === other.via &&
  one.address === other.address &&
  one.problem === other.problem &&
  one.hash === other.hash;

/**
 * What each phone fetched last. The bytes are those that were served, kept by reference as long as they are the ones that it
 * would get again; over a restart of the service only their hash is kept, which still says whether anything is different.
 */
import { z } from 'zod';
import { readIfThere, writeFileDurable } from '../../asterisk/process/durable-file.ts';
import type { Touched } from '../../db/journal.ts';
import type { Mac } from '../../phones/mac.ts';
import type { PhoneFetch } from '../../phones/index.ts';
import type { PhoneFiles, ServedFile } from '../../phones/provisioning/files.ts';
import type { PhoneProfile } from '../../phones/vendors/define.ts';
import { soon } from '../phones/soon.ts';

export interface Got {
  at: number;
  hash: string;
  /** Absent after a restart of the service, until the phone fetches again. */
  served?: { file: ServedFile; profile: PhoneProfile };
}

/** By the name in lower case that the phone asked for. */
export type GotFiles = ReadonlyMap<string, Got>;

export interface GotDeps {
  file: string;
  filesOf(mac: Mac): PhoneFiles | undefined;
  profileOf(mac: Mac): PhoneProfile | undefined;
  note(text: string): void;
}

export interface Kept {
  fetched(fetch: PhoneFetch): void;
  of(mac: Mac): GotFiles;
  /** With which it last fetched; unknown after a restart of the service, and then most likely the one of now. */
  passwordOf(mac: Mac): string | undefined;
  /** A phone that left the office has nothing of it when it comes back. */
  commit(touched: readonly Touched[]): void;
  stop(): void;
}

const entry = z.strictObject({ mac: z.string().regex(/^[0-9a-f]{12}$/), name: z.string().max(200), at: z.int(), hash: z.string().regex(/^[0-9a-f]{64}$/) }); // prettier-ignore
const stored = z.strictObject({ version: z.literal(1), files: z.array(entry) });

const pauseMs = 5000;
/** A phone has one to five files; what asks for more is no phone. */
const mostNames = 12;
const nothing: GotFiles = new Map();

export function keepGot(deps: GotDeps): Kept {
  const phones = new Map<Mac, Map<string, Got>>();
  let failed = false;

  const writing = soon(() => {
    const files = [...phones].flatMap(([mac, names]) =>
      [...names].map(([name, { at, hash }]) => ({ mac, name, at, hash })),
    );
    try {
      writeFileDurable(deps.file, `${JSON.stringify({ version: 1, files })}\n`);
      failed = false;
    } catch (error) {
      if (!failed) deps.note(`What phones fetched cannot be kept in ${deps.file}: ${String(error)}`);
      failed = true;
    }
  }, pauseMs);

  function set(mac: Mac, name: string, got: Got): void {
    const names = phones.get(mac) ?? new Map<string, Got>();
    phones.set(mac, names);
    if (names.has(name) || names.size < mostNames) names.set(name, got);
  }

  const text = readIfThere(deps.file);
  if (text !== undefined) {
    try {
      for (const { mac, name, at, hash } of stored.parse(JSON.parse(text)).files) set(mac, name, { at, hash });
    } catch (error) {
      // Each phone's next fetch puts it right.
      deps.note(`What phones fetched before could not be read from ${deps.file}: ${String(error)}`);
    }
  }

  return {
    fetched({ at, mac, by, status, hash, file }) {
      if (mac === undefined || hash === undefined || file === undefined || (by !== 'token' && by !== 'first-fetch'))
        return;
      // 304: it has these bytes already.
      if (status !== 200 && status !== 304) return;
      const files = deps.filesOf(mac);
      const served = files?.ok ? files.byName.get(file.toLowerCase()) : undefined;
      const profile = deps.profileOf(mac);
      const isServed = served?.hash === hash && profile !== undefined;
      set(mac, file.toLowerCase(), { at, hash, ...(isServed ? { served: { file: served, profile } } : {}) });
      writing.ask();
    },
    of: (mac) => phones.get(mac) ?? nothing,
    passwordOf(mac) {
      const secret = [...(phones.get(mac)?.values() ?? [])].filter(({ served }) => served?.file.file.isSecret);
      return secret.sort((a, b) => b.at - a.at)[0]?.served?.profile.adminPassword;
    },
    commit(touched) {
      for (const { table, id, after } of touched)
        if (table === 'phones' && after === null && phones.delete(id.replace(/^mac-/, ''))) writing.ask();
    },
    stop: () => writing.stop(),
  };
}

/**
 * Firmware for phones: keeps the files, serves them to phones that were told to have them, and follows each phone of a rollout
 * until it says the new version itself. That a phone fetched the file proves nothing yet; that it registers with the new
 * version does. When one does not come back with it in time, the rollout stops before it reaches more.
 */
import { join } from 'node:path';
import type { Office } from '../../db/office.ts';
import type { Registration } from '../../office/core/observed.ts';
import { refuse } from '../../office/core/refusal.ts';
import type { Actor } from '../../office/core/store.ts';
import { isSameVersion, phonesInStep, type Rollout } from '../../office/features/firmware/read.ts';
import { firmwareFiles, firmwareRollouts } from '../../office/features/firmware/table.ts';
import { phoneName } from '../../office/features/phones/rules.ts';
import type { Other } from '../../phones/index.ts';
import type { Mac } from '../../phones/mac.ts';
import { identifyPhone } from '../../phones/vendors/index.ts';
import { deviceOfPhone, type PhoneRow } from '../phones/profile.ts';
import { openPace } from './pace.ts';
import { openFirmwareStore, type FirmwareStore } from './store.ts';

export interface FirmwareDeps {
  office: Pick<Office, 'run' | 'read'>;
  dataDir: string;
  now(): number;
  seen(mac: Mac): { firmware?: string; address?: string } | undefined;
  registration(device: string): Registration;
  changed(): void;
  note(text: string): void;
  lookEveryMs?: number;
}

/**
 * `waiting`: told, nothing seen yet. `fetching`, `loading`: has begun, has the whole file. `proved`: it says the new version.
 * `away`: it cannot be reached, and is waited for without hurry. `failed`: it had time enough.
 */
export type FirmwareState = 'waiting' | 'fetching' | 'loading' | 'proved' | 'away' | 'failed';

export interface FirmwarePhone {
  mac: Mac;
  name: string;
  model: string;
  /** As it says itself; null while nobody has heard it. */
  version: string | null;
  state: FirmwareState;
}

export interface FirmwareDesk {
  store: FirmwareStore;
  other: Other;
  progress(rollout: Rollout): FirmwarePhone[];
  /** The next step, when every phone of this one that is there has proved itself. */
  goOn(rolloutId: string, actor: Actor): { id: number; words: string } | undefined;
  look(): void;
  /** Those that a phone's failure stopped and nobody has taken off the list. */
  stops(): { name: string; problem: string }[];
  stop(): Promise<void>;
}

/** A phone loads for up to a quarter of an hour, and looks for firmware when it restarts. */
const patienceMs = 30 * 60_000;
const product: Actor = { kind: 'system', name: 'Switchroom' };

interface Download {
  firmwareId: string;
  at: number;
  isWhole: boolean;
}

export function openFirmwareDesk(deps: FirmwareDeps): FirmwareDesk {
  const { read } = deps.office;
  const store = openFirmwareStore(join(deps.dataDir, 'firmware'), () => deps.now());
  const pace = openPace();
  /** By address: not every phone says its MAC when it fetches firmware. */
  const downloads = new Map<string, Download>();

  const registrationOf = (phone: PhoneRow) => {
    const device = deviceOfPhone(read, phone);
    return device === undefined ? undefined : deps.registration(device);
  };

  function versionOf(phone: PhoneRow): string | null {
    const one = registrationOf(phone);
    const said = one?.status === 'registered' ? identifyPhone({ sipUserAgent: one.userAgent })?.firmware : undefined;
    return said ?? deps.seen(phone.mac)?.firmware ?? null;
  }

  function progress(rollout: Rollout): FirmwarePhone[] {
    const file = read.get(firmwareFiles, rollout.firmwareId);
    if (!file) return [];
    return phonesInStep(read, rollout).map((phone) => {
      const version = versionOf(phone);
      const base = { mac: phone.mac, name: phoneName(phone), model: phone.model, version };
      if (version !== null && isSameVersion(version, file.version)) return { ...base, state: 'proved' as const };
      const download = downloads.get(deps.seen(phone.mac)?.address ?? '');
      const isOurs = download?.firmwareId === file.id && download.at >= rollout.stepAt;
      const one = registrationOf(phone);
      const isThere = isOurs || one === undefined || one.status === 'registered';
      // A phone that was off gets its time from when it is back.
      const began = isOurs ? download.at : Math.max(rollout.stepAt, one?.status === 'registered' ? one.since : 0);
      if (isThere && deps.now() - began > patienceMs) return { ...base, state: 'failed' as const };
      if (isOurs) return { ...base, state: download.isWhole ? ('loading' as const) : ('fetching' as const) };
      return { ...base, state: isThere ? ('waiting' as const) : ('away' as const) };
    });
  }

  /** What a person or the clock finds: a failure stops, the last step that is proved ends. */
  function look(): void {
    for (const rollout of read.all(firmwareRollouts, { state: 'running' })) {
      const phones = progress(rollout);
      const failed = phones.filter(({ state }) => state === 'failed');
      const version = read.get(firmwareFiles, rollout.firmwareId)?.version ?? '';
      const [first] = failed;
      if (first) {
        const problem = `${first.name} was to have ${version} and says ${first.version ?? 'nothing'} after half an hour`;
        run('firmware.stop', { id: rollout.id, problem: problem.slice(0, 290) });
      } else if (rollout.step === 'all' && phones.length > 0 && phones.every(({ state }) => state === 'proved'))
        run('firmware.widen', { id: rollout.id });
    }
  }

  function run(command: string, input: unknown): void {
    const outcome = deps.office.run(command, input, product);
    if (!outcome.ok) deps.note(`Firmware: ${outcome.error.message}`);
    deps.changed();
  }

  const other: Other = ({ path, method, address }) => {
    const [, owner, token, name, ...rest] = path.split('/');
    if (owner !== 'firmware' || method !== 'GET' || rest.length > 0 || !token) return undefined;
    const file = read.all(firmwareFiles, { token })[0];
    if (!file || file.fileName.toLowerCase() !== name?.toLowerCase() || !store.has(file.sha256)) return undefined;
    // Bounded: addresses of the office only, see the guards of the server.
    if (downloads.size > 20_000) downloads.clear();
    const download = { firmwareId: file.id, at: deps.now(), isWhole: false };
    return {
      status: 200,
      contentType: 'application/octet-stream',
      headers: { ETag: `"${file.sha256.slice(0, 32)}"`, 'Cache-Control': 'no-cache, private' },
      what: `firmware ${file.version}`,
      body: {
        length: file.bytes,
        open(range) {
          downloads.set(address, download);
          deps.changed();
          return pace.through(store.read(file.sha256, range), () => {
            if (range.end === file.bytes - 1) download.isWhole = true;
            deps.changed();
          });
        },
      },
    };
  };

  const timer = setInterval(look, deps.lookEveryMs ?? 10_000);
  timer.unref();
  return {
    store,
    other,
    progress,
    goOn(rolloutId, actor) {
      const rollout = read.get(firmwareRollouts, rolloutId);
      const open = rollout ? progress(rollout).filter(({ state }) => state !== 'proved') : [];
      const isOnlyAway = open.every(({ state }) => state === 'away');
      // The first phone has to be there: without it nothing is proved.
      if (rollout && open.length > 0 && (rollout.step === 'one' || !isOnlyAway))
        refuse({
          kind: 'rule',
          rule: 'rollout-not-proved',
          message: `${open[0]?.name ?? 'A phone'} does not say the new version yet. Wait until it does, or stop.`,
        });
      const outcome = deps.office.run('firmware.widen', { id: rolloutId }, actor);
      if (!outcome.ok) refuse(outcome.error);
      deps.changed();
      return outcome.entry;
    },
    look,
    stops: () =>
      read
        .all(firmwareRollouts, { state: 'stopped' })
        .filter(({ problem }) => problem !== '')
        .map(({ firmwareId, problem }) => {
          const file = read.get(firmwareFiles, firmwareId);
          return { name: file ? `${file.vendor} ${file.version}` : firmwareId, problem };
        }),
    async stop() {
      clearInterval(timer);
      await store.stop();
    },
  };
}

/**
 * The composition root: the only place that makes the parts of a running service and wires them. Everything that happens to
 * the office passes through `committed` below; everything that Asterisk and the network report passes through `observed`.
 */
import { mkdirSync, readFileSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { program as programOf } from '../asterisk/program/index.ts';
import { enginePaths } from '../asterisk/process/paths.ts';
import { markStale } from '../asterisk/process/run-record.ts';
import { readBack } from '../asterisk/apply/read-back.ts';
import { openRuntime } from '../asterisk/apply/runtime.ts';
import { openOffice, type Entry, type Touched } from '../db/office.ts';
import { extensionName } from '../office/features/extensions/legs.ts';
import { extensions } from '../office/features/extensions/table.ts';
import { identities } from '../office/features/identities/table.ts';
import { features, officeFlows } from '../office/features/index.ts';
import { network as networkTable } from '../office/features/network/table.ts';
import { trunks as trunkTable } from '../office/features/trunks/table.ts';
import type { Service } from './action.ts';
import { keepCertificate } from './certificates/keep.ts';
import { openCallHistory } from './calls/history.ts';
import { engineSettings, engineTables } from './engine/settings.ts';
import { openEmergencyDesk } from './emergency/desk.ts';
import { keepEngine } from './engine/keeper.ts';
import { handler } from './handle.ts';
import { findings } from './health/index.ts';
import { watchHotDesks } from './hot-desks/watch.ts';
import { forgetLamps } from './live/lamps.ts';
import { openLive } from './live/live.ts';
import { readQueuesAgain } from './live/queues.ts';
import { openMail } from './mail/mail.ts';
import { watchMissed } from './mail/missed.ts';
import { watchVoicemail } from './mail/voicemail.ts';
import { takePhoneChanges } from './live/phone-changes.ts';
import { openUndoneChanges } from './live/undone-changes.ts';
import { keepScheduleLamps } from './live/schedule-lamps.ts';
import { takeLock } from './lock.ts';
import { openLog } from './log.ts';
import { watchNetwork, type NetworkWatch } from './network/watch.ts';
import { createObserved } from './observed/store.ts';
import { openPhoneOffice } from './phone-office.ts';
import { makePlace, placeOf } from './place.ts';
import { openProver } from './prover/prover.ts';
import { hasSoundFile } from './prover/sound-files.ts';
import type { Push } from './protocol.ts';
import { collectTopics } from './pushes.ts';
import { serveSocket, type SocketServer } from './socket-server.ts';
import { openUploads } from './sounds/uploads.ts';
import type { Resolve } from './trunks/names.ts';
import { openTrunkDesk } from './trunks/desk.ts';

export interface ServiceOptions {
  /** Folder of the product's package.json: migrations, dialplan and bundle are found below it. */
  appRoot: string;
  dataDir: string;
  /** Win over the configuration. */
  address?: string | undefined;
  sipPort?: number | undefined;
  httpPort?: number | undefined;
  /** Where phones that are plugged in ask, for tests that run beside others. */
  pnp?: { group?: string; port?: number };
  /** Ports of the servers beside HTTP, for the same reason. */
  servers?: { tftp?: number; clock?: number };
  /** How the names of carriers are looked up, for tests without a name server. */
  resolveNames?: Resolve;
  now?: () => number;
  note?: (text: string) => void;
  /** A client asked for the end; `stop` is the caller's to call. */
  onStopRequest?: (keepCalls: boolean) => void;
}

export interface RunningService {
  socket: string;
  service: Service;
  network(): NetworkWatch['network'];
  /** Looks at the computer's addresses now; resolves when a change is carried through. */
  lookAtNetwork(): Promise<void>;
  /** Resolves when the engine runs or has said why not, and phones are served. */
  settled: Promise<void>;
  stop(options: { keepCalls: boolean }): Promise<void>;
}

const leastFollowPauseMs = 50;
const healthEveryMs = 5000;
const verifyEveryMs = 5 * 60_000;

export async function createService(options: ServiceOptions): Promise<RunningService> {
  const { appRoot, now = Date.now } = options;
  const place = placeOf(options.dataDir);
  makePlace(place);
  const lock = takeLock(place.lock, place.dataDir);
  const ends: (() => unknown)[] = [() => lock.release()];
  try {
    return await compose();
  } catch (error) {
    for (const end of ends.reverse()) await end();
    throw error;
  }

  async function compose(): Promise<RunningService> {
    const log = openLog(place.dataDir, options.note);
    const office = openOffice({
      file: place.officeDatabase,
      migrations: join(appRoot, 'db/migrations'),
      features,
      now,
    });
    ends.push(() => office.close());
    const paths = enginePaths(place.dataDir);
    mkdirSync(paths.root, { recursive: true, mode: 0o700 });
    const runtime = openRuntime(paths.runtimeDatabase, appRoot);
    ends.push(() => runtime.close());
    if (runtime.isNew) markStale(paths);
    const history = openCallHistory(paths.callsDatabase);
    ends.push(() => history.close());

    const undoneChanges = openUndoneChanges({
      file: join(place.dataDir, 'phone-changes-undone.json'),
      read: office.read,
      now,
      note: log.note,
    });

    /** Made last, but named by what is made before. */
    const later: { door?: SocketServer; watch?: NetworkWatch } = {};
    const push = (message: Push) => later.door?.push(message);
    const topics = collectTopics(push);
    ends.push(() => topics.stop());
    let isEnding = false;

    const observed = createObserved({
      now,
      changed(topic) {
        topics.changed(topic);
        if (topic === 'observed:registrations') followRegistrations();
        if (topic === 'observed:engine') followManager();
        if (topic === 'observed:calls') followCalls();
      },
      registered: (device) => engine.registered(device),
      strangers: (devices) => engine.strangers(devices),
      network: { interfaces: [], address: null, chosenBy: null, ...wish(), change: null },
    });

    function wish() {
      const row = office.read.get(networkTable, 'network');
      return {
        interface: options.address === undefined ? (row?.interface ?? '') : '',
        fixedAddress: options.address ?? row?.fixedAddress ?? '',
        sipPort: options.sipPort ?? row?.sipPort ?? 5060,
        httpPort: options.httpPort ?? row?.httpPort ?? 8480,
      };
    }

    const lamps = (numbers: string[]): void => {
      if (engine.engine) forgetLamps(engine.engine, numbers).catch((error: unknown) => log.failure(error, 'the lamps'));
    };

    const live = openLive({
      projection: office,
      runtime,
      now,
      readBack: (result) => observed.setReadBack(result),
      lamps,
      queues: (ids) => {
        if (engine.engine)
          readQueuesAgain(engine.engine, ids).catch((error: unknown) => log.failure(error, 'the queues'));
      },
      askEngine: async (owned) =>
        observed.engine.manager === 'ready' ? readBack((expression) => engine.evaluate(expression), owned) : undefined,
      note: log.note,
    });
    ends.push(() => live.stop());

    const certificate = keepCertificate({
      dataDir: place.dataDir,
      isWanted: () =>
        office.read.count(identities, { transport: 'tls' }) > 0 ||
        office.read.count(networkTable, { https: true }) > 0 ||
        office.read.count(trunkTable, { transport: 'tls', enabled: true }) > 0,
      address: () => observed.network.address,
      now,
      problem: (error) => log.failure(error, 'the certificate for TLS'),
    });

    const trunks = openTrunkDesk({
      read: office.read,
      dataDir: place.dataDir,
      now,
      engine: () => engine,
      isReady: () => observed.engine.manager === 'ready',
      set(list) {
        observed.setTrunks(list);
        lookAtHealth();
      },
      note: log.note,
      problem: (error) => log.failure(error, 'the trunks'),
      resolve: options.resolveNames,
    });
    ends.push(() => trunks.stop());

    const program = programOf(appRoot);
    const engine = keepEngine({
      appRoot,
      dataDir: place.dataDir,
      settings: () => engineSettings(office.read, observed.network, program, certificate.current, trunks.addressesOf),
      observed,
      now,
      changed: lookAtHealth,
      phoneChange: takeChanges,
      trunkEvent: (event) => {
        phones.engineSaid(event);
        return trunks.event(event);
      },
      emergency: (event) => emergency.event(event),
      emergencySync: async () => {
        await emergency.sync();
        await emergency.verify();
      },
      note: log.note,
    });
    ends.push(() => engine.detach());

    const phones = openPhoneOffice({
      office,
      dataDir: place.dataDir,
      paths,
      observed,
      engine,
      certificate,
      topics,
      log,
      now,
      healthChanged: lookAtHealth,
      fetched: (mac) => later.watch?.fetched(mac),
      pnp: options.pnp,
      ports: options.servers,
    });
    const { desk, practice } = phones.parts;
    ends.push(() => phones.stop());

    const mail = openMail({
      dataDir: place.dataDir,
      read: office.read,
      now,
      changed: () => topics.changed('observed:mail'),
      note: log.note,
    });
    ends.push(() => mail.stop());
    const voicemail = watchVoicemail({
      read: office.read,
      folder: join(paths.spool, 'voicemail/default'),
      file: join(place.dataDir, 'voicemail-mailed.json'),
      add: (letter) => mail.add(letter),
      isOn: () => mail.isOn,
      note: log.note,
    });
    ends.push(() => voicemail.stop());
    const missed = watchMissed({
      read: office.read,
      flows: () => officeFlows(office.read),
      history,
      file: join(place.dataDir, 'missed-calls-mailed.json'),
      now,
      add: (letter) => mail.add(letter),
      isOn: () => mail.isOn,
      note: log.note,
    });
    ends.push(() => missed.stop());
    const emergency = openEmergencyDesk({
      dataDir: place.dataDir,
      read: office.read,
      mail,
      list: async (name, headers) => (await engine.engine?.list(name, headers)) ?? [],
      action: (name, headers) => engine.action(name, headers),
      now,
      changed() {
        topics.changed('observed:emergency');
        lookAtHealth();
      },
      note: log.note,
      failure: log.failure,
    });
    ends.push(() => emergency.stop());

    const prover = openProver({
      office,
      now,
      hasSound: (id) => hasSoundFile(office.read, place.dataDir, appRoot, id),
      changed: () => {
        topics.changed('observed:proof');
        lookAtHealth();
      },
      failed: (error) => log.failure(error, 'proving the coming week'),
    });
    ends.push(() => prover.stop());

    const scheduleLamps = keepScheduleLamps({
      read: office.read,
      now,
      isReady: () => observed.engine.manager === 'ready',
      action: (name, fields) => engine.action(name, fields),
      forget: lamps,
      changed: () => topics.changed('schedules'),
      problem: (error) => log.failure(error, 'the lamps of hours'),
    });
    ends.push(() => scheduleLamps.stop());

    const service: Service = {
      place,
      version: versionOf(appRoot),
      startedAt: now(),
      office,
      observed,
      engine,
      ...phones.parts,
      live,
      history,
      trunks,
      mail,
      emergency,
      prover,
      uploads: openUploads(now),
      now,
    };

    /** Trunks are asked anew when Asterisk can be asked again; while it cannot, nothing is known of them. */
    let wasReady = false;
    function followManager(): void {
      const isReady = observed.engine.manager === 'ready';
      if (isReady === wasReady) return;
      wasReady = isReady;
      if (isReady) scheduleLamps.look();
      if (!isReady) return trunks.lost();
      trunks.changed();
      background('asking the trunks', () => trunks.qualify());
    }

    let followingCalls: NodeJS.Immediate | undefined;
    function followCalls(): void {
      followingCalls ??= setImmediate(() => {
        followingCalls = undefined;
        phones.callsChanged(observed.calls);
      });
    }
    ends.push(() => clearImmediate(followingCalls));

    let following: NodeJS.Timeout | undefined;
    let followPauseMs = leastFollowPauseMs;
    function followRegistrations(): void {
      following ??= setTimeout(() => {
        following = undefined;
        const began = performance.now();
        phones.registrationsChanged();
        // When thousands come back at once each look takes long: phones that wait for their settings come first.
        followPauseMs = Math.max(leastFollowPauseMs, 10 * (performance.now() - began));
      }, followPauseMs);
    }
    ends.push(() => clearTimeout(following));

    function lookAtHealth(): void {
      if (isEnding) return;
      const before = observed.health;
      const items = findings(
        {
          observed,
          engine: engine.engine,
          missingAddress: later.watch?.missing ?? null,
          runtimeFailure: live.failure,
          ...phones.health(),
          proof: prover.proof,
          emergencyCalls: emergency.calls(),
          emergencyRouteFaults: emergency.routeFaults,
          freeBytes: freeBytes(place.dataDir),
          trunks: office.read.all(trunkTable),
          mail: mail.isOn ? mail.state() : undefined,
          undoneChanges: undoneChanges.list(),
          now: now(),
        },
        before,
      );
      observed.setHealth(items);
      if (observed.health !== before) push({ event: 'health', items });
    }

    function takeChanges(): void {
      takePhoneChanges({
        office,
        runtime,
        nameOf: (id) => {
          const extension = office.read.get(extensions, id);
          return extension ? extensionName(extension) : id;
        },
        repair: live.all,
        undoneChanges,
        note: log.note,
      });
    }

    /** Work that nobody waits for: what goes wrong with it is in the log and ends nothing else. */
    function background(what: string, work: () => unknown): void {
      void Promise.resolve()
        .then(work)
        .catch((error: unknown) => log.failure(error, what));
    }

    /** The change is stored: whatever follows from it, no step may keep the others from happening. */
    function committed(touched: readonly Touched[], entry: Entry): void {
      const tables = new Set(touched.map(({ table }) => table));
      const step = (what: string, work: () => unknown) => {
        try {
          work();
        } catch (error) {
          log.failure(error, what);
        }
      };
      step('making a change live', () => live.commit(touched) || lookAtHealth());
      if (tables.has('mail')) step('mail with new settings', () => mail.settingsChanged());
      step('proving the coming week', () => prover.commit(touched));
      step('the lamps of hours', () => scheduleLamps.commit(touched));
      phones.commit(touched, step);
      step('the lamps of hot desks', () => hotDesks.commit(touched));
      if (tables.has('trunks')) step('the state of trunks', () => trunks.changed());
      step('telling windows of a change', () => {
        for (const topic of [...tables, 'journal']) topics.changed(topic);
        topics.flush();
        push({ event: 'journal', entry: { id: entry.id, words: entry.words, actor: entry.actor } });
      });
      if ([...tables].some((table) => engineTables.has(table)))
        background('new settings of the engine', () => settingsChanged(touched));
      else if (tables.has('identities')) background('transports of the engine', transportsChanged);
    }

    /** The first identity with TLS needs a transport for it, the last one takes it away. */
    async function transportsChanged(): Promise<void> {
      if (!(await certificate.look())) return;
      await engine.apply();
      lookAtHealth();
    }

    async function settingsChanged(touched: readonly Touched[]): Promise<void> {
      await later.watch?.look();
      await certificate.look();
      await phones.parts.servers.look();
      await engine.apply();
      trunks.applied(touched.filter(({ table }) => table === 'trunks').map(({ id }) => id));
      lookAtHealth();
    }

    takeChanges();
    live.all();
    scheduleLamps.look();
    const hotDesks = watchHotDesks({ office, now, lamps, note: log.note });
    ends.push(() => hotDesks.stop());
    ends.push(office.onCommit(committed));
    hotDesks.look();

    const watch = await watchNetwork({
      wish,
      set: (next) => observed.setNetwork(next),
      async moved(next) {
        await certificate.look();
        const [atEngine, atDesk] = await Promise.allSettled([engine.apply(), desk.serve(next)]);
        lookAtHealth();
        practice.look();
        for (const done of [atEngine, atDesk]) if (done.status === 'rejected') throw done.reason;
      },
      tellPhones: () => desk.tellAll(),
      now,
      problem: (error) => log.failure(error, 'the network'),
    });
    later.watch = watch;
    ends.push(() => watch.stop());

    const answer = handler(service, features, log);
    const door = await serveSocket({
      path: place.socket,
      async handle(request) {
        if (request.op !== 'stop') return answer(request);
        setImmediate(() => options.onStopRequest?.(request.keepCalls));
        return { ok: true, value: { keepCalls: request.keepCalls } };
      },
    });
    later.door = door;
    ends.push(() => door.close());

    const timers = [
      setInterval(lookAtHealth, healthEveryMs),
      setInterval(() => background('the comparison with Asterisk', () => live.verify()), verifyEveryMs),
      setInterval(() => background('the emergency route', () => emergency.verify()), verifyEveryMs / 5),
    ];
    for (const timer of timers) timer.unref();
    ends.push(() => timers.forEach((timer) => clearInterval(timer)));

    const settled = Promise.all([certificate.look().then(() => engine.start()), desk.serve(watch.network)]).then(
      async () => {
        lookAtHealth();
        practice.look();
        await live.verify();
      },
      (error: unknown) => void log.failure(error, 'the start'),
    );

    let ending: Promise<void> | undefined;
    async function end(keepCalls: boolean): Promise<void> {
      isEnding = true;
      // The comparison with Asterisk, which the start ends with, takes seconds in a large office.
      live.stop();
      await settled;
      // Nobody's call for help ends with the program: the engine stays, and the next start finds it.
      const emergencies = (await engine.engine?.emergencyCalls()) ?? 0;
      if (!keepCalls && emergencies === 0) await engine.stop();
      for (const one of ends.reverse()) await one();
    }
    return {
      socket: place.socket,
      service,
      network: () => watch.network,
      lookAtNetwork: () => watch.look(),
      settled,
      stop: ({ keepCalls }) => (ending ??= end(keepCalls)),
    };
  }
}

const versionOf = (appRoot: string): string =>
  (JSON.parse(readFileSync(join(appRoot, 'package.json'), 'utf8')) as { version: string }).version;

function freeBytes(folder: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return undefined; // Not every file system says; then there is nothing to warn of.
  }
}

/**
 * What is known of the office's trunks: asked of Asterisk every few seconds and at each of its events, so that every value has
 * an age and none waits for ever. Also the place where calls tell what became of them.
 */
import type { AmiEvent } from '../../asterisk/ami/messages.ts';
import { logSince, logSize } from '../../asterisk/process/log-tail.ts';
import type { TrunkObserved, TrunkTest } from '../../office/core/observed.ts';
import type { Read } from '../../office/core/store.ts';
import { namesOf, namesOfTrunk } from '../../office/features/trunks/lines.ts';
import { trunksInOrder, type Trunk } from '../../office/features/trunks/read.ts';
import { trunks as trunkTable } from '../../office/features/trunks/table.ts';
import { keepNames, resolveName, type Resolve } from './names.ts';
import { loginFailures, loginOf, reachOf, type Login, type Reach } from './reduce.ts';

export interface TrunkWatchDeps {
  read: Read;
  now: () => number;
  /** Undefined while Asterisk cannot be asked. */
  engine():
    | {
        list(name: string, headers?: Record<string, string>): Promise<AmiEvent[]>;
        action(name: string, headers: Record<string, string>): Promise<unknown>;
        log: string;
      }
    | undefined;
  set(trunks: TrunkObserved[]): void;
  /** Addresses of a carrier are different: the engine's files have to be. */
  moved(): void;
  tests(): ReadonlyMap<string, TrunkTest>;
  problem(error: unknown): void;
  resolve?: Resolve;
  everyMs?: number;
  namesEveryMs?: number;
}

export interface TrunkWatch {
  addressesOf(name: string): readonly string[];
  /** Whether the event was about a trunk. */
  event(event: AmiEvent): boolean;
  /** Trunks or their tests are different: shown at once, asked soon. */
  changed(): void;
  /** The engine has new settings of these trunks: their logins are tried with them at once. */
  applied(ids: readonly string[]): void;
  /** Has Asterisk ask the other sides whether they are there. */
  qualify(): Promise<void>;
  lost(): void;
  /** Asks Asterisk now. */
  ask(): Promise<void>;
  lookNames(): Promise<void>;
  stop(): void;
}

interface Known {
  askedAt: number | null;
  login: Login | null;
  reach: Reach;
  lastCall: TrunkObserved['lastCall'];
  unknown: Map<string, { at: number; count: number }>;
}

const mostUnknown = 20;

export function watchTrunks(deps: TrunkWatchDeps): TrunkWatch {
  const { read, now } = deps;
  const names = keepNames(deps.resolve ?? resolveName, now);
  const known = new Map<string, Known>();
  const failures = new Map<string, number | null>();
  let logAt: number | undefined;
  let asking: Promise<void> | undefined;
  let isAskedAgain = false;
  let isStopped = false;
  let soon: NodeJS.Timeout | undefined;

  const of = (id: string): Known => {
    let one = known.get(id);
    if (!one) {
      const reach: Reach = { status: 'unknown', since: now(), roundTripMs: null };
      known.set(id, (one = { askedAt: null, login: null, reach, lastCall: null, unknown: new Map() }));
    }
    return one;
  };

  function show(): void {
    const all = read.all(trunkTable);
    for (const id of [...known.keys()]) if (!all.some((trunk) => trunk.id === id)) known.delete(id);
    deps.set(all.map((trunk) => observedOf(trunk)));
  }

  function observedOf(trunk: Trunk): TrunkObserved {
    const one = of(trunk.id);
    return {
      id: trunk.id,
      askedAt: trunk.enabled ? one.askedAt : null,
      login: trunk.kind === 'registration' ? one.login : null,
      reach: one.reach,
      names: names.lookups(namesOfTrunk(trunk)),
      lastCall: one.lastCall,
      unknownNumbers: [...one.unknown].map(([number, seen]) => ({ number, ...seen })).reverse(),
      lastTest: deps.tests().get(trunk.id) ?? null,
    };
  }

  /** One question at a time; what is asked meanwhile is asked once more afterwards. */
  function ask(): Promise<void> {
    if (asking) {
      isAskedAgain = true;
      return asking;
    }
    asking = askOnce()
      .catch((error: unknown) => deps.problem(error))
      .finally(() => {
        asking = undefined;
        if (!isAskedAgain || isStopped) return;
        isAskedAgain = false;
        void ask();
      });
    return asking;
  }

  async function askOnce(): Promise<void> {
    const engine = deps.engine();
    const active = trunksInOrder(read);
    if (!engine || active.length === 0) return show();
    const logins = await engine.list('PJSIPShowRegistrationsOutbound');
    readLog(engine.log);
    for (const trunk of active) {
      const items = await engine.list('PJSIPShowEndpoint', { Endpoint: trunk.id });
      const one = of(trunk.id);
      one.askedAt = now();
      const was = one.reach.status;
      one.reach = reachOf(one.reach, items, now());
      // Who is back has forgotten us, perhaps: the next login of Asterisk's own may be minutes away.
      if (was === 'unreachable' && one.reach.status === 'reachable') logIn([trunk.id]);
      const login = logins.find((item) => item.event === 'OutboundRegistrationDetail' && item.objectname === trunk.id);
      one.login = login
        ? loginOf(one.login, login.status ?? '', failures.get(login.clienturi ?? ''), now())
        : trunk.kind === 'registration'
          ? (one.login ?? { status: 'trying', since: now(), code: null })
          : null;
    }
    show();
  }

  /** Left to itself Asterisk asks for the first time at any moment of the next quarter of a minute. */
  async function qualify(): Promise<void> {
    const engine = deps.engine();
    if (!engine) return;
    await Promise.all(trunksInOrder(read).map(({ id }) => engine.action('PJSIPQualify', { Endpoint: id })));
  }

  function logIn(ids: readonly string[]): void {
    const engine = deps.engine();
    for (const trunk of trunksInOrder(read))
      if (engine && trunk.kind === 'registration' && ids.includes(trunk.id))
        engine.action('PJSIPRegister', { Registration: trunk.id }).catch(deps.problem);
  }

  function readLog(log: string): void {
    const size = logSize(log);
    // A log of an earlier run of the service tells of logins that are over.
    if (logAt !== undefined && size < logAt) logAt = 0;
    for (const [address, code] of loginFailures(logSince(log, logAt ?? 0))) failures.set(address, code);
    logAt = size;
  }

  function askSoon(): void {
    soon ??= setTimeout(() => {
      soon = undefined;
      void ask();
    }, 100);
  }

  async function lookNames(): Promise<void> {
    if (await names.look(namesOf(read))) deps.moved();
    show();
  }

  function userEvent(event: AmiEvent): boolean {
    const trunk = event.trunk ?? '';
    if (!trunk.startsWith('trk-')) return false;
    if (event.userevent === 'TrunkResult') {
      const code = Number(event.cause);
      of(trunk).lastCall = { at: now(), result: event.result ?? '', code: code > 0 ? code : null };
      // One caller waited for nothing; the next ones need not when Asterisk knows that nobody is there.
      if (event.result === 'DOWN' && !(code > 0)) qualify().catch(deps.problem);
    } else if (event.userevent === 'UnknownNumber') {
      const { unknown } = of(trunk);
      const number = event.number ?? '';
      const count = (unknown.get(number)?.count ?? 0) + 1;
      unknown.delete(number);
      unknown.set(number, { at: now(), count });
      for (const first of unknown.keys()) if (unknown.size > mostUnknown) unknown.delete(first);
    } else return false;
    show();
    return true;
  }

  const timers = [
    setInterval(() => void ask(), deps.everyMs ?? 10_000),
    setInterval(() => void lookNames().catch(deps.problem), deps.namesEveryMs ?? 60_000),
  ];
  for (const timer of timers) timer.unref();

  return {
    addressesOf: (name) => names.addressesOf(name),
    event(event) {
      if (event.event === 'UserEvent') return userEvent(event);
      // A call that was answered ends in its own channel, and tells nothing more in the dialplan.
      const [, answered] = /^PJSIP\/(trk-[a-z0-9]+)-[0-9a-f]+$/.exec(event.destchannel ?? '') ?? [];
      if (event.event === 'DialEnd' && event.dialstatus === 'ANSWER' && answered !== undefined) {
        of(answered).lastCall = { at: now(), result: 'ANSWER', code: 200 };
        show();
        return false;
      }
      const isOurs =
        event.event === 'Registry' || (event.event === 'ContactStatus' && (event.aor ?? '').startsWith('trk-'));
      if (isOurs) askSoon();
      return isOurs;
    },
    changed() {
      show();
      askSoon();
      void lookNames().catch(deps.problem);
    },
    applied(ids) {
      logIn(ids);
      if (ids.length > 0) qualify().catch(deps.problem);
    },
    qualify,
    lost() {
      for (const one of known.values()) one.askedAt = null;
      show();
    },
    ask,
    lookNames,
    stop() {
      isStopped = true;
      for (const timer of timers) clearInterval(timer);
      clearTimeout(soon);
    },
  };
}

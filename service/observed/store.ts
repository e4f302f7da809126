/**
 * What Asterisk and the network report, as last heard: reducers say what an event changes, this keeps it and says which
 * topics changed. After each connect everything is read again, because events were missed; while the manager interface
 * is away nothing is known, and nothing is called offline.
 */
import type { AmiEvent } from '../../asterisk/ami/messages.ts';
import type {
  Device,
  EngineObserved,
  HealthItem,
  LiveCall,
  NetworkObserved,
  Observed,
  ReadBack,
  Registration,
  SeenPhone,
  TrunkObserved,
} from '../../office/core/observed.ts';
import { callsOf, channelOfList, reduceChannel, type Channel } from './channels.ts';
import { reduceDeviceState } from './device-states.ts';
import { inLine, queueCallerOfList, reduceQueue, type Waiting } from './queues.ts';
import { contactOfList, reduceRegistration } from './registrations.ts';
import type { ObservedTopic } from './topics.ts';

/** The part of the AMI port that a re-sync needs. */
export interface ListSource {
  list(name: string, headers?: Record<string, string>): Promise<AmiEvent[]>;
}

export interface ObservedStore extends Observed {
  event(event: AmiEvent): void;
  /** Reads contacts, device states and channels; events that arrive meanwhile are kept and applied after the lists. */
  sync(source: ListSource): Promise<void>;
  managerLost(): void;
  setEngine(engine: EngineObserved): void;
  setNetwork(network: NetworkObserved): void;
  setHealth(items: HealthItem[]): void;
  setPhones(phones: SeenPhone[]): void;
  setReadBack(readBack: ReadBack): void;
  setTrunks(trunks: readonly TrunkObserved[]): void;
  /** Channels as Asterisk names them, for hanging up. */
  channelsOf(call: string): string[];
  /** What PJSIPShowEndpoint says about the contact of a device: its software, which no event tells. */
  contactDetail(device: Device, userAgent: string): void;
}

export interface StoreOptions {
  now: () => number;
  /** A device has registered from another place: somebody may ask what it is. */
  registered?(device: Device): void;
  /** Asterisk has not looked at these since its start, or in vain just after they had registered. */
  strangers?(devices: readonly Device[]): void;
  changed: (topic: ObservedTopic) => void;
  network: NetworkObserved;
}

const unknown: Registration = { status: 'unknown' };
const never: Registration = { status: 'never' };

/** So long a phone that has registered may not be ready to answer yet. */
const justHereMs = 60_000;

export function createObserved(options: StoreOptions): ObservedStore {
  const { now, changed } = options;
  let registrations = new Map<Device, Registration>();
  let inUse = new Map<Device, boolean | null>();
  let channels = new Map<string, Channel>();
  let calls: LiveCall[] | undefined;
  let waitingCallers: Waiting = new Map();
  /** Without it an absent device is unknown; with it, one that was never seen. */
  let isSynced = false;
  let waiting: AmiEvent[] | undefined;
  let round = 0;

  const state = {
    engine: {
      state: 'stopped',
      since: now(),
      manager: 'lost',
      version: null,
      pid: null,
      failure: null,
    } as EngineObserved,
    health: [] as HealthItem[],
    network: options.network,
    phones: [] as readonly SeenPhone[],
    trunks: [] as readonly TrunkObserved[],
    readBack: { at: null, compared: 0, differences: [] } as ReadBack,
  };

  const registration = (device: Device): Registration => (isSynced ? (registrations.get(device) ?? never) : unknown);

  function apply(event: AmiEvent): void {
    // Not all there is to a Hangup: the channel itself goes away below.
    if (reduceQueue(waitingCallers, event, now())) changed('observed:queues');
    const contact = reduceRegistration(registration, event, now());
    if (contact) {
      const last = registrations.get(contact.device);
      registrations.set(contact.device, contact.registration);
      const { registration: next } = contact;
      const isNew = next.status === 'registered' && !(last?.status === 'registered' && last.address === next.address);
      if (isNew) options.registered?.(contact.device);
      const isJustHere = last?.status === 'registered' && now() - last.since < justHereMs;
      if (isJustHere && event['contactstatus'] === 'Unreachable') options.strangers?.([contact.device]);
      return changed('observed:registrations');
    }
    const device = reduceDeviceState(event);
    if (device) {
      if (inUse.get(device.device) === device.inUse) return;
      inUse.set(device.device, device.inUse);
      return changed('observed:devices');
    }
    const change = reduceChannel((id) => channels.get(id), event, now());
    if (!change) return;
    if ('set' in change) channels.set(change.set.uniqueId, change.set);
    else channels.delete(change.remove);
    calls = undefined;
    changed('observed:calls');
    if ('remove' in change) changed('observed:history');
  }

  return {
    get engine() {
      return state.engine;
    },
    get health() {
      return state.health;
    },
    get network() {
      return state.network;
    },
    get phones() {
      return state.phones as SeenPhone[];
    },
    get trunks() {
      return state.trunks;
    },
    get readBack() {
      return state.readBack;
    },
    get calls() {
      return isSynced ? (calls ??= callsOf(channels.values())) : [];
    },
    get queues() {
      return isSynced ? inLine(waitingCallers) : [];
    },
    registration,
    inUse: (device) => (isSynced ? (inUse.get(device) ?? false) : null),
    channelsOf: (call) => [...channels.values()].filter((one) => one.linkedId === call).map((one) => one.name),
    contactDetail(device, userAgent) {
      const one = registrations.get(device);
      if (one?.status !== 'registered' || one.userAgent === userAgent) return;
      registrations.set(device, { ...one, userAgent: userAgent.slice(0, 200) });
      changed('observed:registrations');
    },
    event(event) {
      if (waiting) waiting.push(event);
      else if (isSynced) apply(event);
    },
    async sync(source) {
      const mine = ++round;
      waiting = [];
      const [contacts, states, list, queues] = await Promise.all([
        source.list('PJSIPShowContacts'),
        source.list('DeviceStateList'),
        source.list('CoreShowChannels'),
        source.list('QueueStatus'),
      ]);
      if (mine !== round) return; // Lost or connected again meanwhile: that round answers.
      const before = registrations;
      registrations = new Map();
      // After a start of Asterisk it knows the contacts, and has not looked yet whether they are still there.
      const strangers: Device[] = [];
      for (const item of contacts) {
        const contact = contactOfList((device) => before.get(device) ?? never, item, now());
        if (contact) registrations.set(contact.device, contact.registration);
        if (contact && item['status'] === 'NonQualified') strangers.push(contact.device);
      }
      // Who was registered or refused before the connection was lost, and is gone now, stays known as such.
      for (const [device, last] of before) {
        if (registrations.has(device)) continue;
        if (last.status === 'unregistered') registrations.set(device, last);
        if (last.status === 'registered') registrations.set(device, { status: 'unregistered', since: now() });
      }
      inUse = new Map(states.flatMap((item) => pair(reduceDeviceState(item))));
      const known = channels;
      channels = new Map();
      for (const item of list) {
        const channel = channelOfList(item, now());
        if (channel)
          channels.set(channel.uniqueId, {
            ...channel,
            dialled: known.get(channel.uniqueId)?.dialled ?? channel.dialled,
          });
      }
      waitingCallers = new Map(
        queues.flatMap((item) => {
          const one = queueCallerOfList(item, now());
          return one ? [[one.channel, one] as const] : [];
        }),
      );
      calls = undefined;
      isSynced = true;
      const missed = waiting;
      waiting = undefined;
      if (strangers.length > 0) options.strangers?.(strangers);
      for (const event of missed) apply(event);
      for (const topic of ['observed:registrations', 'observed:devices', 'observed:calls', 'observed:queues'] as const)
        changed(topic);
    },
    managerLost() {
      round += 1;
      waiting = undefined;
      if (!isSynced) return;
      isSynced = false;
      // What was known stays in the maps for the re-sync; while it is not synced it is not answered.
      for (const topic of ['observed:registrations', 'observed:devices', 'observed:calls', 'observed:queues'] as const)
        changed(topic);
    },
    setEngine(engine) {
      if (same(engine, state.engine)) return;
      state.engine = engine;
      changed('observed:engine');
    },
    setNetwork(network) {
      if (same(network, state.network)) return;
      state.network = network;
      changed('observed:network');
    },
    setHealth(items) {
      if (same(items, state.health)) return;
      state.health = items;
      changed('observed:health');
    },
    setPhones(phones) {
      state.phones = phones;
      changed('observed:phones');
    },
    setTrunks(trunks) {
      if (same(trunks, state.trunks)) return;
      state.trunks = trunks;
      changed('observed:trunks');
    },
    setReadBack(readBack) {
      state.readBack = readBack;
      changed('observed:read-back');
    },
  };
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const pair = (state: ReturnType<typeof reduceDeviceState>): [Device, boolean | null][] =>
  state ? [[state.device, state.inUse]] : [];

/**
 * Finds phones on the office's networks for the rest of the service: one look at a time, started and cancelled by a person,
 * with its progress pushed to windows; what it finds is fed into the lives of phones, so that it appears under New with
 * evidence. What was seen stays known until the service ends, with first and last time.
 */
import { networkInterfaces } from 'node:os';
import type { AmiEvent } from '../../asterisk/ami/messages.ts';
import type { SeenPhone } from '../../office/core/observed.ts';
import { refuse, refuseField } from '../../office/core/refusal.ts';
import { createInventory } from '../../phones/discovery/inventory.ts';
import { listenMdns, type Announcement, type MdnsListener } from '../../phones/discovery/mdns.ts';
import { scan, type ScanCounts, type ScanOptions, type ScanProgress } from '../../phones/discovery/scan.ts';
import type { Device } from '../../phones/discovery/signs.ts';
import { isWithin, MOST_HOSTS_UNASKED, namedSubnet, planSubnets, type LeftOut, type OwnAddress, type Subnet } from '../../phones/discovery/subnets.ts'; // prettier-ignore
import { kindOfServices } from '../../phones/discovery/verdict.ts';
import { passiveReports, scanReports, whyLeftOut, type MethodReport } from '../../phones/discovery/why.ts';
import type { Mac } from '../../phones/mac.ts';
import { deviceText } from '../../phones/text.ts';
import { deviceOfSeen, withEvidence } from './heard.ts';

export interface FinderDeps {
  now(): number;
  /** Something about the look, or the devices, is different. */
  changed(topic: 'observed:discovery' | 'observed:found'): void;
  /** A phone was found: it appears under New. */
  found(mac: Mac, device: Device): void;
  seenPhones(): readonly SeenPhone[];
  /** Why phones cannot be listened to, and whether they are told where their settings are. */
  listening(): { failure: string | undefined; isOffering: boolean };
  problem(error: unknown): void;
  interfaces?: () => OwnAddress[];
  scan?: typeof scan;
}

export interface FinderState {
  isRunning: boolean;
  progress: ScanProgress | null;
  startedAt: number | null;
  endedAt: number | null;
  isCancelled: boolean;
  /** Why the last look broke off, in the system's words. */
  failure: string | null;
  networks: { cidr: string; interface: string; hosts: number; isLookedAt: boolean; isChoosable: boolean; why: string | null }[]; // prettier-ignore
  methods: MethodReport[];
}

export interface Finder {
  /** Refuses what lies outside the office's networks, and large ones without `large`. */
  start(wish: { networks?: readonly string[] | undefined; large?: boolean }): Promise<void>;
  cancel(): void;
  state(): FinderState;
  devices(): Device[];
  /** Somebody says that this device is a phone, though it did not say so itself: it stands under New from now on. */
  take(mac: Mac): void;
  /** What Asterisk says of registrations that it refused. */
  engineSaid(event: AmiEvent): void;
  stop(): Promise<void>;
}

const feedEveryMs = 500;
const lookForNetworksMs = 30_000;
const networksKeptMs = 2000;
/** Asterisk's security events of a device that may be a phone set up for somebody else. */
const refusals = new Set(['InvalidAccountID', 'ChallengeResponseFailed', 'InvalidPassword']);

const ownAddresses = (): OwnAddress[] =>
  Object.entries(networkInterfaces()).flatMap(([name, list]) =>
    (list ?? []).map(({ address, netmask, internal }) => ({ name, address, netmask, internal })),
  );

export function openFinder(deps: FinderDeps): Finder {
  const { interfaces = ownAddresses, scan: look = scan } = deps;
  const now = () => deps.now();
  const inventory = createInventory();
  const listeners = new Map<string, MdnsListener>();
  const refused = new Set<string>();
  const fed = new Map<Mac, string>();
  let running: { stop: AbortController; done: Promise<void> } | undefined;
  let progress: ScanProgress | null = null;
  let lookedAt: readonly Subnet[] = [];
  let counts: ScanCounts | undefined;
  let startedAt: number | null = null;
  let endedAt: number | null = null;
  let isCancelled = false;
  let failure: string | null = null;

  /** Thousands of phones that come back at once are refused once each: the system is not asked for its networks each time. */
  let networks = { at: -Infinity, chosen: [] as readonly Subnet[] };
  function ownNetworks(): readonly Subnet[] {
    const at = performance.now();
    if (at - networks.at > networksKeptMs) networks = { at, chosen: planSubnets(interfaces()).chosen };
    return networks.chosen;
  }

  function feed(): void {
    for (const device of inventory.devices()) {
      if (device.kind !== 'phone' || device.mac === null || device.vendorId === null) continue;
      const shown = `${device.address} ${device.model} ${device.firmware}`;
      if (fed.get(device.mac) === shown) continue;
      fed.set(device.mac, shown);
      deps.found(device.mac, device);
    }
    deps.changed('observed:found');
  }

  function announced({ address, services, names, seeks }: Announcement): void {
    const own = planSubnets(interfaces()).chosen.find((subnet) => isWithin(address, [subnet]));
    if (own === undefined) return;
    const text = deviceText([...names, ...services, ...seeks.map((one) => `looks for ${one}`)].join(', '), 200);
    const kind = kindOfServices(services);
    inventory.hear({ at: now(), via: 'mdns', address, interface: own.interface, ...(text === undefined ? {} : { text }), ...(kind === undefined ? {} : { kind }) }); // prettier-ignore
    deps.changed('observed:found');
  }

  /** Announcements are heard at all times, in every network that would be looked at. */
  function listen(): void {
    const wanted = new Set(planSubnets(interfaces()).chosen.map(({ address }) => address));
    for (const [address, listener] of listeners) {
      if (wanted.has(address)) continue;
      listener.close();
      listeners.delete(address);
    }
    for (const address of wanted) if (!listeners.has(address)) listeners.set(address, listenMdns(address, announced));
  }
  listen();
  const timer = setInterval(listen, lookForNetworksMs);
  timer.unref();

  function wanted({ networks, large = false }: Parameters<Finder['start']>[0]): Subnet[] {
    const plan = planSubnets(interfaces());
    const chosen: Subnet[] = networks === undefined ? [...plan.chosen] : [];
    for (const text of networks ?? []) {
      const named = namedSubnet(text, plan);
      if (!named.ok) return refuseField('networks', named.problem);
      if (!chosen.some(({ cidr }) => cidr === named.subnet.cidr)) chosen.push(named.subnet);
    }
    const hosts = chosen.reduce((sum, subnet) => sum + subnet.hosts, 0);
    const [biggest] = chosen.toSorted((a, b) => b.hosts - a.hosts);
    if (biggest === undefined)
      return refuse({
        kind: 'rule',
        rule: 'no-network',
        message:
          plan.leftOut.length === 0
            ? 'This computer is in no network. Connect it to the network of the phones, then look again.'
            : `There is no network that is looked at without asking. ${plan.leftOut.map(({ cidr, why }) => `${cidr}: ${whyLeftOut(why)}`).join(' ')}`,
      });
    if (!large && (biggest.hosts > MOST_HOSTS_UNASKED || hosts > 4 * MOST_HOSTS_UNASKED))
      return refuse({
        kind: 'rule',
        rule: 'large-network',
        message: `${biggest.cidr} has ${biggest.hosts.toLocaleString('en')} addresses, and each is sent a short message. Looking through all of them takes about ${Math.ceil(hosts / 200 / 60)} minutes. Confirm it, or name a part of the network.`,
        remedy: {
          label: 'Look through all of it',
          command: 'discovery.start',
          input: { networks: chosen.map(({ cidr }) => cidr), large: true },
        },
      });
    return chosen;
  } // prettier-ignore

  async function run(options: ScanOptions): Promise<void> {
    const feeding = setInterval(feed, feedEveryMs);
    try {
      const result = await look(options);
      counts = result.counts;
      isCancelled = result.isCancelled;
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error);
      deps.problem(error);
    } finally {
      clearInterval(feeding);
      running = undefined;
      endedAt = now();
      feed();
      deps.changed('observed:discovery');
    }
  }

  const heardBy = (method: string): number => deps.seenPhones().filter(({ evidence }) => evidence.some((one) => one.method === method)).length; // prettier-ignore

  function devices(): Device[] {
    const found = new Map(inventory.devices().map((device) => [device.id, device]));
    for (const seen of deps.seenPhones()) {
      const known = found.get(seen.mac);
      found.set(seen.mac, known === undefined ? deviceOfSeen(seen) : withEvidence(known, seen));
    }
    return [...found.values()];
  }

  return {
    async start(wish) {
      if (running !== undefined) refuse({ kind: 'rule', rule: 'already-looking', message: 'Phones are being looked for already.' }); // prettier-ignore
      const subnets = wanted(wish);
      listen();
      const stop = new AbortController();
      [lookedAt, startedAt, endedAt, isCancelled, failure, counts, progress] = [subnets, now(), null, false, null, undefined, null]; // prettier-ignore
      fed.clear();
      const done = run({
        subnets,
        inventory,
        signal: stop.signal,
        now,
        onProgress: (next) => {
          progress = next;
          deps.changed('observed:discovery');
        },
      });
      // A look that broke off at once has ended already.
      running = endedAt === null ? { stop, done } : undefined;
      deps.changed('observed:discovery');
      return Promise.resolve();
    },
    cancel() {
      running?.stop.abort();
    },
    state() {
      const plan = planSubnets(interfaces());
      const shown = ({ cidr, interface: name, hosts }: Subnet, why: LeftOut['why'] | null) => ({
        cidr,
        interface: name,
        hosts,
        isLookedAt: startedAt === null ? why === null : lookedAt.some((one) => one.cidr === cidr),
        isChoosable: why === null || why === 'large' || why === 'virtual',
        why: why === null ? null : whyLeftOut(why),
      });
      const networks = [
        ...plan.chosen.map((one) => shown(one, null)),
        ...plan.leftOut.map((one) => shown(one, one.why)),
      ];
      const { failure: deaf, isOffering } = deps.listening();
      const passive = passiveReports({
        pnp: { failure: deaf, isOffering, heard: heardBy('pnp') },
        provisioning: { heard: heardBy('http') },
        registrations: { refused: refused.size },
      });
      return {
        isRunning: running !== undefined,
        progress,
        startedAt,
        endedAt,
        isCancelled,
        failure,
        networks,
        methods: [...(counts === undefined ? [] : scanReports(counts)), ...passive],
      };
    },
    devices,
    take(mac) {
      const device =
        devices().find((one) => one.mac === mac) ??
        refuse({ kind: 'not-found', message: 'This device is no longer there. Look for phones again.' });
      if (!deps.seenPhones().some((seen) => seen.mac === mac)) deps.found(mac, device);
    },
    engineSaid(event) {
      if (!refusals.has(event.event ?? '')) return;
      // `IPV4/UDP/10.1.0.9/5060`
      const address = event['remoteaddress']?.split('/')[2] ?? '';
      const own = ownNetworks().find((subnet) => isWithin(address, [subnet]));
      if (own === undefined || refused.size > 5000) return;
      refused.add(address);
      const account = deviceText(event['accountid'], 60);
      inventory.hear({
        at: now(),
        via: 'registration',
        address,
        interface: own.interface,
        isSip: true,
        text: `Tried to register${account === undefined ? '' : ` as “${account}”`} and was refused.`,
      });
      deps.changed('observed:found');
    },
    async stop() {
      clearInterval(timer);
      running?.stop.abort();
      await running?.done;
      for (const listener of listeners.values()) listener.close();
      listeners.clear();
    },
  };
}

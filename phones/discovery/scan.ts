/**
 * One look at the office's networks: read the neighbour table, wake every address with one datagram so that the system
 * learns who is there, and ask those who are. Hosts are asked by SIP as soon as they show; only those that look like phones
 * are asked more (other SIP ports, web page, SNMP). Nothing leaves the given networks, and what comes from outside of them
 * is not believed.
 */

import type { RemoteInfo } from 'node:dgram';
import { setMaxListeners } from 'node:events';
import { deviceText } from '../text.ts';
import { askDeeper, type Deeper } from './deeper.ts';
import { listenMdns, type Announcement, type MdnsListener } from './mdns.ts';
import { createPace, pause } from './pace.ts';
import { readNeighbours } from './read-table.ts';
import type { Sign } from './signs.ts';
import type { ScanCounts, ScanOptions, ScanProgress, ScanResult } from './scan-types.ts';
import { newCallId, readSipBanner, sipQuestion } from './sip-probe.ts';
import { readSnmp, SNMP_PORT, snmpQuestion } from './snmp.ts';
import { openAsker, type Asker, type SendProblems } from './socket.ts';
import { readSsdp, SSDP, ssdpQuestion } from './ssdp.ts';
import { hostsOf, isWithin, MOST_HOSTS_UNASKED, type Subnet } from './subnets.ts';
import { kindOfServices, looksLikePhone, verdictOf } from './verdict.ts';

export type { ScanCounts, ScanOptions, ScanProgress, ScanResult } from './scan-types.ts';

/** Datagrams a second; more slowly in large networks, because the system keeps a row for every address that is woken. */
const RATE = { usual: 800, large: 250 };
/** The discard port: nobody answers, and the system had to ask for the MAC all the same. */
const DISCARD = 9;
const BETWEEN_PASSES_MS = 1000;
const SETTLE_MS = 300;
/** Linux asks three times, a second apart, before it gives up on an address (mcast_solicit, retrans_time). */
const GIVE_UP_MS = 3300;
const SIP_WAIT_MS = 500;
/** SSDP answers within MX (1 s); a second question for what the first one missed. */
const GROUPS_MS = { again: 700, all: 1800 };
const TABLE_EVERY_MS = 100;
const PROGRESS_EVERY_MS = 100;

type Link = { subnet: Subnet; asker: Asker; port: number };

export async function scan(options: ScanOptions): Promise<ScanResult> {
  const { subnets, inventory, signal, now, readTable = readNeighbours, sipPort = 5060, patience = 1 } = options;
  const from = performance.now();
  const rest = (ms: number): Promise<void> => pause(ms * patience, signal);
  // Every question under way listens for the end.
  setMaxListeners(0, signal);
  const total = subnets.reduce((sum, { hosts }) => sum + hosts, 0);
  const pace = createPace(total > MOST_HOSTS_UNASKED ? RATE.large : RATE.usual);
  const problems: SendProblems = new Map();
  const counts: ScanCounts = {
    table: { by: undefined, problem: undefined },
    sweep: { sent: 0, problems },
    live: 0,
    withMac: 0,
    sip: { asked: 0, answered: 0 },
    sipPorts: { asked: 0, answered: 0 },
    web: { asked: 0, answered: 0 },
    snmp: { asked: 0, answered: 0 },
    ssdp: { answered: 0 },
    mdns: { answered: 0, problem: undefined },
  };
  const live = new Set<string>();
  const withMac = new Set<string>();
  const tasks = new Set<Promise<void>>();
  const sipWaiting = new Map<string, { host: string; got: (isAnswer: boolean) => void }>();
  const snmpWaiting = new Map<number, { host: string; got: () => void }>();
  const groupAnswers = { ssdp: new Set<string>(), mdns: new Set<string>() };
  let finished = 0;
  let stage: ScanProgress['stage'] = 'sweeping';
  let passes = 0;

  const linkOf = (host: string): Link | undefined => links.find(({ subnet }) => isWithin(host, [subnet]));
  const hear = (sign: Omit<Sign, 'at' | 'interface'>): void => {
    const link = linkOf(sign.address);
    if (link !== undefined) inventory.hear({ at: now(), interface: link.subnet.interface, ...sign });
  };

  function onMessage(bytes: Buffer, sender: RemoteInfo): void {
    const host = sender.address;
    if (!isWithin(host, subnets) || signal.aborted) return;
    const banner = bytes[0] === 0x53 ? readSipBanner(bytes) : undefined;
    if (banner !== undefined) {
      const waiting = sipWaiting.get(banner.callId);
      if (waiting?.host !== host) return;
      sipWaiting.delete(banner.callId);
      const { text, status } = banner;
      hear({
        via: 'sip',
        address: host,
        isSip: true,
        text: text ?? `SIP status ${status} from port ${sender.port}`,
        ...(text === undefined ? {} : { hints: { sipUserAgent: text } }),
      });
      waiting.got(true);
      return;
    }
    const ssdp = bytes[0] === 0x48 ? readSsdp(bytes) : undefined;
    if (ssdp !== undefined) {
      groupAnswers.ssdp.add(host);
      hear({ via: 'ssdp', address: host, ...(ssdp.server === undefined ? {} : { text: ssdp.server }) });
      return;
    }
    const snmp = bytes[0] === 0x30 ? readSnmp(bytes) : undefined;
    const asked = snmp === undefined ? undefined : snmpWaiting.get(snmp.requestId);
    if (snmp === undefined || asked?.host !== host) return;
    snmpWaiting.delete(snmp.requestId);
    hear({ via: 'snmp', address: host, ...(snmp.text === undefined ? {} : { text: snmp.text }) });
    asked.got();
  }

  const links: Link[] = [];
  for (const subnet of subnets) {
    const asker = await openAsker({ address: subnet.address, onMessage, problems });
    const port = asker.isOpen ? asker.socket.address().port : 0;
    if (asker.isOpen) asker.socket.setMulticastInterface(subnet.address);
    links.push({ subnet, asker, port });
  }

  /** Resolves with whether an answer came in time. */
  function askSip(link: Link, host: string, port: number, isUrgent = false): Promise<boolean> {
    if (signal.aborted) return Promise.resolve(false);
    return new Promise((resolve) => {
      const callId = newCallId();
      sipWaiting.set(callId, { host, got: resolve });
      pace.add(
        () => {
          link.asker.send(sipQuestion({ host, port }, { address: link.subnet.address, port: link.port }, callId), port, host);
          // A late answer still counts as a sign; it only is not waited for.
          void rest(SIP_WAIT_MS).then(() => resolve(false));
        },
        { urgent: isUrgent },
      );
      signal.addEventListener('abort', () => resolve(false), { once: true });
    });
  } // prettier-ignore

  function askSnmp(link: Link, host: string, version: 1 | 2): Promise<boolean> {
    if (signal.aborted) return Promise.resolve(false);
    return new Promise((resolve) => {
      const requestId = Math.floor(Math.random() * 0x7fff_ffff);
      snmpWaiting.set(requestId, { host, got: () => resolve(true) });
      pace.add(() => {
        link.asker.send(snmpQuestion(version, requestId), SNMP_PORT, host);
        void rest(SIP_WAIT_MS).then(() => resolve(false));
      });
      signal.addEventListener('abort', () => resolve(false), { once: true });
    });
  }

  const deeper: Deeper = askDeeper({
    counts,
    signal,
    hear,
    signsOf: (host) => inventory.signsOf(host),
    macOf: (host) => inventory.macOf(host),
    ...(options.webPort === undefined ? {} : { webPort: options.webPort }),
  });

  async function askHost(link: Link, host: string): Promise<void> {
    counts.sip.asked += 1;
    const isAnswered = (await askSip(link, host, sipPort)) || (await askSip(link, host, sipPort, true));
    if (isAnswered) counts.sip.answered += 1;
    if (signal.aborted || !looksLikePhone(inventory.macOf(host), inventory.signsOf(host))) return;
    const verdict = verdictOf(inventory.macOf(host), inventory.signsOf(host));
    if (verdict.kind === 'phone' && verdict.model !== null && verdict.firmware !== null) return;
    await deeper(host, {
      localAddress: link.subnet.address,
      sip: isAnswered ? undefined : (port) => askSip(link, host, port, true),
      snmp: (version) => askSnmp(link, host, version),
    });
  }

  /** Somebody is at this address. */
  function found(host: string): void {
    const link = linkOf(host);
    if (link === undefined || live.has(host) || signal.aborted) return;
    live.add(host);
    const task = askHost(link, host).finally(() => {
      finished += 1;
      tasks.delete(task);
    });
    tasks.add(task);
  }

  /** The addresses that the system has asked for in vain, where it tells. */
  async function lookAtTable(): Promise<ReadonlySet<string> | undefined> {
    const table = await readTable();
    if (!table.ok) {
      counts.table.problem = table.problem;
      return undefined;
    }
    counts.table.by = table.by;
    for (const { address, mac, interface: device } of table.rows) {
      const link = linkOf(address);
      // Linux and macOS name the interface, Windows its address; the same address may exist behind another one.
      if (link === undefined || address === link.subnet.address) continue;
      if (device !== undefined && device !== link.subnet.interface && device !== link.subnet.address) continue;
      if (!withMac.has(address) || inventory.macOf(address) !== mac) hear({ via: 'arp', address, mac });
      withMac.add(address);
      found(address);
    }
    return table.tried === undefined ? undefined : new Set(table.tried);
  }

  function sweep(hosts: readonly [Link, string][]): Promise<void> {
    for (const [{ asker }, host] of hosts)
      pace.add(() => {
        asker.send(Uint8Array.of(0), DISCARD, host);
        counts.sweep.sent += 1;
      });
    return pace.idle();
  }

  function report(): void {
    const swept = Math.min(total, counts.sweep.sent);
    const asking = passes < 2 ? 0 : tasks.size === 0 ? 1 : finished / (finished + tasks.size);
    options.onProgress?.({
      stage,
      fraction: stage === 'done' ? 1 : 0.6 * (total === 0 ? 1 : swept / total) + 0.1 * passes + 0.2 * asking,
      swept,
      of: total,
      live: live.size,
      phones: inventory.devices().filter(({ kind }) => kind === 'phone').length,
    });
  }

  function announced({ address, services, names, seeks }: Announcement): void {
    if (!isWithin(address, subnets)) return;
    groupAnswers.mdns.add(address);
    const kind = kindOfServices(services);
    const text = deviceText([...names, ...services, ...seeks.map((one) => `looks for ${one}`)].join(', '), 200);
    hear({ via: 'mdns', address, ...(text === undefined ? {} : { text }), ...(kind === undefined ? {} : { kind }) });
  }

  const listeners: MdnsListener[] = subnets.map(({ address }) => listenMdns(address, announced));
  async function askGroups(): Promise<void> {
    for (const wait of [GROUPS_MS.again, GROUPS_MS.all - GROUPS_MS.again]) {
      for (const listener of listeners) listener.ask();
      for (const { asker } of links) asker.send(ssdpQuestion(), SSDP.port, SSDP.group);
      await rest(wait);
    }
  }

  // What waits to be asked is forgotten, so that everything below comes to its end at once.
  signal.addEventListener('abort', () => pace.end(), { once: true });
  if (signal.aborted) pace.end();
  const reporting = setInterval(report, PROGRESS_EVERY_MS);
  const polling = { isOn: true };
  try {
    const groups = askGroups();
    const isCheap = (await lookAtTable()) !== undefined;
    const poll = (async () => {
      while (isCheap && polling.isOn && !signal.aborted) {
        await rest(TABLE_EVERY_MS);
        await lookAtTable();
      }
    })();
    const all = links.flatMap((link) => hostsOf(link.subnet).map((host): [Link, string] => [link, host]));
    await sweep(all);
    passes = 1;
    await rest(BETWEEN_PASSES_MS);
    const tried = await lookAtTable();
    const silent = all.filter(([, host]) => !withMac.has(host));
    // The system's table was full (Linux keeps 1,024 rows), so some were never asked for: once more, when it has given up on others.
    const untried = tried === undefined ? [] : silent.filter(([, host]) => !tried.has(host));
    if (untried.length > 0) await rest(GIVE_UP_MS - BETWEEN_PASSES_MS);
    // Asleep at the first call (Wi-Fi, DECT bases), or lost on the way.
    await sweep(untried.length > 0 ? untried : silent);
    await rest(SETTLE_MS);
    await lookAtTable();
    passes = 2;
    stage = 'asking';
    // Without a table nobody is known to be there, so everybody is asked; who answers is there.
    if (counts.table.by === undefined)
      await Promise.all(
        all.map(async ([link, host]) => {
          if (await askSip(link, host, sipPort)) found(host);
        }),
      );
    while (tasks.size > 0) await Promise.all(tasks);
    await groups;
    polling.isOn = false;
    await poll;
  } finally {
    polling.isOn = false;
    clearInterval(reporting);
    pace.end();
    counts.mdns.problem = listeners.find(({ problem }) => problem !== undefined)?.problem;
    for (const listener of listeners) listener.close();
    for (const { asker } of links) asker.close();
  }
  counts.live = live.size;
  counts.withMac = withMac.size;
  counts.ssdp.answered = groupAnswers.ssdp.size;
  counts.mdns.answered = groupAnswers.mdns.size;
  stage = 'done';
  report();
  return { isCancelled: signal.aborted, ms: Math.round(performance.now() - from), counts };
}

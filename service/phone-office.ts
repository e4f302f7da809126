/**
 * Everything about phones and apps on the network, made and wired: the desk that follows desk phones, the servers that they
 * ask, firmware, invitations of apps, the search for phones, and practice phones. The composition root knows this one part.
 */
import { join } from 'node:path';
import type { EnginePaths } from '../asterisk/process/paths.ts';
import { ringDevice } from '../asterisk/process/ring-device.ts';
import type { AmiEvent } from '../asterisk/ami/messages.ts';
import type { Touched } from '../db/journal.ts';
import type { Office } from '../db/office.ts';
import type { LiveCall } from '../office/core/observed.ts';
import { network as networkTable } from '../office/features/network/table.ts';
import { phones as phonesTable } from '../office/features/phones/table.ts';
import { firstOf } from '../phones/index.ts';
import type { Mac } from '../phones/mac.ts';
import type { CertificateKeeper } from './certificates/keep.ts';
import { openFinder } from './discovery/finder.ts';
import type { EngineKeeper } from './engine/keeper.ts';
import { tlsPort } from './engine/settings.ts';
import { openFirmwareDesk } from './firmware/desk.ts';
import type { Log } from './log.ts';
import type { ObservedStore } from './observed/store.ts';
import { keepGot } from './phone-files/got.ts';
import { watchLogEnds } from './phone-files/log-end.ts';
import { keepFetches } from './phone-servers/fetches.ts';
import { openPhoneServers } from './phone-servers/servers.ts';
import { phoneId } from './phones/adopted.ts';
import { serveBook } from './phones/book.ts';
import { openPhoneDesk } from './phones/desk.ts';
import { soon } from './phones/soon.ts';
import { openPractice } from './practice/practice.ts';
import type { Topics } from './pushes.ts';
import { openSoftphoneDesk } from './softphones/desk.ts';

export interface PhoneOfficeDeps {
  office: Office;
  dataDir: string;
  paths: EnginePaths;
  observed: ObservedStore;
  engine: Pick<EngineKeeper, 'action'>;
  certificate: Pick<CertificateKeeper, 'current'>;
  topics: Pick<Topics, 'changed'>;
  log: Pick<Log, 'note' | 'failure'>;
  now: () => number;
  /** Something that health tells of is different now. */
  healthChanged: () => void;
  /** A phone has fetched the settings that it should have. */
  fetched: (mac: Mac) => void;
  /** For tests that run beside others. */
  pnp?: { group?: string; port?: number } | undefined;
  ports?: { tftp?: number; clock?: number } | undefined;
}

export type PhoneOffice = ReturnType<typeof openPhoneOffice>;

export function openPhoneOffice(deps: PhoneOfficeDeps) {
  const { office, dataDir, observed, engine, topics, log, now } = deps;
  const { read } = office;
  const ends: (() => unknown)[] = [];
  const pnp = deps.pnp ? { pnp: deps.pnp } : {};
  const isAdopted = (mac: Mac) => read.get(phonesTable, phoneId(mac)) !== undefined;

  const firmware = openFirmwareDesk({
    office,
    dataDir,
    now,
    seen(mac) {
      const [firmware, address] = [desk.firmwareOf(mac), desk.lifeOf(mac)?.address];
      return { ...(firmware === undefined ? {} : { firmware }), ...(address === undefined ? {} : { address }) };
    },
    registration: (device) => observed.registration(device),
    changed: () => topics.changed('observed:phones'),
    note: log.note,
  });
  ends.push(() => firmware.stop());

  const phoneFiles = keepGot({
    file: join(dataDir, 'phone-files.json'),
    filesOf: (mac) => desk.filesOf(mac),
    profileOf: (mac) => desk.profileOf(mac),
    note: log.note,
  });
  ends.push(() => phoneFiles.stop());

  const logEnds = watchLogEnds({ office, now, note: log.note });
  ends.push(() => logEnds.stop());

  const softphones = openSoftphoneDesk({
    office,
    dataDir,
    server() {
      const { address, sipPort, httpPort } = observed.network;
      if (address === null) return undefined;
      return { address, sipPort, tlsPort: tlsPort(sipPort), httpPort: desk.httpPort ?? httpPort };
    },
    registration: (device) => observed.registration(device),
    now,
    changed: () => topics.changed('observed:invitations'),
    note: log.note,
  });
  ends.push(() => softphones.stop());

  const fetchesChanged = soon(() => topics.changed('observed:fetches'), 500);
  ends.push(() => fetchesChanged.stop());
  const fetches = keepFetches(isAdopted, () => fetchesChanged.ask());

  const servers = openPhoneServers({
    read,
    now,
    interfaces: () => observed.network.interfaces,
    certificate: () => deps.certificate.current,
    changed() {
      topics.changed('observed:phone-servers');
      deps.healthChanged();
    },
    note: log.note,
    ...(deps.ports ? { ports: deps.ports } : {}),
  });
  ends.push(() => servers.stop());

  const desk = openPhoneDesk({
    read,
    now,
    registration: (device) => observed.registration(device),
    notify: async (device, headers) => {
      const variables = Object.entries(headers).map(([name, value]) => `${name}=${value}`);
      await engine.action('PJSIPNotify', { Endpoint: device, Variable: variables });
    },
    changed: (phones) => observed.setPhones(phones),
    placesChanged: () => topics.changed('observed:emergency'),
    ring: (device) => ringDevice(deps.paths, device),
    learn(input) {
      const outcome = office.run('phone.learn-model', input, { kind: 'system', name: 'Switchroom' });
      return outcome.ok ? undefined : outcome.error.message;
    },
    fetched: (mac) => deps.fetched(mac),
    passwordOf: (mac) => phoneFiles.passwordOf(mac),
    onFetch(fetch) {
      phoneFiles.fetched(fetch);
      fetches.note(fetch);
    },
    awaits: (mac) => isAdopted(mac) && phoneFiles.of(mac).size === 0,
    servers,
    note: log.note,
    seenFile: join(dataDir, 'seen-phones.json'),
    networksFile: join(dataDir, 'phone-networks.json'),
    // What our HTTP server serves beside phone files; each owner knows its own folder.
    other: firstOf(softphones.answer, serveBook(read), firmware.other),
    ...pnp,
  });
  ends.push(() => desk.stop());

  const finder = openFinder({
    now,
    changed: (topic) => topics.changed(topic),
    found: (mac, device) => desk.found(mac, device),
    seenPhones: () => observed.phones,
    listening: () => ({
      failure: desk.failure?.message,
      isOffering: read.get(networkTable, 'network')?.plugAndPlay ?? true,
    }),
    problem: (error) => log.failure(error, 'looking for phones'),
  });
  ends.push(() => finder.stop());

  const practice = openPractice({
    read,
    now,
    network: () => ({ address: desk.failure ? null : observed.network.address, httpPort: desk.httpPort ?? 0 }),
    urlOf: (mac) => desk.urlOf(mac),
    forget: (mac) => desk.forget(mac),
    changed: () => topics.changed('observed:practice'),
    note: log.note,
    ...pnp,
  });
  ends.push(() => practice.stop());

  return {
    /** What queries and actions ask, by the names that `Service` has for them. */
    parts: { desk, finder, softphones, firmware, phoneFiles, servers, fetches, practice },
    commit(touched: readonly Touched[], step: (what: string, work: () => unknown) => void): void {
      step('what phones have fetched', () => phoneFiles.commit(touched));
      step('telling phones of a change', () => desk.commit(touched));
      step('practice phones', () => practice.commit(touched));
      step('invitations of softphones', () => softphones.commit(touched));
    },
    callsChanged: (calls: readonly LiveCall[]) => desk.callsChanged(calls),
    registrationsChanged(): void {
      desk.registrationsChanged();
      softphones.registrationsChanged();
    },
    engineSaid: (event: AmiEvent) => finder.engineSaid(event),
    /** What health looks at. */
    health: () => ({
      phonesFailure: desk.failure,
      phoneFlood: desk.flood,
      softphonesMoved: softphones.moved(),
      phoneServers: servers.state,
      firmwareStops: firmware.stops(),
    }),
    async stop(): Promise<void> {
      for (const end of ends.toReversed()) await end();
    },
  };
}

/** For tests only: engines on loopback with free ports, a runtime database with the tables of an empty office, and a SIP probe. */
import { createSocket } from 'node:dgram';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, isIP } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { hostPort } from './port-owner.ts';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { findBundle } from '../bundle/find.ts';
import { startEngine, type Engine, type EngineOptions } from './engine.ts';
import { enginePaths, makeFolders } from './paths.ts';
import { endProcess } from './engine-process.ts';
import { EngineError } from './failures.ts';
import { checkTransports, freeLoopbackPort } from './preflight.ts';
import { systemClock } from '../ami/clock.ts';
import { readRunRecord } from './run-record.ts';
import type { SipProbe } from './health.ts';
import type { EngineBundle, EngineSettings } from './settings.ts';

export function testBundle(): EngineBundle {
  const bundle = findBundle(resolve(import.meta.dirname, '../..'));
  if (bundle.kind === 'missing-bundle') throw new Error(bundle.message);
  return bundle;
}

/** Free for UDP and TCP now. */
export async function freeSipPort(): Promise<number> {
  for (;;) {
    const port = await freeLoopbackPort();
    try {
      await checkTransports([{ protocol: 'udp', address: '127.0.0.1', port }]);
      return port;
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
    }
  }
}

const tables = `
  pragma journal_mode = wal;
  create table if not exists ps_endpoints(id text primary key, aors text, auth text, context text, disallow text, allow text);
  create table if not exists ps_auths(id text primary key, auth_type text, username text, password text);
  create table if not exists ps_aors(id text primary key, max_contacts integer, remove_existing text);`;

/** Media ports as in the product, below those that tests take for SIP: an engine binds its own on every address. */
export function testRtp(count = 200): EngineSettings['rtp'] {
  const first = 10_000 + 2 * Math.floor((Math.random() * (10_000 - count)) / 2);
  return { first, last: first + count - 1 };
}

export async function testSettings(overrides: Partial<EngineSettings> = {}): Promise<EngineSettings> {
  const port = await freeSipPort();
  return {
    systemName: 'office',
    transports: [
      { protocol: 'udp', address: '127.0.0.1', port },
      { protocol: 'tcp', address: '127.0.0.1', port },
    ],
    rtp: testRtp(),
    country: 'us',
    timezone: 'Europe/Prague',
    realtime: { ps_endpoints: 'ps_endpoints', ps_auths: 'ps_auths', ps_aors: 'ps_aors' },
    dialplan: '[general]\nstatic = yes\n[default]\nexten => 600,1,Answer()\n same => n,Wait(30)\n',
    ...overrides,
  };
}

export interface Office {
  engine: Engine;
  dataDir: string;
  settings: EngineSettings;
  /** A second keeper on the same folder, as a service makes one after the first has died. */
  again(options?: Partial<EngineOptions>): Engine;
}

const offices: { folders: string[]; engines: Engine[] } = { folders: [], engines: [] };

export async function startOffice(name = 'plain', options: Partial<EngineOptions> = {}): Promise<Office> {
  const folder = mkdtempSync(join(tmpdir(), 'engine-test-'));
  offices.folders.push(folder);
  const dataDir = join(folder, name);
  const settings = options.settings ?? (await testSettings());
  const paths = enginePaths(dataDir);
  makeFolders(paths);
  new Database(paths.runtimeDatabase).exec(tables).close();
  const start = (more: Partial<EngineOptions> = {}): Engine => {
    const engine = startEngine({ dataDir, bundle: testBundle(), settings, probe: sipProbe, ...options, ...more });
    offices.engines.push(engine);
    return engine;
  };
  return { engine: start(), dataDir, settings, again: start };
}

/** Ends every engine of this file's tests, also those whose keeper is gone. */
export async function closeOffices(): Promise<void> {
  for (const engine of offices.engines.splice(0)) {
    const { process } = readRunRecord(engine.paths) ?? {};
    engine.detach();
    if (process) await endProcess(process, systemClock, 0);
    if (engine.paths.isRunElsewhere) rmSync(engine.paths.run, { recursive: true, force: true });
  }
  for (const folder of offices.folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export const sipProbe: SipProbe = (host, port, transport, timeoutMs) =>
  new Promise((resolveAnswer, reject) => {
    if (isIP(host) === 0) return reject(new Error(`${host} is not an address`));
    const branch = `z9hG4bK${Math.random().toString(36).slice(2)}`;
    const request = (local: string, wire: string) =>
      [
        `OPTIONS sip:${hostPort(host, port)} SIP/2.0`,
        `Via: SIP/2.0/${wire} ${local};rport;branch=${branch}`,
        `From: <sip:switchroom@${local}>;tag=1`,
        `To: <sip:${hostPort(host, port)}>`,
        `Call-ID: ${branch}`,
        'CSeq: 1 OPTIONS',
        'Max-Forwards: 5',
        'Content-Length: 0',
        '\r\n',
      ].join('\r\n');
    const finish = (error?: Error) => {
      clearTimeout(timer);
      close();
      if (error) reject(error);
      else resolveAnswer(undefined);
    };
    const timer = setTimeout(() => finish(new Error(`no SIP answer in ${timeoutMs} ms`)), timeoutMs);
    let close = () => {};
    const onData = (data: Buffer) => {
      if (data.toString().startsWith('SIP/2.0 ')) finish();
    };
    if (transport === 'udp') {
      const socket = createSocket(isIP(host) === 6 ? 'udp6' : 'udp4');
      close = () => socket.close();
      socket.on('error', finish);
      socket.on('message', onData);
      socket.connect(port, host, () => {
        const { address, port: own } = socket.address();
        socket.send(request(hostPort(address, own), 'UDP'));
      });
    } else {
      // A self-signed certificate is fine here: the question is whether somebody answers.
      const isTls = transport === 'tls';
      const socket = isTls ? connectTls({ port, host, rejectUnauthorized: false }) : connect(port, host);
      close = () => socket.destroy();
      socket.on('error', finish);
      socket.on('data', onData);
      socket.on(isTls ? 'secureConnect' : 'connect', () => {
        const local = hostPort(socket.localAddress ?? '', socket.localPort ?? 0);
        socket.write(request(local, isTls ? 'TLS' : 'TCP'));
      });
    }
  });

export async function until(condition: () => boolean | Promise<boolean>, what: string, ms = 20_000): Promise<number> {
  const begin = performance.now();
  while (!(await condition())) {
    if (performance.now() - begin > ms) throw new Error(`never happened in ${ms} ms: ${what}`);
    await new Promise((next) => setTimeout(next, 20));
  }
  return performance.now() - begin;
}

/** Whether each transport answers OPTIONS now. */
export const answersSip = async (settings: EngineSettings): Promise<boolean> =>
  (await Promise.allSettled(settings.transports.map((to) => sipProbe(to.address, to.port, to.protocol, 300)))).every(
    (answer) => answer.status === 'fulfilled',
  );

export const messagesOf = (engine: Engine): string => readFileSync(engine.paths.messagesLog, 'utf8');

/**
 * Scenarios on an Asterisk that knows nothing of the product: only the files that an administrator exports, and what
 * every Asterisk needs to find its folders. Nothing is looked up in a database.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAmi } from '../../../asterisk/ami/ami.ts';
import { systemClock } from '../../../asterisk/ami/clock.ts';
import { endProcess } from '../../../asterisk/process/engine-process.ts';
import { engineFiles } from '../../../asterisk/process/files.ts';
import { launch } from '../../../asterisk/process/launch.ts';
import { enginePaths, makeFolders } from '../../../asterisk/process/paths.ts';
import { freeLoopbackPort } from '../../../asterisk/process/preflight.ts';
import { testBundle, testSettings } from '../../../asterisk/process/test-support.ts';
import type { Read } from '../../../office/core/store.ts';
import type { Feature } from '../../../office/core/feature.ts';
import { namesOf, plainFiles } from '../../../office/core/plain/office.ts';
import { featureCodes } from '../../../office/features/feature-codes/table.ts';
import { features, officePlain } from '../../../office/features/index.ts';
import { memoryOffice, type MemoryOffice } from '../memory-read.ts';
import { freePort } from '../sipp.ts';
import { writeSounds } from './draw/flows.ts';
import type { Host } from './host.ts';
import type { Scenario } from './scenario.ts';

/** Files of the product's own engine that make it look things up in its database. */
const ours = new Set(['sorcery.conf', 'extconfig.conf', 'res_config_sqlite3.conf']);

/** `more`: another office beside the random ones. */
export async function startPlainHost(list: readonly Scenario[], more?: Read): Promise<Host & { messagesLog: string }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'switchroom-plain-'));
  const bundle = testBundle();
  const paths = enginePaths(dataDir);
  makeFolders(paths);
  mkdirSync(paths.etc, { recursive: true });
  const server = { address: '127.0.0.1', port: await freePort() };
  const ami = { port: await freeLoopbackPort(), username: 'test', secret: 'only-on-loopback-of-this-test' };
  const all = engineFiles({ settings: await testSettings(), bundle, paths, ami });
  // The rest says where folders are and what is recorded, as any Asterisk is told; the exported files stand over it.
  for (const [name, text] of Object.entries(all)) if (!ours.has(name)) writeFileSync(join(paths.etc, name), text);
  const source = officePlain(together(list, more));
  const exported = plainFiles(source, { now: Date.now(), bind: `${server.address}:${server.port}` });
  for (const [name, text] of Object.entries(exported)) writeFileSync(join(paths.etc, name), text);
  writeSounds(join(paths.spool, 'switchroom'));
  const process = await launch(bundle, paths);
  const manager = openAmi({ host: '127.0.0.1', ...ami });
  let isEnded = false;
  const end = async () => {
    if (isEnded) return;
    isEnded = true;
    manager.close();
    await endProcess(process, systemClock, 10_000);
  };
  try {
    await manager.ready(60_000);
  } catch (error) {
    await end();
    throw error;
  }
  const names = namesOf(source, Date.now());
  return {
    server,
    messagesLog: paths.messagesLog,
    action: (name, headers, options) => manager.action(name, headers, options),
    callsDatabase: paths.callsDatabase,
    mailboxOf: (number) => source.read.holder(number)?.id ?? number,
    rotationKey: (node) => names.context(node),
    // A stock Asterisk has the computer's clock.
    setClock: () => 0,
    end,
    stop: async () => {
      await end();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Many offices as one: their ids and numbers differ. */
function together(list: readonly Scenario[], more?: Read): MemoryOffice {
  const office = memoryOffice();
  for (const { table } of features.flatMap((feature: Feature) => feature.entities ?? []))
    for (const one of [...list.map(({ office: each }) => each), ...(more ? [more] : [])])
      for (const row of one.all(table)) office.add(table, row);
  // The phones that are busy call this.
  office.add(featureCodes, { id: 'echo-test', code: '*43' });
  return office;
}

/** A carrier that is a second Asterisk: the same bundle with an account, on loopback, in a folder of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRuntime } from '../../asterisk/apply/runtime.ts';
import { findBundle } from '../../asterisk/bundle/find.ts';
import { section } from '../../asterisk/process/conf.ts';
import { startEngine } from '../../asterisk/process/engine.ts';
import { enginePaths } from '../../asterisk/process/paths.ts';
import { testRtp } from '../../asterisk/process/test-support.ts';
import { program } from '../../asterisk/program/index.ts';
import { appRoot } from './product.ts';
import { freePort } from './ports.ts';

export interface Registrar {
  port: number;
  /** Contacts that are registered: with the secret parameter by which a call finds its trunk. */
  contacts(): Promise<string[]>;
  stop(): Promise<void>;
}

export async function startRegistrar(user: string, password: string, port?: number): Promise<Registrar> {
  const at = port ?? (await freePort());
  const dataDir = mkdtempSync(join(tmpdir(), 'switchroom-registrar-'));
  const bundle = findBundle(appRoot);
  if (bundle.kind !== 'bundle') throw new Error(bundle.message);
  const runtime = openRuntime(enginePaths(dataDir).runtimeDatabase, appRoot);
  const engine = startEngine({
    dataDir,
    bundle,
    settings: {
      systemName: 'carrier',
      transports: [{ protocol: 'udp', address: '127.0.0.1', port: at }],
      rtp: testRtp(),
      country: 'de',
      timezone: 'UTC',
      ...program(appRoot),
      dialplan: '[general]\n[carrier]\nexten => _[+0-9].,1,Answer()\n same => n,Wait(5)\n',
      extra: {
        'pjsip.conf': [
          section(user, [['type', 'endpoint'], ['context', 'carrier'], ['auth', user], ['aors', user], ['disallow', 'all'], ['allow', 'alaw']]),
          section(user, [['type', 'auth'], ['auth_type', 'userpass'], ['username', user], ['password', password]]),
          section(user, [['type', 'aor'], ['max_contacts', 1], ['remove_existing', true]]),
        ].join(''), // prettier-ignore
      },
    },
  });
  const state = await engine.settled();
  if (state.kind !== 'running') throw new Error(`the carrier does not run: ${JSON.stringify(state)}`);
  return {
    port: at,
    contacts: async () => (await engine.list('PJSIPShowContacts')).map((one) => one.uri ?? ''),
    async stop() {
      await engine.stop();
      runtime.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

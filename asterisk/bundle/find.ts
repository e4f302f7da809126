/**
 * Where the phone engine is. Everybody who starts Asterisk asks here; nobody else knows the folder's layout.
 * `SWITCHROOM_ASTERISK` names another bundle folder (packaged apps, tests).
 */
import { join } from 'node:path';
import { readManifest } from './manifest.ts';
import type { Manifest } from './manifest.ts';

export interface Bundle {
  readonly kind: 'bundle';
  readonly dir: string;
  /** The only way to start it: `run -C <conf> -f -n`, `run -C <conf> -rx <command>`. */
  readonly run: string;
  readonly modules: string;
  /** For `astdatadir`: documentation, sounds/en. */
  readonly share: string;
  readonly sounds: string;
  readonly moh: string;
  readonly bin: string;
  readonly lib: string;
  readonly version: string;
  readonly manifest: Manifest;
}

export interface MissingBundle {
  readonly kind: 'missing-bundle';
  readonly dir: string;
  /** For people: what is wrong and what to do. */
  readonly message: string;
}

export function findBundle(appRoot: string, env: NodeJS.ProcessEnv = process.env): Bundle | MissingBundle {
  const dir = env['SWITCHROOM_ASTERISK'] ?? join(appRoot, '.tools', 'asterisk');
  const manifest = readManifest(dir);
  if (!manifest) {
    const message = `The phone engine is missing or incomplete in ${dir}. Run "npm start" once: it builds it.`;
    return { kind: 'missing-bundle', dir, message };
  }
  return {
    kind: 'bundle',
    dir,
    run: join(dir, 'run.sh'),
    modules: join(dir, 'modules'),
    share: join(dir, 'share'),
    sounds: join(dir, 'share/sounds'),
    moh: join(dir, 'share/moh'),
    bin: join(dir, 'bin'),
    lib: join(dir, 'lib'),
    version: manifest.asterisk,
    manifest,
  };
}

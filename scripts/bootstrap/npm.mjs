// npm always runs under the Node it was installed with: Debian's npm finds its own parts only there. So the PATH from
// before we put our Node first is kept for it.
import { SetupError } from './log.mjs';
import { ask, step } from './run.mjs';

export const systemPath = () => process.env.SWITCHROOM_SYSTEM_PATH ?? process.env.PATH;

export function npm(name, args, cwd) {
  const env = { ...process.env, PATH: systemPath() };
  // npm hands its own settings to scripts; inside a nested npm a "--json" or "--prefix" of the outer one does harm.
  for (const key of ['npm_config_prefix', 'npm_config_json', 'npm_config_global', 'npm_config_local_prefix'])
    delete env[key];
  if (process.platform !== 'win32' && ask('npm', ['--version'], env) === undefined) {
    throw new SetupError('npm was not found. Install it beside Node (on Debian: apt-get install npm) and run again.');
  }
  step(name, 'npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], { cwd, env });
}

// The phone engine (Asterisk) is built from Debian packages by asterisk/bundle/build.ts. SWITCHROOM_ASTERISK names a
// ready one instead.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { locked } from './lock.mjs';
import { say, seconds, SetupError } from './log.mjs';
import { root } from './places.mjs';

export async function ensureEngine() {
  if (process.env.SWITCHROOM_ASTERISK) return;
  if (process.platform !== 'linux') {
    say('phone engine: this version runs it on Linux only; the app opens, but no phone can call.');
    return;
  }
  const { buildBundle, isBundleCurrent } = await import(
    pathToFileURL(path.join(root, 'asterisk/bundle/build.ts')).href
  );
  try {
    if (isBundleCurrent(root)) return;
    await locked(async () => {
      const start = Date.now();
      const built = await buildBundle({ root, log: (line) => say(`phone engine: ${line}`) });
      if (built) say(`phone engine: built in ${seconds(start)}`);
    });
  } catch (error) {
    throw new SetupError(`phone engine: ${error.message}`, { cause: error });
  }
}

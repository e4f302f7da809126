/**
 * Where a service keeps its things and where its clients find it. Two data folders are two services, side by side.
 */
import { createHash } from 'node:crypto';
import { accessSync, chmodSync, constants, existsSync, lstatSync, mkdirSync, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** sun_path has 104 bytes on macOS and 108 on Linux, with the closing NUL. */
const maxSocketPathBytes = 100;

export interface Place {
  dataDir: string;
  run: string;
  socket: string;
  lock: string;
  officeDatabase: string;
}

export function placeOf(dataDir: string, temporary: string = tmpdir(), platform = process.platform): Place {
  const absolute = resolve(dataDir);
  const run = join(absolute, 'run');
  const short = createHash('sha256').update(absolute).digest('hex').slice(0, 16);
  const near = join(run, 'switchroom.sock');
  const far = join(temporary, `switchroom-service-${process.getuid?.() ?? 0}-${short}`, 'switchroom.sock');
  const socket =
    platform === 'win32'
      ? `\\\\.\\pipe\\switchroom-${short}`
      : Buffer.byteLength(near) > maxSocketPathBytes
        ? far
        : near;
  return {
    dataDir: absolute,
    run,
    socket,
    lock: join(run, 'owner.lock'),
    officeDatabase: join(absolute, 'office.sqlite3'),
  };
}

export class FolderError extends Error {
  override name = 'FolderError';
}

/** Makes the data folder and its run folder, private to the user. */
export function makePlace(place: Place): void {
  try {
    // An existing data folder keeps its mode: somebody may have chosen it. What lies in it is private by itself.
    const isNew = !existsSync(place.dataDir);
    makeFolder(place.dataDir);
    if (isNew) chmodSync(place.dataDir, 0o700);
    makeFolder(place.run);
    chmodSync(place.run, 0o700);
    accessSync(place.run, constants.W_OK | constants.X_OK);
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new FolderError(
      `The data folder ${place.dataDir} cannot be written (${why}). Give this user the right to write there, or choose another folder with --data-dir.`,
      { cause },
    );
  }
  if (!place.socket.startsWith(place.run)) makePrivateFolder(join(place.socket, '..'));
}

/**
 * With its parents, one after the other: Node's own `recursive` never returns where a folder is there but takes no new ones
 * and says ENOENT, as /proc does (seen with Node 24).
 */
function makeFolder(folder: string): void {
  if (existsSync(folder) && statSync(folder).isDirectory()) return;
  const parent = dirname(folder);
  if (parent !== folder) makeFolder(parent);
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another program may have made it in between.
    if (!existsSync(folder) || !statSync(folder).isDirectory()) throw error;
  }
}

/** The system's temporary folder belongs to everybody: somebody else may have made a folder of this name before us. */
function makePrivateFolder(folder: string): void {
  if (folder.startsWith('\\\\.\\pipe')) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  const isOurs = found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o077) === 0;
  if (!isOurs) throw new FolderError(`${folder} is not a private folder of this user. Remove it, then start again.`);
}

/** The data folder when none is named: that of the desktop app on each system (Electron's userData). */
export function defaultDataDir(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  if (env['SWITCHROOM_DATA_DIR']) return resolve(env['SWITCHROOM_DATA_DIR']);
  const home = homedir();
  if (platform === 'win32') return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Switchroom');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Switchroom');
  return join(env['XDG_CONFIG_HOME'] || join(home, '.config'), 'Switchroom');
}

/**
 * `app://switchroom/...`: the window's files, taken from a list that is made at the start. A request is looked up in it and
 * never becomes a path, so there is nothing to traverse. No `file:` page, no page from a network.
 */
import { protocol } from 'electron';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { findFile, headers, type AppFiles } from './app-files.ts';

/** Before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

export function serveApp(folder: string): void {
  const files = listFiles(folder);
  protocol.handle('app', async (request) => {
    const found = findFile(files, request.method, request.url);
    if (!found) return new Response('Not found', { status: 404, headers: headers('text/plain') });
    return new Response(new Uint8Array(await readFile(found.file)), { headers: headers(found.type) });
  });
}

function listFiles(folder: string): AppFiles {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    entries.map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return [`/${relative(folder, file).split(sep).join('/')}`, file];
    }),
  );
}

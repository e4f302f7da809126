// Where things are. Everything that set-up makes lies in node_modules/, out/ and .tools/ of this folder: deleting these
// three gives a fresh clone again.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const tools = path.join(root, '.tools');
export const stamps = path.join(tools, 'stamps');
export const logs = path.join(tools, 'logs');
export const results = path.join(root, 'test-results');
export const entry = path.join(root, 'scripts/bootstrap.mjs');

/** The JavaScript file behind a package's command, so that our Node runs it without npx or a shell. */
export const moduleFile = (...parts) => path.join(root, 'node_modules', ...parts);

// Stands in for Electron's own default app in the runtime for tests: `electron [flags] [-r module] <folder|file> [...]`.
// Playwright starts Electron with `-r <its loader>`, so that flag is a must.
import { app } from 'electron';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';

function parse(argv) {
  const preload = [];
  for (let i = 0; i < argv.length; i++) {
    const arg = argv[i];
    if (arg === '--version' || arg === '-v') return { preload, version: true };
    if (arg === '-r' || arg === '--require') preload.push(argv[++i]);
    else if (arg.startsWith('--require=')) preload.push(arg.slice('--require='.length));
    else if (!arg.startsWith('-')) return { preload, file: path.resolve(arg) };
  }
  return { preload };
}

/** As Electron's own does: names and folders of the app, before its first line runs. */
function adopt(folder) {
  const pack = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  if (pack.version) app.setVersion(pack.version);
  app.name = pack.productName ?? pack.name ?? app.name;
  app.setDesktopName?.(pack.desktopName ?? `${app.name}.desktop`);
  app.setPath('userData', path.join(app.getPath('appData'), app.name));
  app.setAppPath(folder);
  return path.join(folder, pack.main ?? 'index.js');
}

const { preload, file, version } = parse(process.argv.slice(1));
if (version) {
  console.log(`v${process.versions.electron}`);
  process.exit(0);
}
if (!file) {
  console.error('usage: electron <app folder>');
  process.exit(1);
}
Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true });
const require = createRequire(import.meta.url);
for (const module of preload) require(path.isAbsolute(module) ? module : path.resolve(module));
const entry = fs.statSync(file).isDirectory() ? adopt(file) : file;
await import(pathToFileURL(entry).toString());

/** Which file an `app:` address means, and with which headers it is answered. Pure, so that it is tested without Electron. */

/** Path of the address -> path of the file. */
export type AppFiles = ReadonlyMap<string, string>;

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  woff2: 'font/woff2',
  wav: 'audio/wav',
  json: 'application/json',
};

export function findFile(files: AppFiles, method: string, url: string): { file: string; type: string } | undefined {
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return undefined;
  }
  if (parsed.protocol !== 'app:' || parsed.host !== 'switchroom' || parsed.username !== '' || parsed.port !== '')
    return undefined;
  const path = parsed.pathname === '/' ? '/index.html' : parsed.pathname;
  const file = files.get(path);
  const type = types[path.slice(path.lastIndexOf('.') + 1)];
  return file !== undefined && type !== undefined ? { file, type } : undefined;
}

/** Svelte makes its elements from its own templates through this one Trusted Types policy; nobody may make another. */
const policy = 'svelte-trusted-html';

export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "media-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  `trusted-types ${policy}`,
].join('; ');

export const headers = (type: string): Record<string, string> => ({
  'Content-Type': type,
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
});

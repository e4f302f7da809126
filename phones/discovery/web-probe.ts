/**
 * What a phone's own web page says of it: title, realm, Server. Asked only of hosts that look like phones, one page, no
 * password, no redirect that leaves the host, a bounded number of bytes in a bounded time. Self-signed certificates are
 * taken, because nothing secret is said and nothing is believed beyond a name.
 */

import { request as plainRequest, type IncomingMessage } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { deviceText } from '../text.ts';

export type WebPage = {
  status: number;
  server: string | undefined;
  realm: string | undefined;
  title: string | undefined;
  /** The first bytes of the page, for what stands in it; never shown. */
  body: string;
};

export type WebQuestion = {
  host: string;
  port?: number;
  path?: string;
  isTls?: boolean;
  localAddress?: string;
  signal: AbortSignal;
  timeoutMs?: number;
};

const MAX_BODY = 16 * 1024;
const MAX_HEADERS = 8 * 1024;

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' };

/** Without regular expressions over the page: it is a stranger's. */
export function titleOf(html: string): string | undefined {
  const lower = html.toLowerCase();
  const open = lower.indexOf('<title');
  const from = open === -1 ? -1 : lower.indexOf('>', open);
  if (from === -1) return undefined;
  const end = lower.indexOf('<', from);
  const text = html.slice(from + 1, Math.min(end === -1 ? html.length : end, from + 300));
  return deviceText(text.replace(/&([a-z]{2,4});/g, (whole, name: string) => entities[name] ?? whole).replace(/\s+/g, ' '), 120);
} // prettier-ignore

export function realmOf(header: string | undefined): string | undefined {
  const text = (header ?? '').slice(0, 400);
  const at = text.toLowerCase().indexOf('realm="');
  if (at === -1) return undefined;
  const end = text.indexOf('"', at + 7);
  return end === -1 ? undefined : deviceText(text.slice(at + 7, end), 120);
}

const one = (header: string | string[] | undefined): string | undefined => (Array.isArray(header) ? header[0] : header);

/** undefined: no answer that is a page. The reason is not kept: a phone without a web page is the usual case. */
export function askPage(question: WebQuestion): Promise<WebPage | undefined> {
  const { host, isTls = false, path = '/', localAddress, signal, timeoutMs = 1200 } = question;
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve(undefined);
      return;
    }
    const finish = (page: WebPage | undefined): void => {
      clearTimeout(deadline);
      signal.removeEventListener('abort', stop);
      request.destroy();
      resolve(page);
    };
    const stop = (): void => {
      finish(undefined);
    };
    const options = {
      host,
      port: question.port ?? (isTls ? 443 : 80),
      path,
      method: 'GET',
      agent: false,
      maxHeaderSize: MAX_HEADERS,
      insecureHTTPParser: false,
      headers: { 'User-Agent': 'Switchroom', Accept: 'text/html', Connection: 'close' },
      ...(localAddress === undefined ? {} : { localAddress }),
      // Phones of ten years ago speak nothing newer; see above for why their certificate is not checked.
      ...(isTls ? { rejectUnauthorized: false, minVersion: 'TLSv1' as const, ciphers: 'DEFAULT:@SECLEVEL=0' } : {}),
    };
    const request = (isTls ? tlsRequest : plainRequest)(options, (response: IncomingMessage) => {
      let body = '';
      const page = (): WebPage => ({
        status: response.statusCode ?? 0,
        server: deviceText(one(response.headers.server), 120),
        realm: realmOf(one(response.headers['www-authenticate'])),
        title: titleOf(body),
        body,
      });
      response.setEncoding('latin1');
      response.on('data', (chunk: string) => {
        body += chunk.slice(0, MAX_BODY - body.length);
        if (body.length >= MAX_BODY) finish(page());
      });
      response.on('end', () => {
        finish(page());
      });
      response.on('error', () => {
        finish(page());
      });
    });
    request.on('error', stop);
    const deadline = setTimeout(stop, timeoutMs);
    signal.addEventListener('abort', stop);
    request.end();
  });
}

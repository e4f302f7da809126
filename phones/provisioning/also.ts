/**
 * The listeners beside plain HTTP that an office may switch on: HTTPS and TFTP. What is wanted is said whole each time;
 * what is not wanted any more is closed, what fails is told and tried again the next time, and phones over HTTP never
 * notice.
 */

import { createHash } from 'node:crypto';
import { ListenError } from '../listen-error.ts';
import type { ServeDeps } from './fetch.ts';
import type { ProvisioningHandle, Tls } from './http.ts';
import { startTftp } from './tftp.ts';

export type AlsoWish = {
  https?: Tls & { port: number };
  tftp?: { port?: number };
};

export type AlsoState = { httpsPort?: number; tftpPort?: number; failures: readonly ListenError[] };

export type Also = { set: (wish: AlsoWish) => Promise<AlsoState>; close: () => Promise<void> };

type Open = { key: string; port: number; close: () => Promise<void> };

export function openAlso(deps: ServeDeps & { address: string }, http: ProvisioningHandle): Also {
  const open: { https?: Open; tftp?: Open } = {};
  let work: Promise<unknown> = Promise.resolve();

  async function fit(
    name: 'https' | 'tftp',
    key: string | undefined,
    start: () => Promise<{ port: number; close: () => Promise<void> }>,
  ): Promise<ListenError | undefined> {
    const now = open[name];
    if (now?.key === key) return undefined;
    delete open[name];
    await now?.close();
    if (key === undefined) return undefined;
    try {
      const { port, close } = await start();
      open[name] = { key, port, close };
      return undefined;
    } catch (error) {
      if (error instanceof ListenError) return error;
      throw error;
    }
  }

  async function setNow({ https, tftp }: AlsoWish): Promise<AlsoState> {
    const { address } = deps;
    const httpsKey = https && `${https.port} ${createHash('sha256').update(https.certificate).digest('hex')}`;
    const failures = [
      await fit('https', httpsKey, () =>
        http.listen({ address, port: https?.port ?? 0, ...(https === undefined ? {} : { tls: https }) }),
      ),
      await fit('tftp', tftp && String(tftp.port ?? ''), () => startTftp(deps, http.firstFetch, { address, ...tftp })),
    ].filter((failure) => failure !== undefined);
    return {
      failures,
      ...(open.https === undefined ? {} : { httpsPort: open.https.port }),
      ...(open.tftp === undefined ? {} : { tftpPort: open.tftp.port }),
    };
  }

  return {
    set: (wish) => {
      const done = work.then(() => setNow(wish));
      work = done.catch(() => undefined);
      return done;
    },
    close: async () => {
      await work;
      await Promise.all([open.https?.close(), open.tftp?.close()]);
    },
  };
}

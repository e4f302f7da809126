/**
 * The real listeners alone, for packets that are wrong: PnP, HTTP, TFTP and the clock on 127.0.0.1. Prints its ports, then
 * for each line of stdin (`ping`, `memory`) what was asked. Limits are wide, so that packets reach what reads them.
 */
import { createInterface } from 'node:readline';
import { listenMdns } from '../../phones/discovery/mdns.ts';
import { startPnp } from '../../phones/discovery/pnp.ts';
import type { ServeDeps } from '../../phones/provisioning/fetch.ts';
import { createFileCache } from '../../phones/provisioning/files.ts';
import { startProvisioning } from '../../phones/provisioning/http.ts';
import { startTftp } from '../../phones/provisioning/tftp.ts';
import { startSntp } from '../../phones/time/sntp.ts';
import { snom } from '../../phones/vendors/snom/index.ts';
import { testProfile } from '../../phones/vendors/test-profile.ts';

const address = '127.0.0.1';
const [mac = '', token = '', pnpPort = '0'] = process.argv.slice(2);
const say = (event: object): void => void process.stdout.write(`${JSON.stringify(event)}\n`);
const wide = { perSecond: 1e9, burst: 1e9 };
const count = { mdns: 0, fetches: 0, seen: 0, errors: 0 };
const profile = testProfile({ mac, model: 'D785', vendorId: 'snom' });

function failed(error: unknown): void {
  count.errors += 1;
  say({ kind: 'error', error: error instanceof Error ? error.stack : String(error) });
}
const deps: ServeDeps = {
  profileOf: (asked) => (asked === mac ? profile : undefined),
  byToken: (asked) => (asked === token ? mac : undefined),
  filesFor: createFileCache(() => snom),
  neighbourOf: () => Promise.resolve({ known: true, mac: '001565000001' }),
  awaits: () => false,
  onFetch: () => (count.fetches += 1),
  onError: failed,
  other: ({ path }) => (path.startsWith('/join/') ? { status: 200, body: 'hello' } : undefined),
  now: () => Date.now(),
  limits: { perSource: wide, missesPerSource: wide, connectionsPerSource: 1000 },
};
const http = await startProvisioning({ ...deps, address, port: 0 });
const tftp = await startTftp(deps, http.firstFetch, { address, port: 0, firstWaitMs: 50 });
const sntp = await startSntp({ address, port: 0, now: () => Date.now(), notBefore: () => 0 });
const pnp = await startPnp({
  address,
  group: address,
  port: Number(pnpPort),
  decide: (sighting) => (sighting.mac === mac ? `http://${address}/${token}/` : undefined),
  onSeen: () => (count.seen += 1),
  onError: failed,
  // Whoever says that he is the phone is another device.
  neighbourOf: () => Promise.resolve({ known: true, mac: '001565000001' }),
  now: () => Date.now(),
  limits: { perSource: wide, total: wide },
});

// Always on its own port; other programs may hear there too, so some packets may go to them.
const mdns = listenMdns(address, () => (count.mdns += 1));

createInterface({ input: process.stdin }).on('line', (line) => {
  if (line === 'memory') {
    globalThis.gc?.();
    const { rss, heapUsed, external } = process.memoryUsage();
    say({ kind: 'memory', rss, used: heapUsed + external });
  } else say({ kind: 'pong', ...count, pnp: pnp.stats.received, refused: pnp.stats.refused });
});
say({
  kind: 'ready',
  ports: { pnp: Number(pnpPort), http: http.port, tftp: tftp.port, sntp: sntp.port, mdns: 5353 },
  problem: mdns.problem,
});

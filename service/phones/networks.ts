/**
 * In which network each adopted phone stood when its place was last confirmed. One that turns up in another network has
 * been carried somewhere else, so helpers would be sent to the wrong place: it is asked for again (spec P4). A phone that is
 * plugged into another switch of the same network cannot be told from one that was not moved. What was seen, not what the
 * office wants, so it is kept beside the office's database.
 */
import { renameSync } from 'node:fs';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { readIfThere, writeFileDurable } from '../../asterisk/process/durable-file.ts';
import { isInSubnet } from '../../phones/discovery/subnet.ts';
import type { Mac } from '../../phones/mac.ts';
import { soon } from './soon.ts';

const entry = z.strictObject({
  mac: z.string().regex(/^[0-9a-f]{12}$/),
  network: z.string().max(60),
  moved: z.strictObject({ to: z.string().max(60), at: z.int() }).nullable(),
});
const file = z.strictObject({ version: z.literal(1), phones: z.array(entry) });

export interface Moved {
  from: string;
  to: string;
  at: number;
}

export interface Networks {
  seen(mac: Mac, address: string, at: number): void;
  /** Somebody says that its place is right. */
  confirm(mac: Mac): void;
  moved(mac: Mac): Moved | undefined;
  forget(mac: Mac): void;
  stop(): void;
}

const pauseMs = 2000;

/** "10.20.0.0/24". Of a network that is not ours nobody says how large it is, so the usual size counts. */
export function networkOf(address: string, own: string | undefined): string | undefined {
  if (!ipaddr.isValid(address)) return undefined;
  const parsed = ipaddr.parse(address);
  const bits = own !== undefined && isInSubnet(address, own) ? ipaddr.parseCIDR(own)[1] : parsed.kind() === 'ipv4' ? 24 : 64; // prettier-ignore
  const bytes = parsed.toByteArray().map((byte, at) => {
    const left = Math.max(0, Math.min(8, bits - at * 8));
    return byte & (0xff << (8 - left)) & 0xff;
  });
  return `${ipaddr.fromByteArray(bytes).toString()}/${bits}`;
}

export function openNetworks(deps: {
  /** Without a path nothing is kept over a restart. */
  path: string | undefined;
  /** The network of the address at which phones are served. */
  own: () => string | undefined;
  changed: (mac: Mac) => void;
  note: (text: string) => void;
}): Networks {
  const { path } = deps;
  const known = new Map<Mac, z.infer<typeof entry>>();
  let hasFailed = false;
  for (const one of load()) known.set(one.mac, one);
  const writing = soon(() => {
    if (path === undefined) return;
    try {
      writeFileDurable(path, `${JSON.stringify({ version: 1, phones: [...known.values()] })}\n`);
      hasFailed = false;
    } catch (error) {
      if (!hasFailed) deps.note(`Where phones stood cannot be kept in ${path}: ${String(error)}`);
      hasFailed = true;
    }
  }, pauseMs);

  function load(): z.infer<typeof entry>[] {
    const found = path === undefined ? undefined : readIfThere(path);
    if (path === undefined || found === undefined) return [];
    try {
      return file.parse(JSON.parse(found)).phones;
    } catch (error) {
      renameSync(path, `${path}.unreadable`);
      deps.note(`Where phones stood could not be read and was put aside as ${path}.unreadable: ${String(error)}`);
      return [];
    }
  }

  function set(mac: Mac, next: z.infer<typeof entry>): void {
    const before = known.get(mac);
    known.set(mac, next);
    writing.ask();
    if (before?.moved || next.moved) deps.changed(mac);
  }

  return {
    seen(mac, address, at) {
      const network = networkOf(address, deps.own());
      if (network === undefined) return;
      const before = known.get(mac);
      if (!before) return set(mac, { mac, network, moved: null });
      if (network === before.network) {
        // Carried back before anybody said anything: its place is right again.
        if (before.moved) set(mac, { ...before, moved: null });
      } else if (before.moved?.to !== network) set(mac, { ...before, moved: { to: network, at } });
    },
    confirm(mac) {
      const before = known.get(mac);
      if (before?.moved) set(mac, { mac, network: before.moved.to, moved: null });
    },
    moved(mac) {
      const one = known.get(mac);
      return one?.moved ? { from: one.network, ...one.moved } : undefined;
    },
    forget(mac) {
      if (known.delete(mac)) writing.ask();
    },
    stop: () => writing.stop(),
  };
}

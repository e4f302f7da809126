/**
 * Serves phones their settings over HTTP and HTTPS: from memory, by secret path, read-only. Several listeners (one for
 * each of the computer's networks, with and without TLS) share one set of rules and limits.
 */

import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import { isInSubnet, isOfficeAddress, plainAddress } from '../discovery/subnet.ts';
import { ListenError } from '../listen-error.ts';
import { LIMITS, type ServeDeps } from './fetch.ts';
import { createFirstFetch, type FirstFetch } from './first-fetch.ts';
import { createHandler } from './handler.ts';

export type { PhoneFetch, ProvisioningLimits } from './fetch.ts';

export type ProvisioningDeps = ServeDeps & { address: string; port: number };

export type Tls = { key: string; certificate: string };

export type ListenerWish = {
  address: string;
  port: number;
  tls?: Tls;
  /** Only senders in this network (CIDR) are heard. */
  only?: string;
};

export type Listener = {
  /** The port really used (a wish of 0 means any). */
  port: number;
  close: () => Promise<void>;
};

export type ProvisioningHandle = Listener & {
  firstFetch: FirstFetch;
  /** One more listener with the same rules. Throws `ListenError`. */
  listen: (wish: ListenerWish) => Promise<Listener>;
};

const OPTIONS = {
  maxHeaderSize: 8192,
  headersTimeout: 5000,
  requestTimeout: 10_000,
  keepAliveTimeout: 5000,
  connectionsCheckingInterval: 1000,
  requireHostHeader: false,
};

/** Phones of many years: those that cannot do TLS 1.2 keep HTTP, for what came before protects nothing. */
const TLS_OPTIONS = { minVersion: 'TLSv1.2' as const, handshakeTimeout: 5000 };

type Guard = (socket: Socket, only: string | undefined) => void;

/** Connections are counted before a byte is read: slow clients of one address cannot use up everybody's. */
function connectionGuard(perSource: number): Guard {
  const open = new Map<string, number>();
  return (socket, only) => {
    const address = plainAddress(socket.remoteAddress);
    const count = (open.get(address) ?? 0) + 1;
    if (!isOfficeAddress(address) || (only !== undefined && !isInSubnet(address, only)) || count > perSource) {
      socket.destroy();
      return;
    }
    open.set(address, count);
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left === 0) open.delete(address);
      else open.set(address, left);
    });
  };
}

function strict(server: Server): void {
  server.maxHeadersCount = 64;
  server.maxConnections = 4000;
  // Phones send no bodies; a client that does is answered and then cut off.
  server.maxRequestsPerSocket = 100;
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    else socket.destroy();
  });
  // Neither tunnels nor other protocols are spoken here.
  server.on('connect', (_request, socket) => socket.destroy());
  server.on('upgrade', (_request, socket) => socket.destroy());
}

/** Throws `ListenError`. */
export async function startProvisioning(deps: ProvisioningDeps): Promise<ProvisioningHandle> {
  const firstFetch = createFirstFetch(deps.now);
  const handler = createHandler(deps, firstFetch);
  const guard = connectionGuard(deps.limits?.connectionsPerSource ?? LIMITS.connectionsPerSource);
  const open = new Set<Listener>();

  async function listen({ address, port, tls, only }: ListenerWish): Promise<Listener> {
    const server =
      tls === undefined
        ? createServer(OPTIONS, handler)
        : createTlsServer({ ...OPTIONS, ...TLS_OPTIONS, key: tls.key, cert: tls.certificate }, handler);
    strict(server);
    // Of a TLS server these are the bare TCP connections: guarded before the costly handshake.
    server.on('connection', (socket: Socket) => guard(socket, only));
    await new Promise<void>((resolve, reject) => {
      const fail = (error: Error): void => {
        reject(new ListenError(`Phone provisioning (${tls === undefined ? 'HTTP' : 'HTTPS'})`, address, port, error));
      };
      server.once('error', fail);
      server.listen({ port, host: address, backlog: 4096 }, () => {
        server.removeListener('error', fail);
        resolve();
      });
    });
    const bound = server.address();
    const listener: Listener = {
      port: typeof bound === 'object' && bound !== null ? bound.port : port,
      close: () => {
        open.delete(listener);
        return new Promise((resolve) => {
          server.close(() => {
            resolve();
          });
          server.closeAllConnections();
        });
      },
    };
    open.add(listener);
    return listener;
  }

  const first = await listen(deps);
  return {
    port: first.port,
    firstFetch,
    listen,
    close: async () => {
      await Promise.all([...open].map((listener) => listener.close()));
    },
  };
}

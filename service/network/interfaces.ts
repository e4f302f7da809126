/** What the operating system says about its interfaces, asked every few seconds: no system tells all of this by event. */
import { createSocket } from 'node:dgram';
import { networkInterfaces } from 'node:os';
import type { NetworkInterface } from '../../office/core/observed.ts';

export function readInterfaces(): NetworkInterface[] {
  return Object.entries(networkInterfaces())
    .flatMap(([name, list]) =>
      (list ?? []).map(({ address, netmask, mac, internal }) => ({ name, address, netmask, mac, internal })),
    )
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/**
 * The own address of the default route. A UDP socket is connected to a documentation address (RFC 5737): the system
 * looks up the route and sends nothing.
 */
export function routeAddress(): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    const done = (address: string | undefined) => {
      socket.close();
      resolve(address);
    };
    // No route at all, as on a computer with its cable out. Without a callback, which would get the failure instead.
    socket.once('error', () => done(undefined));
    socket.once('connect', () => done(socket.address().address));
    socket.connect(9, '192.0.2.1');
  });
}

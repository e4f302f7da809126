/**
 * The sockets behind PnP: one pair of ears that joined the group on each of the computer's networks, and a mouth for each
 * of them, because an answer must leave from the network that the question came from. Networks come and go with cables;
 * the ears stay.
 *
 * Linux: the ears are bound to the group's own address, because Asterisk holds <address>:5060 and 0.0.0.0:5060 would
 * collide with it (measured).
 */

import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { ListenError } from '../listen-error.ts';
import { isInSubnet, subnetOf } from './subnet.ts';

/** One of our networks: the mouth's address and port stand in Via and Contact. */
export type Wire = { address: string; port: number; send: (bytes: Buffer, port: number, to: string) => void };

export type Wires = {
  /** The network that this sender is in. */
  wireOf: (sender: string) => Wire | undefined;
  /** These from now on; the first one, which phones are told, always stays. Resolves to the addresses that are heard. */
  set: (addresses: readonly string[]) => Promise<readonly string[]>;
  close: () => Promise<void>;
};

type Open = Wire & { cidr: string | undefined; socket: Socket };

function bound(socket: Socket, address: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind({ address, port }, () => {
      socket.removeListener('error', reject);
      resolve();
    });
  });
}

const closed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    socket.close(() => {
      resolve();
    });
  });

function discard(socket: Socket): void {
  socket.on('error', () => undefined); // The failure is already on its way up.
  socket.close();
}

export type WiresWish = {
  address: string;
  group: string;
  port: number;
  /** To the group: questions. */
  onQuestion: (bytes: Buffer, from: RemoteInfo) => void;
  /** To one of our mouths: a phone's answer to what we told it. */
  onReply: (bytes: Buffer, from: RemoteInfo) => void;
};

/** Throws `ListenError`. */
export async function openWires(wish: WiresWish): Promise<Wires> {
  const { address: first, group, port, onQuestion, onReply } = wish;
  const isMulticast = /^2(2[4-9]|3\d)\./.test(group);
  const ears = createSocket({ type: 'udp4', reuseAddr: isMulticast });
  const wires = new Map<string, Open>();
  let isClosing = false;

  async function add(address: string): Promise<void> {
    const socket = createSocket('udp4');
    try {
      if (isMulticast) ears.addMembership(group, address);
      await bound(socket, address, 0);
    } catch (error) {
      discard(socket);
      throw error;
    }
    socket.on('message', onReply);
    // After binding, errors are those of single datagrams (ICMP): nothing to undo.
    socket.on('error', () => undefined);
    wires.set(address, {
      address,
      port: socket.address().port,
      cidr: subnetOf(address),
      socket,
      // A phone that vanished again is no fault of ours; it will ask once more when it is back.
      send: (bytes, toPort, to) => {
        if (!isClosing && wires.get(address)?.socket === socket) socket.send(bytes, toPort, to, () => undefined);
      },
    });
  }

  function drop(wire: Open): void {
    wires.delete(wire.address);
    discard(wire.socket);
    try {
      if (isMulticast) ears.dropMembership(group, wire.address);
    } catch {
      // The network is gone already, and its membership with it.
    }
  }

  try {
    // Elsewhere than on Linux a socket cannot be bound to a group.
    await bound(ears, isMulticast && process.platform !== 'linux' ? '0.0.0.0' : group, port);
    await add(first);
  } catch (error) {
    discard(ears);
    throw new ListenError('Finding new phones (PnP)', isMulticast ? `${group} on ${first}` : group, port, error);
  }
  ears.on('message', onQuestion);
  ears.on('error', () => undefined);

  return {
    wireOf: (sender) => {
      for (const wire of wires.values())
        if (wire.cidr === undefined ? wire.address === first : isInSubnet(sender, wire.cidr)) return wire;
      return undefined;
    },
    set: async (addresses) => {
      const wanted = new Set([first, ...addresses]);
      for (const wire of [...wires.values()]) if (!wanted.has(wire.address)) drop(wire);
      for (const address of wanted) {
        if (wires.has(address) || isClosing) continue;
        // One network that cannot be joined (a card without multicast, a cable just pulled) must not cost the others.
        await add(address).catch(() => undefined);
      }
      return [...wires.keys()];
    },
    close: async () => {
      isClosing = true;
      await Promise.all([ears, ...[...wires.values()].map(({ socket }) => socket)].map(closed));
    },
  };
}

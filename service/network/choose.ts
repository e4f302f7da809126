/**
 * Which address phones and apps are told (spec X13). A fixed address or interface is obeyed even while it is not there:
 * quietly serving another network than the one that was asked for would be worse than saying so. Automatic means the
 * office's LAN: a private address, that of the default route before others, physical interfaces before tunnels.
 */
import type { NetworkInterface, NetworkObserved } from '../../office/core/observed.ts';

export interface AddressWish {
  /** Name of an interface, or empty. */
  interface: string;
  /** An address, or empty. */
  fixedAddress: string;
}

export interface Choice {
  address: string | null;
  chosenBy: NetworkObserved['chosenBy'];
  /** What was asked for is not on this computer now. */
  missing: string | null;
}

/** Interfaces on which no desk phone stands: containers, virtual machines, tunnels. */
const virtual =
  /^(docker|br-|veth|virbr|vmnet|vboxnet|vEthernet|tun|tap|wg|utun|ppp|zt|tailscale|lxc|lxd|podman|cni|flannel)/i;
const privateRange = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/;
const linkLocal = /^169\.254\./;

/** `route`: the address from which this computer would leave its network; `last`: what it chose before. */
export function chooseAddress(
  wish: AddressWish,
  interfaces: readonly NetworkInterface[],
  { route, last }: { route?: string | undefined; last?: string | null | undefined } = {},
): Choice {
  if (wish.fixedAddress !== '') {
    const isHere =
      interfaces.some(({ address }) => address === wish.fixedAddress) || wish.fixedAddress.startsWith('127.');
    return {
      address: isHere ? wish.fixedAddress : null,
      chosenBy: 'fixed',
      missing: isHere ? null : wish.fixedAddress,
    };
  }
  const ipv4 = interfaces.filter(({ address }) => address.includes('.'));
  if (wish.interface !== '') {
    const own = ipv4.filter(({ name }) => name === wish.interface);
    const found = own.find(({ address }) => address === last) ?? own[0];
    return { address: found?.address ?? null, chosenBy: 'interface', missing: found ? null : wish.interface };
  }
  const best = ipv4
    .map((one, position) => ({ one, position, rank: rank(one, route, last) }))
    .sort((a, b) => b.rank - a.rank || a.position - b.position)[0];
  return { address: best?.one.address ?? null, chosenBy: best ? 'automatic' : null, missing: null };
}

function rank({ address, name, internal }: NetworkInterface, route?: string, last?: string | null): number {
  if (internal) return 0;
  const isLan = privateRange.test(address) ? 8 : linkLocal.test(address) ? 1 : 2;
  // An address that serves phones already is not left because a cable came or a tunnel took the default route.
  return isLan + (virtual.test(name) ? 0 : 16) + (address === route ? 2 : 0) + (address === last ? 4 : 0);
}

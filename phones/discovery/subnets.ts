/**
 * Which networks are looked at: those that this computer has a private address in, and nothing else, ever. Large ones and
 * virtual adapters wait for a person's word; a part of a network may be named, but it has to lie inside one of our own.
 */

import ipaddr from 'ipaddr.js';

export type OwnAddress = { name: string; address: string; netmask: string; internal: boolean };

export type Subnet = {
  /** `10.1.0.0/24`: the network, or the part of it that was asked for. */
  cidr: string;
  interface: string;
  /** Ours in it: questions are sent from here. */
  address: string;
  hosts: number;
};

export type LeftOut = Subnet & { why: 'large' | 'virtual' | 'public' | 'no-hosts' };

export type SubnetPlan = { chosen: Subnet[]; leftOut: LeftOut[] };

/** A /22: more addresses than an office has, few enough to be asked within seconds. */
export const MOST_HOSTS_UNASKED = 1022;
/** A /16, also when somebody insists. */
export const MOST_HOSTS = 65_534;

/** Networks between this computer and its own guests and tunnels; no phone is plugged in there. */
const VIRTUAL = /^(?:docker|br-|veth|virbr|vmnet|vbox|lxc|lxd|podman|cni|flannel|cali|tailscale|zt|wg|tun|tap|utun|ppp|ipsec|vEthernet|VirtualBox|VMware|Hyper-V|WSL|Tailscale|ZeroTier|WireGuard|OpenVPN|Npcap|bridge\d)/i; // prettier-ignore

/** RFC 1918 and self-assigned (RFC 3927) addresses. Carrier-grade ones (RFC 6598) are a carrier's or a tunnel's network. */
const isPrivate = (address: string): boolean =>
  ipaddr.IPv4.isValidFourPartDecimal(address) && ['private', 'linkLocal'].includes(ipaddr.IPv4.parse(address).range());

const numberOf = (address: string): number =>
  ipaddr.IPv4.parse(address).toByteArray().reduce((sum, byte) => sum * 256 + byte, 0); // prettier-ignore
const addressOf = (value: number): string => [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.'); // prettier-ignore
const hostCount = (bits: number): number => Math.max(0, 2 ** (32 - bits) - 2);

function subnetOf({ name, address, netmask }: OwnAddress): { subnet: Subnet; bits: number } | undefined {
  if (!ipaddr.IPv4.isValidFourPartDecimal(address) || !ipaddr.IPv4.isValidFourPartDecimal(netmask)) return undefined;
  const bits = ipaddr.IPv4.parse(netmask).prefixLengthFromSubnetMask();
  if (bits === null || bits < 8) return undefined;
  const network = ipaddr.IPv4.networkAddressFromCIDR(`${address}/${bits}`).toString();
  return { subnet: { cidr: `${network}/${bits}`, interface: name, address, hosts: hostCount(bits) }, bits };
}

export function planSubnets(own: readonly OwnAddress[]): SubnetPlan {
  const plan: SubnetPlan = { chosen: [], leftOut: [] };
  for (const one of own) {
    const found = one.internal ? undefined : subnetOf(one);
    if (found === undefined) continue;
    const { subnet } = found;
    // Cable and Wi-Fi in one network: the phones are the same.
    if ([...plan.chosen, ...plan.leftOut].some(({ cidr }) => cidr === subnet.cidr)) continue;
    const why = !isPrivate(one.address)
      ? 'public'
      : subnet.hosts === 0
        ? 'no-hosts'
        : VIRTUAL.test(one.name)
          ? 'virtual'
          : subnet.hosts > MOST_HOSTS_UNASKED
            ? 'large'
            : undefined;
    if (why === undefined) plan.chosen.push(subnet);
    else plan.leftOut.push({ ...subnet, why });
  }
  return plan;
}

export type Named = { ok: true; subnet: Subnet } | { ok: false; problem: string };

/** A network that a person named, whole or in part. `plan` is of the same moment. */
export function namedSubnet(text: string, plan: SubnetPlan): Named {
  const wanted = text.trim();
  const [address = '', bitsText = ''] = wanted.split('/');
  const bits = /^\d{1,2}$/.test(bitsText) ? Number(bitsText) : NaN;
  if (!ipaddr.IPv4.isValidFourPartDecimal(address) || !(bits >= 8 && bits <= 30))
    return { ok: false, problem: `“${wanted.slice(0, 40)}” is not a network. Write it like 10.1.4.0/24.` };
  const network = ipaddr.IPv4.networkAddressFromCIDR(`${address}/${bits}`);
  const own = [...plan.chosen, ...plan.leftOut].find(({ cidr }) => {
    const [outer, outerBits] = ipaddr.IPv4.parseCIDR(cidr);
    return bits >= outerBits && network.match(outer, outerBits);
  });
  if (own === undefined || ('why' in own && own.why === 'public'))
    return {
      ok: false,
      problem: `${wanted} is not part of a private network that this computer is in. Switchroom only looks inside the office’s own networks.`,
    };
  if (hostCount(bits) > MOST_HOSTS)
    return { ok: false, problem: `${wanted} has more addresses than can be asked. Name a part of it, at most a /16.` };
  return {
    ok: true,
    subnet: {
      cidr: `${network.toString()}/${bits}`,
      interface: own.interface,
      address: own.address,
      hosts: hostCount(bits),
    },
  };
}

/** Every host address, without our own. */
export function hostsOf({ cidr, address, hosts }: Subnet): string[] {
  const first = numberOf(cidr.split('/')[0] ?? '') + 1;
  return Array.from({ length: Math.min(hosts, MOST_HOSTS) }, (_, n) => addressOf(first + n)).filter(
    (host) => host !== address,
  );
}

/** Whether an address lies in one of these networks: what is not, is neither asked nor believed. */
export function isWithin(address: string, subnets: readonly Subnet[]): boolean {
  if (!ipaddr.IPv4.isValidFourPartDecimal(address)) return false;
  const parsed = ipaddr.IPv4.parse(address);
  return subnets.some(({ cidr }) => parsed.match(ipaddr.IPv4.parseCIDR(cidr)));
}

import { expect, test } from 'vitest';
import { hostsOf, isWithin, namedSubnet, planSubnets, type OwnAddress } from './subnets.ts';

const own = (name: string, address: string, netmask = '255.255.255.0', internal = false): OwnAddress => ({
  name,
  address,
  netmask,
  internal,
});

test('[R4] private networks are looked at, VLANs too; large, virtual and public ones are not', () => {
  const plan = planSubnets([
    own('lo', '127.0.0.1', '255.0.0.0', true),
    own('eth0', '10.1.0.5'),
    own('wlan0', '10.1.0.77'),
    own('eth0.20', '192.168.20.5', '255.255.252.0'),
    own('eth1', '10.2.3.4', '255.255.0.0'),
    own('docker0', '172.17.0.1', '255.255.0.0'),
    own('vEthernet (WSL)', '172.20.0.1', '255.255.240.0'),
    own('eth2', '192.0.2.9'),
    own('ppp0', '10.9.9.9', '255.255.255.255'),
    own('tailscale0', '100.101.102.103', '255.255.255.255'),
    own('eth0', 'fe80::1', 'ffff:ffff:ffff:ffff::'),
  ]);
  expect(plan.chosen.map(({ cidr, hosts, address }) => [cidr, hosts, address])).toEqual([
    ['10.1.0.0/24', 254, '10.1.0.5'],
    ['192.168.20.0/22', 1022, '192.168.20.5'],
  ]);
  expect(plan.leftOut.map(({ cidr, why }) => [cidr, why])).toEqual([
    ['10.2.0.0/16', 'large'],
    ['172.17.0.0/16', 'virtual'],
    ['172.20.0.0/20', 'virtual'],
    ['192.0.2.0/24', 'public'],
    ['10.9.9.9/32', 'no-hosts'],
    ['100.101.102.103/32', 'public'],
  ]);
});

test('[R4] a named part lies inside an own network, or is refused in words', () => {
  const plan = planSubnets([own('eth0', '10.1.0.5'), own('eth1', '10.2.3.4', '255.255.0.0'), own('eth2', '192.0.2.9')]);
  expect(namedSubnet('10.2.9.17/24', plan)).toEqual({
    ok: true,
    subnet: { cidr: '10.2.9.0/24', interface: 'eth1', address: '10.2.3.4', hosts: 254 },
  });
  expect(namedSubnet('10.2.0.0/16', plan)).toMatchObject({ ok: true });
  for (const text of [
    '10.0.0.0/8',
    '10.3.0.0/24',
    '8.8.8.0/24',
    '192.0.2.0/24',
    '10.1.0.0',
    '10.1.0.0/x',
    '0.0.0.0/0',
    '10.1.0.0/24; rm',
    '',
  ])
    // prettier-ignore
    expect(namedSubnet(text, plan), text).toMatchObject({ ok: false });
});

test('[R4] hosts are all addresses but the network, the broadcast and our own', () => {
  const subnet = { cidr: '10.1.0.0/22', interface: 'eth0', address: '10.1.0.5', hosts: 1022 };
  const hosts = hostsOf(subnet);
  expect([hosts.length, hosts[0], hosts.at(-1)]).toEqual([1021, '10.1.0.1', '10.1.3.254']);
  expect(hosts).not.toContain('10.1.0.5');
  expect([isWithin('10.1.3.9', [subnet]), isWithin('10.1.4.1', [subnet]), isWithin('::1', [subnet])]).toEqual([true, false, false]); // prettier-ignore
});

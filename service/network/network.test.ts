import { describe, expect, test } from 'vitest';
import type { NetworkInterface, NetworkObserved } from '../../office/core/observed.ts';
import { chooseAddress } from './choose.ts';
import { readInterfaces, routeAddress } from './interfaces.ts';
import { watchNetwork, type NetworkDeps } from './watch.ts';

const at = (name: string, address: string, internal = false): NetworkInterface => ({
  name,
  address,
  netmask: '255.255.255.0',
  mac: '00:00:5e:00:53:01',
  internal,
});
const lo = at('lo', '127.0.0.1', true);
const automatic = { interface: '', fixedAddress: '' };

describe('[X13] the address that phones are told', () => {
  test.each<[string, NetworkInterface[], string | undefined, string | null]>([
    ['nothing but loopback', [lo], undefined, '127.0.0.1'],
    ['a private address', [lo, at('eth0', '192.168.1.10')], undefined, '192.168.1.10'],
    ['private before public', [at('eth0', '203.0.113.5'), at('eth1', '10.0.0.5')], '203.0.113.5', '10.0.0.5'],
    [
      'that of the default route',
      [at('eth0', '192.168.1.10'), at('eth1', '192.168.2.10')],
      '192.168.2.10',
      '192.168.2.10',
    ],
    [
      'a card before a container bridge',
      [at('docker0', '172.17.0.1'), at('enp3s0', '192.168.1.10')],
      undefined,
      '192.168.1.10',
    ],
    [
      'a card before a tunnel with the default route',
      [at('tun0', '10.8.0.2'), at('eth0', '192.168.1.10')],
      '10.8.0.2',
      '192.168.1.10',
    ],
    [
      'a real one before one that nobody gave',
      [at('eth0', '169.254.3.4'), at('wlan0', '192.168.1.11')],
      undefined,
      '192.168.1.11',
    ],
    ['never IPv6 by itself', [at('eth0', 'fe80::1'), lo], undefined, '127.0.0.1'],
    ['no interface at all', [], undefined, null],
  ])('%s', (_what, interfaces, route, address) => {
    expect(chooseAddress(automatic, interfaces, { route }).address).toBe(address);
  });

  test('what serves phones already is kept while it is there', () => {
    const both = [at('eth0', '192.168.1.10'), at('eth1', '192.168.2.10')];
    expect(chooseAddress(automatic, both, { route: '192.168.2.10', last: '192.168.1.10' }).address).toBe(
      '192.168.1.10',
    );
    expect(chooseAddress(automatic, both.slice(1), { last: '192.168.1.10' }).address).toBe('192.168.2.10');
  });

  test('a fixed address or interface that is not there is missing, not replaced', () => {
    const here = [lo, at('eth0', '192.168.1.10')];
    expect(chooseAddress({ interface: '', fixedAddress: '192.168.1.99' }, here)).toEqual({
      address: null,
      chosenBy: 'fixed',
      missing: '192.168.1.99',
    });
    expect(chooseAddress({ interface: 'eth7', fixedAddress: '' }, here)).toEqual({
      address: null,
      chosenBy: 'interface',
      missing: 'eth7',
    });
    expect(chooseAddress({ interface: 'eth0', fixedAddress: '' }, here)).toEqual({
      address: '192.168.1.10',
      chosenBy: 'interface',
      missing: null,
    });
    expect(chooseAddress({ interface: '', fixedAddress: '127.0.0.2' }, here).address).toBe('127.0.0.2');
  });
});

describe('[X13] a change of address', () => {
  async function watching(overrides: Partial<NetworkDeps> = {}) {
    const state = { interfaces: [lo, at('eth0', '192.168.1.10')] };
    const seen: NetworkObserved[] = [];
    const calls: string[] = [];
    const watch = await watchNetwork({
      wish: () => ({ ...automatic, sipPort: 5060, httpPort: 8480 }),
      set: (network) => seen.push(network),
      moved(network) {
        calls.push(`moved ${network.address}`);
        return Promise.resolve();
      },
      tellPhones() {
        calls.push('told');
        return Promise.resolve(['0004130a0b0c', '0004130a0b0d']);
      },
      now: () => 7,
      readInterfaces: () => state.interfaces,
      routeAddress: () => Promise.resolve(undefined),
      intervalMs: 60_000,
      problem: (error) => {
        throw error;
      },
      ...overrides,
    });
    return { state, seen, calls, watch };
  }

  test('is carried through and waited for until each phone has fetched', async () => {
    const { state, calls, watch, seen } = await watching();
    await watch.look();
    expect(calls).toEqual([]);
    state.interfaces = [lo, at('eth0', '192.168.7.20')];
    await watch.look();
    expect(calls).toEqual(['moved 192.168.7.20', 'told']);
    expect(watch.network).toMatchObject({
      address: '192.168.7.20',
      change: { from: '192.168.1.10', to: '192.168.7.20', at: 7, waitingFor: ['0004130a0b0c', '0004130a0b0d'] },
    });
    watch.fetched('0004130a0b0c');
    watch.fetched('ffffffffffff');
    expect(watch.network.change?.waitingFor).toEqual(['0004130a0b0d']);
    watch.fetched('0004130a0b0d');
    expect(watch.network.change).toBeNull();
    expect(seen.at(-1)?.change).toBeNull();
    await watch.stop();
  });

  test.each([
    ['automatic', automatic],
    ['an interface', { interface: 'eth0', fixedAddress: '' }],
    ['a fixed address', { interface: '', fixedAddress: '192.168.1.10' }],
  ])(
    'a lost network moves nothing and is said; its return is listened to, phones learn nothing: %s',
    async (_, wish) => {
      const { state, calls, watch } = await watching({ wish: () => ({ ...wish, sipPort: 5060, httpPort: 8480 }) });
      state.interfaces = [lo];
      await watch.look();
      expect([watch.network.address, calls]).toEqual(['192.168.1.10', []]);
      expect(watch.missing).toBe(wish.interface || '192.168.1.10');
      state.interfaces = [lo, at('eth0', '192.168.1.10')];
      await watch.look();
      expect([watch.missing, calls]).toEqual([null, ['moved 192.168.1.10']]);
      state.interfaces = [lo, at('eth0', '192.168.7.20')];
      await watch.look();
      const isFixed = wish.fixedAddress !== '';
      expect(calls.slice(1)).toEqual(isFixed ? [] : ['moved 192.168.7.20', 'told']);
      await watch.stop();
    },
  );

  test('what was asked for and was never there is nothing, and told to nobody', async () => {
    let wish = { ...automatic, sipPort: 5060, httpPort: 8480 };
    const { calls, watch } = await watching({ wish: () => wish });
    wish = { ...wish, fixedAddress: '192.168.1.99' };
    await watch.look();
    expect([watch.network.address, watch.missing, calls]).toEqual([null, '192.168.1.99', ['moved null']]);
    wish = { ...wish, fixedAddress: '' };
    await watch.look();
    expect(calls).toEqual(['moved null', 'moved 192.168.1.10', 'told']);
    await watch.stop();
  });
});

test('this computer has interfaces, and its route can be asked for without sending anything', async () => {
  expect(readInterfaces().some(({ internal }) => internal)).toBe(true);
  const route = await routeAddress();
  expect(route === undefined || readInterfaces().some(({ address }) => address === route)).toBe(true);
});

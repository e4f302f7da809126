import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { networkOf, openNetworks } from './networks.ts';

const mac = '000413aabbcc';

describe('[P4] a phone that turns up elsewhere', () => {
  test('networks are those of the office, else of the usual size', () => {
    expect(networkOf('10.20.3.9', '10.20.0.1/22')).toBe('10.20.0.0/22');
    expect(networkOf('10.21.3.9', '10.20.0.1/22')).toBe('10.21.3.0/24');
    expect(networkOf('fd00:1:2:3::9', undefined)).toBe('fd00:1:2:3::/64');
    expect(networkOf('nowhere', undefined)).toBeUndefined();
  });

  test('is noticed, kept over a restart, and right again when somebody says so or it is carried back', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'switchroom-networks-')), 'phone-networks.json');
    const open = () => openNetworks({ path, own: () => '10.0.0.1/24', changed: () => {}, note: () => {} });
    let networks = open();
    networks.seen(mac, '10.0.0.9', 1);
    networks.seen(mac, '10.0.0.77', 2);
    expect(networks.moved(mac)).toBeUndefined();
    networks.seen(mac, '10.0.5.9', 3);
    networks.seen(mac, '10.0.5.10', 4);
    expect(networks.moved(mac)).toEqual({ from: '10.0.0.0/24', to: '10.0.5.0/24', at: 3 });
    networks.stop();
    expect(readFileSync(path, 'utf8')).toContain('10.0.5.0/24');
    networks = open();
    expect(networks.moved(mac)).toEqual({ from: '10.0.0.0/24', to: '10.0.5.0/24', at: 3 });
    networks.seen(mac, '10.0.0.9', 5);
    expect(networks.moved(mac)).toBeUndefined();
    networks.seen(mac, '10.0.5.9', 6);
    networks.confirm(mac);
    expect(networks.moved(mac)).toBeUndefined();
    networks.seen(mac, '10.0.0.9', 7);
    expect(networks.moved(mac)).toEqual({ from: '10.0.5.0/24', to: '10.0.0.0/24', at: 7 });
    networks.stop();
  });
});

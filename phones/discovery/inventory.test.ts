import { describe, expect, test } from 'vitest';
import { phoneVendors } from '../vendors/index.ts';
import { createInventory } from './inventory.ts';
import { sipRules, webRules } from './rules.ts';
import type { Sign } from './signs.ts';
import { verdictOf } from './verdict.ts';

const said = (sipUserAgent: string): Sign => ({ at: 1, via: 'sip', address: '10.1.0.9', isSip: true, text: sipUserAgent, hints: { sipUserAgent } }); // prettier-ignore
const kindOf = (text: string, mac?: string): string => verdictOf(mac, [said(text)]).kind;

describe('[R4] what a device is', () => {
  test.each([
    ['LinphoneAndroid/5.2.5 (Galaxy "S22") LinphoneSDK/5.3.74', 'softphone', '5.2.5'],
    ['Zoiper rv2.10.20.4', 'softphone', '2.10.20.4'],
    ['Z 5.6.4 v2.10.20.6', 'softphone', '5.6.4'],
    ['MicroSIP/3.21.3', 'softphone', '3.21.3'],
    ['baresip v3.5.1 (x86_64/linux)', 'softphone', '3.5.1'],
    ['Bria 6.5.1 release 104832', 'softphone', '104832'],
    ['Telephone 1.6', 'softphone', '1.6'],
    ['Sangoma Connect/1.4 (iPhone)', 'softphone', '1.4'],
    ['Asterisk PBX 20.5.0', 'pbx', '20.5.0'],
    ['FPBX-16.0.40(18.16.0)', 'pbx', '16.0.40'],
    ['Grandstream UCM6202V1.4A 1.0.20.17', 'pbx', '1.0.20.17'],
    ['Switchroom', 'pbx', null],
    ['AVM FRITZ!Box Fon 5012 (UI) 25.03.90 (3.01.03 tested by accredited T-Com test lab) (Oct 28 2005)', 'router', '25.03.90'],
    ['AVM FRITZ!Box 7312 117.05.23 TAL (Jun  1 2012)', 'router', '117.05.23'],
    ['FRITZ!OS', 'router', null],
    ['Mitel Border GW/4.0.0.9', 'adapter', '4.0.0.9'],
    ['Grandstream GXV3672_FHD 1.0.3.12', 'camera', '1.0.3.12'],
    ['PolycomRealPresenceGroup700/6.2.0', 'other', '6.2.0'],
    ['TANDBERG/516 (TC5.1.4.295090)', 'other', 'TC5.1.4.295090'],
  ] as const)('%s is a %s', (text, kind, firmware) => {
    expect(verdictOf('000b82112233', [said(text)])).toMatchObject({ kind, firmware, vendorId: null });
  }); // prettier-ignore

  test('every example of every vendor is a phone, whatever else the rules say', () => {
    for (const { id, examples } of phoneVendors)
      for (const { hints, is } of examples) {
        if (hints.sipUserAgent === undefined && hints.httpUserAgent === undefined && hints.pnp === undefined) continue;
        const sign: Sign = { at: 1, via: 'sip', address: '10.1.0.9', hints };
        expect(verdictOf(hints.mac, [sign]), JSON.stringify(hints)).toMatchObject(
          is.model === undefined && hints.pnp?.vendor === 'OEM' ? {} : { kind: 'phone', vendorId: id },
        );
      }
  });

  test('a brand at the start of another word is no brand, and an address block alone makes no phone', () => {
    for (const text of ['Snomad 1.0', 'Yealinkish 2', 'Zebra 5', 'Blinky', 'Asterisks'])
      expect(kindOf(text), text).toBe('maybe-phone');
    expect(verdictOf('000413aabbcc', [])).toMatchObject({ kind: 'maybe-phone', vendorId: 'snom', confidence: 'possible' });
    // Locally administered: whatever the digits say, nobody bought them.
    expect(verdictOf('020413aabbcc', [])).toMatchObject({ kind: 'other', maker: null });
    expect(verdictOf('001b21aabbcc', [])).toMatchObject({ kind: 'other' });
  }); // prettier-ignore

  test('its own words win over the block, and a contradiction is a doubt', () => {
    expect(verdictOf('000413aabbcc', [said('snomD785/10.1.198.19')])).toMatchObject({ confidence: 'certain', model: 'D785', isModelKnown: true }); // prettier-ignore
    const other = phoneVendors.find(({ id }) => id === 'yealink')?.oui[0];
    expect(verdictOf(`${other}aabbcc`, [said('snomD785/10.1.198.19')])).toMatchObject({ vendorId: 'snom', confidence: 'likely' }); // prettier-ignore
    expect(verdictOf('000413aabbcc', [said('snom')])).toMatchObject({ kind: 'phone', model: null, confidence: 'likely' }); // prettier-ignore
  });

  test('a web page fills in what SIP left out', () => {
    const page: Sign = { at: 2, via: 'http', address: '10.1.0.9', web: { title: 'snom D717', realm: 'snom' } };
    expect(verdictOf('000413aabbcc', [said('snom'), page])).toMatchObject({ kind: 'phone', model: 'D717', isModelKnown: true }); // prettier-ignore
    const printer: Sign = { at: 2, via: 'mdns', address: '10.1.0.9', kind: 'printer', text: 'Copier' };
    expect(verdictOf('000413aabbcc', [printer]).kind).toBe('printer');
  });

  test('no rule takes long over a hostile text', () => {
    const texts = ['A'.repeat(256), 'AVM FRITZ!Box ' + ' '.repeat(240), 'Bria ' + 'release '.repeat(31), 'Linphone'.repeat(30), `FRITZ!Box ${'1 '.repeat(120)}`]; // prettier-ignore
    const from = performance.now();
    for (const text of texts) {
      for (const { pattern } of [...sipRules, ...webRules]) pattern.test(text.slice(0, 200));
      kindOf(text);
    }
    expect(performance.now() - from).toBeLessThan(500);
  });
});

describe('[R4] inventory', () => {
  const arp = (address: string, mac: string, at = 1): Sign => ({ at, via: 'arp', address, mac, interface: 'eth0' });

  test('signs of one device come together, with first and last seen and the evidence in order', () => {
    const inventory = createInventory();
    inventory.hear(arp('10.1.0.9', '000413aabbcc', 10));
    inventory.hear({ ...said('snomD785/10.1.198.19'), at: 20 });
    inventory.hear(arp('10.1.0.9', '000413aabbcc', 30));
    const [device] = inventory.devices();
    expect(device).toMatchObject({
      id: '000413aabbcc',
      kind: 'phone',
      address: '10.1.0.9',
      vendorId: 'snom',
      model: 'D785',
      firmware: '10.1.198.19',
      firstSeen: 10,
      lastSeen: 30,
    });
    expect(device?.evidence.map(({ at, via }) => [at, via])).toEqual([[20, 'sip'], [30, 'arp']]); // prettier-ignore
  });

  test('a phone that moved is one phone at its new address; an address that changed hands says nothing of the first', () => {
    const inventory = createInventory();
    inventory.hear(arp('10.1.0.9', '000413aabbcc', 10));
    inventory.hear({ ...said('snomD785/10.1.198.19'), at: 11 });
    inventory.hear(arp('10.1.0.50', '000413aabbcc', 90));
    expect(inventory.devices()).toMatchObject([{ id: '000413aabbcc', address: '10.1.0.50', model: 'D785', firstSeen: 10 }]);
    inventory.hear(arp('10.1.0.9', '001b21000001', 95));
    expect(inventory.devices().find(({ address }) => address === '10.1.0.9')).toMatchObject({ kind: 'other', model: null });
  }); // prettier-ignore

  test('one MAC for many addresses is a router: its devices go by their addresses', () => {
    const inventory = createInventory();
    for (const n of [7, 8, 9]) inventory.hear(arp(`10.1.0.${n}`, '000413aabbcc'));
    inventory.hear(said('snomD785/10.1.198.19'));
    const devices = inventory.devices();
    expect(devices.map(({ id }) => id).sort()).toEqual(['10.1.0.7', '10.1.0.8', '10.1.0.9']);
    expect(devices.filter(({ kind }) => kind === 'phone')).toMatchObject([{ mac: null, address: '10.1.0.9' }]);
  });

  test('a MAC that a device claims counts only while the network shows none', () => {
    const inventory = createInventory();
    inventory.hear({ at: 1, via: 'pnp', address: '10.1.0.9', mac: '000413aabbcc', hints: { pnp: { vendor: 'snom', model: 'snomD785' } } });
    expect(inventory.devices()).toMatchObject([{ mac: '000413aabbcc', kind: 'phone' }]);
    inventory.hear(arp('10.1.0.9', '001b21000001', 2));
    inventory.hear({ at: 3, via: 'pnp', address: '10.1.0.9', mac: '000413ffffff', text: 'again' });
    expect(inventory.macOf('10.1.0.9')).toBe('001b21000001');
  }); // prettier-ignore

  test('a flood of made-up signs stays bounded', () => {
    const inventory = createInventory();
    for (let n = 0; n < 25_000; n += 1) inventory.hear(arp(`10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`, (0x000413000000 + n).toString(16).padStart(12, '0'))); // prettier-ignore
    for (let n = 0; n < 500; n += 1) inventory.hear({ ...said(`x${n}`), address: '10.9.9.9' });
    expect(inventory.size).toBe(20_000);
    expect(inventory.signsOf('10.9.9.9').length).toBeLessThanOrEqual(16);
  });
});

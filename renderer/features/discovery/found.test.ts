import { expect, test } from 'vitest';
import { canAdopt, deviceTitle, knownBy, says, shownMac, stateOf, whyNotAdoptable, type Found } from './found.ts';

const device: Found = {
  ...{ id: '000413aabbcc', kind: 'phone', mac: '000413aabbcc', address: '10.1.0.9', interface: 'eth0' },
  ...{
    vendorId: 'snom',
    maker: 'Snom',
    title: 'Snom D785',
    model: 'D785',
    isModelKnown: true,
    firmware: '10.1.198.19',
  },
  ...{ confidence: 'certain', firstSeen: 1, lastSeen: 2, adopted: false, isIgnored: false },
  evidence: [
    { at: 1, via: 'arp', text: 'table' },
    { at: 2, via: 'sip', text: 'snomD785/10.1.198.19' },
    { at: 3, via: 'sip', text: 'again' },
  ],
};

test('[R4] a found phone is named, says how it is known, and can be adopted', () => {
  expect([deviceTitle(device), shownMac(device.mac), knownBy(device), says(device)]).toEqual([
    'Snom D785',
    '00:04:13:AA:BB:CC',
    'SIP',
    'again',
  ]);
  expect([canAdopt(device), whyNotAdoptable(device), stateOf(device)]).toEqual([true, undefined, { tone: 'info', words: 'New' }]); // prettier-ignore
});

test('[R4] why a device cannot be adopted is said, and nothing is said of what needs no adoption', () => {
  expect(whyNotAdoptable({ ...device, mac: null })).toContain('its MAC was not seen');
  expect(stateOf({ ...device, isModelKnown: false })).toEqual({ tone: 'warn', words: 'Model not known' });
  expect(stateOf({ ...device, adopted: true }).words).toBe('Adopted');
  expect(stateOf({ ...device, isIgnored: true }).words).toBe('Put aside');
  expect(canAdopt({ ...device, adopted: true })).toBe(false);
  expect(canAdopt({ ...device, kind: 'maybe-phone' })).toBe(false);
  expect(whyNotAdoptable({ ...device, kind: 'printer', isModelKnown: false })).toBeUndefined();
});

test('[R4] only the network table is named where there is nothing else; an unknown maker is called so', () => {
  const silent = { ...device, title: '', evidence: device.evidence.slice(0, 1), mac: null };
  expect([knownBy(silent), says(silent), deviceTitle(silent), shownMac(silent.mac)]).toEqual([
    'network table',
    '–',
    'Unknown maker',
    'not seen',
  ]);
});

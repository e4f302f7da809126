import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findMac, formatMac, isLocallyAdministered, longestPrefix, parseMac } from './mac.ts';

describe('MAC addresses', () => {
  it('[P3] accepts every usual form and shows one', () => {
    const forms = [
      '000413AABBCC',
      '000413aabbcc',
      '00:04:13:AA:BB:CC',
      '0:4:13:aa:bb:cc',
      '00-04-13-aa-bb-cc',
      '0004.13aa.bbcc',
      '000413-aabbcc',
      '00 04 13 AA BB CC',
      '  00:04:13:aa:bb:cc ',
    ];
    expect(forms.map(parseMac)).toEqual(forms.map(() => '000413aabbcc'));
    expect(formatMac('000413aabbcc')).toBe('00:04:13:AA:BB:CC');
    expect(formatMac('000413aabbcc', 'hyphen')).toBe('00-04-13-AA-BB-CC');
    expect(formatMac('000413aabbcc', 'plain')).toBe('000413AABBCC');
  });

  it.each([
    '00:11:22:33:44:5g',
    '001122',
    '00-11-22-33-44-55-66',
    'ff:ff:ff:ff:ff:ff',
    '01:00:5e:00:01:4b',
    '00:00:00:00:00:00',
    '00:04-13:aa:bb:cc',
    '000413aabbcc0',
    '',
    '٠٠٠٤١٣aabbcc',
    'A'.repeat(5000),
  ])('refuses %s', (text) => {
    expect(parseMac(text)).toBeUndefined();
  });

  it('reads back what it shows, for any device address', () => {
    const device = fc
      .uint8Array({ minLength: 6, maxLength: 6 })
      .map((bytes) => [bytes[0]! & 0xfe, ...bytes.slice(1)].map((byte) => byte.toString(16).padStart(2, '0')).join(''))
      .filter((mac) => mac !== '000000000000');
    fc.assert(
      fc.property(device, fc.constantFrom('colon' as const, 'hyphen' as const, 'plain' as const), (mac, style) => {
        expect(parseMac(formatMac(mac, style))).toBe(mac);
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => void parseMac(text)));
  });

  it('prefers the longest prefix', () => {
    const blocks = new Map([
      ['200a0d', 'whole block'],
      ['200a0d3', 'ClearlyIP'],
    ]);
    expect(longestPrefix('200a0d312345', blocks)).toBe('ClearlyIP');
    expect(longestPrefix('200a0d412345', blocks)).toBe('whole block');
    expect(longestPrefix('300a0d412345', blocks)).toBeUndefined();
    expect(isLocallyAdministered('02a0d4123456')).toBe(true);
  });

  it('finds an address in vendor text only where it stands alone', () => {
    expect(
      findMac('Mozilla/4.0 (compatible; snomD785-SIP 10.1.33.33 2010.12-00004-g9ba52f5 000413922D24 SXM:0 UXM:0)'),
    ).toBe('000413922d24');
    expect(findMac('snomD785-000413AABBCC.htm')).toBe('000413aabbcc');
    expect(findMac('x000413AABBCC')).toBeUndefined();
    expect(findMac('000413AABBCC0')).toBeUndefined();
    expect(findMac('build 20210101000000 ')).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { consequences } from './consequences.ts';
import type { Phone, PhoneChoice } from './state.ts';

const free = {
  id: 'mac-000413aabbcc', mac: '000413aabbcc', label: 'Reception', shownMac: '00:04:13:AA:BB:CC', vendor: 'snom', model: 'D785',
  adopted: true, identityId: null, number: '', assignedTo: '',
} as Phone; // prettier-ignore
const used = { ...free, identityId: 'idn-1', number: '101', assignedTo: 'Anna Berg' } as Phone;
const without: PhoneChoice = {
  extensionId: 'ext-2', identityId: 'idn-2', number: '102', name: 'Ben Okafor', userId: 'usr-2', phone: null, line: null,
  planWithoutPhone: false,
}; // prettier-ignore
const withPhone: PhoneChoice = { ...without, phone: { id: 'mac-000413000001', name: 'Ben’s old phone' } };

const nobody = { claimCode: '*99' };

const counts = (phone: Phone, to: Parameters<typeof consequences>[1] = nobody) => {
  const { stops, starts, stays } = consequences(phone, to);
  return [stops.length, starts.length, stays.length];
};

describe('[P2] what assigning a phone stops and starts', () => {
  it('tells the five cases apart', () => {
    expect(counts(used)).toEqual([2, 2, 2]);
    expect(counts(free, without)).toEqual([0, 2, 1]);
    expect(counts(used, without)).toEqual([2, 2, 3]);
    expect(counts(free, withPhone)).toEqual([1, 2, 2]);
    expect(counts(used, withPhone)).toEqual([3, 2, 3]);
  });

  it('names everybody who loses a phone', () => {
    const { stops } = consequences(used, withPhone);
    expect(stops.join(' ')).toContain('Anna Berg (101) has no desk phone then.');
    expect(stops.join(' ')).toContain('Ben’s old phone can no longer make and receive calls on line 1');
  });

  it('says of line 1 what each case ends and begins, as the five cases are told', () => {
    const all = ({ stops, starts }: ReturnType<typeof consequences>) => [...stops, ...starts].join(' ');
    expect(all(consequences(used, nobody))).toContain(
      'Reception can no longer make and receive calls on line 1 as Anna Berg (101).',
    );
    expect(all(consequences(used, nobody))).toContain('until somebody makes it theirs with *99, their number and PIN.');
    for (const [phone, choice] of [[free, without], [used, without], [free, withPhone], [used, withPhone]] as const)
      expect(all(consequences(phone, choice))).toContain(
        'Reception makes and receives calls on line 1 with the settings of Ben Okafor (102), and shows that name and number.',
      ); // prettier-ignore
  });

  it('a number that stood on another line leaves that line, and the new place is asked for', () => {
    const { stops, stays } = consequences(free, { ...without, line: { phone: 'Front desk', position: 2 } });
    expect(stops).toEqual(['Line 2 of Front desk is taken off: Ben Okafor (102) is on one phone at a time.']);
    expect(stays.join(' ')).toContain('emergency calls');
  });
});

import { describe, expect, it } from 'vitest';
import { consequences } from './consequences.ts';
import type { Phone, PhoneChoice } from './state.ts';

const free = {
  id: 'mac-000413aabbcc', label: 'Reception', shownMac: '00:04:13:AA:BB:CC', vendor: 'snom', model: 'D785',
  adopted: true, identityId: null, number: '', assignedTo: '',
} as Phone; // prettier-ignore
const used = { ...free, identityId: 'idn-1', number: '101', assignedTo: 'Anna Berg' } as Phone;
const without: PhoneChoice = {
  extensionId: 'ext-2', identityId: 'idn-2', number: '102', name: 'Ben Okafor', userId: 'usr-2', phone: null,
  planWithoutPhone: false,
}; // prettier-ignore
const withPhone: PhoneChoice = { ...without, phone: { id: 'mac-000413000001', name: 'Ben’s old phone' } };

const counts = (phone: Phone, choice?: PhoneChoice) => {
  const { stops, starts, stays } = consequences(phone, choice);
  return [stops.length, starts.length, stays.length];
};

describe('[P2] what assigning a phone stops and starts', () => {
  it('tells the five cases apart', () => {
    expect(counts(used)).toEqual([2, 2, 2]);
    expect(counts(free, without)).toEqual([0, 2, 0]);
    expect(counts(used, without)).toEqual([2, 2, 2]);
    expect(counts(free, withPhone)).toEqual([1, 2, 1]);
    expect(counts(used, withPhone)).toEqual([3, 2, 2]);
  });

  it('names everybody who loses a phone', () => {
    const { stops } = consequences(used, withPhone);
    expect(stops.join(' ')).toContain('Anna Berg (101) has no desk phone then.');
    expect(stops.join(' ')).toContain('Ben’s old phone stops ringing for Ben Okafor (102).');
  });
});

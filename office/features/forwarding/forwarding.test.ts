import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testOffice, type TestOffice } from '../../../db/test-office.ts';
import { extensions } from '../extensions/table.ts';

let test: TestOffice;
beforeEach(() => (test = testOffice()));
afterEach(() => test.close());

const ringing = (from: string, to: string) => {
  const { rings, ending } = test.ask('calls.simulate', { from, to, assume: 'all-connected' });
  return { rings: rings.map((ring) => ring.label).sort(), ending: ending.kind };
};

describe('forwarding', () => {
  it('[X5] the example of the document: two VIPs reach extension 100, everybody else 101, 102 and 103', () => {
    const anna = test.do('person.create', {
      firstName: 'Anna',
      number: '100',
      voicemail: false,
      identities: [{ type: 'deskphone' }, { type: 'mobile-softphone' }],
    });
    const others = ['Ben', 'Cara', 'Dan'].map((name, at) => test.person(name, String(101 + at)).extensionId);
    const own = { rings: ['Anna - Deskphone', 'Anna - Mobile'], ending: 'no-answer' };
    expect(ringing('+493012345', '100')).toEqual(own);
    test.do('forwarding.set', {
      extensionId: anna.extensionId,
      kind: 'always',
      enabled: true,
      extensions: others,
      vips: ['+65 3123 4567', '+6569876543'],
    });
    expect(ringing('+6531234567', '100')).toEqual(own);
    expect(ringing('+6569876543', '100')).toEqual(own);
    const theirs = { rings: ['Ben - Deskphone', 'Cara - Deskphone', 'Dan - Deskphone'], ending: 'no-answer' };
    expect(ringing('+493012345', '100')).toEqual(theirs);
    expect(ringing('101', '100').rings).toEqual(['Cara - Deskphone', 'Dan - Deskphone']);
  });

  it('[N8] forwarding when busy and call waiting exclude each other, and each refusal offers the way out', () => {
    const ben = test.person('Ben', '101');
    test.person('Eva', '102');
    const busy = { extensionId: ben.extensionId, kind: 'busy', enabled: true, number: '102' } as const;
    const refusal = test.refused('forwarding.set', busy);
    expect(refusal).toMatchObject({ kind: 'rule', rule: 'busy-forward-or-call-waiting' });
    expect(
      test.office.run(refusal.remedy?.command ?? '', refusal.remedy?.input, { kind: 'person', name: 'A' }).ok,
    ).toBe(true);
    expect(test.office.read.get(extensions, ben.extensionId)?.callWaiting).toBe(false);

    const waiting = test.refused('extension.set-call-waiting', { id: ben.extensionId, on: true });
    expect(waiting.message).toContain('102');
    test.do('extension.set-call-waiting', waiting.remedy?.input as { id: string; on: boolean });
    expect(test.ask('extension.get', { id: ben.extensionId })).toMatchObject({
      callWaiting: true,
      forwards: [{ kind: 'busy', enabled: false, number: '102' }],
    });
  });

  it('[N8] goes to a number of the office only, never to itself, and says so', () => {
    const { extensionId } = test.person('Ben', '101');
    const set = (number: string) =>
      test.refused('forwarding.set', { extensionId, kind: 'no-answer', enabled: true, number });
    expect(set('555').message).toContain('There is no 555 in this office');
    expect(set('101').message).toContain('is this extension itself');
    expect(set('112').message).toContain('There is no 112');
    expect(set('').message).toContain('Say where the calls go');
    expect(test.refused('forwarding.set', { extensionId, kind: 'busy', vips: ['+4930'] }).message).toContain('VIP');
  });

  it('[X5] finds circles, however long, and names them', () => {
    const [a = '', b = '', c = ''] = ['A', 'B', 'C'].map((name, at) => test.person(name, String(101 + at)).extensionId);
    test.do('forwarding.set', { extensionId: a, kind: 'always', enabled: true, number: '102' });
    test.do('forwarding.set', { extensionId: b, kind: 'always', enabled: true, extensions: [c] });
    expect(
      test.refused('forwarding.set', { extensionId: c, kind: 'always', enabled: true, number: '101' }).message,
    ).toBe('Calls would go in a circle: 103 C → 101 A → 102 B → 103 C. Forward to somebody else.');
    test.do('forwarding.set', { extensionId: c, kind: 'always', number: '101' });
    test.do('forwarding.set', { extensionId: a, kind: 'always', enabled: false });
    test.do('forwarding.set', { extensionId: c, kind: 'always', enabled: true });
  });

  it('[X1] follows a number that moves, and keeps it from being removed', () => {
    const ben = test.person('Ben', '101');
    const eva = test.person('Eva', '102');
    test.do('forwarding.set', { extensionId: ben.extensionId, kind: 'unreachable', enabled: true, number: '102' });
    test.do('extension.renumber', { id: eva.extensionId, number: '205' });
    expect(test.ask('extension.get', { id: ben.extensionId }).forwards).toEqual([
      { kind: 'unreachable', enabled: true, number: '205' },
    ]);
    expect(test.refused('extension.delete', { id: eva.extensionId })).toMatchObject({
      kind: 'in-use',
      by: [{ table: 'extensions', label: '101 Ben' }],
    });
  });

  it('[X6] do not disturb comes before forwarding, and voicemail takes the call', () => {
    const ben = test.person('Ben', '101');
    test.person('Eva', '102');
    test.do('forwarding.set', { extensionId: ben.extensionId, kind: 'always', enabled: true, number: '102' });
    test.do('extension.set-do-not-disturb', { id: ben.extensionId, on: true });
    expect(ringing('+4930', '101')).toEqual({ rings: [], ending: 'voicemail' });
    test.do('voicemail.set', { extensionId: ben.extensionId, enabled: false });
    expect(ringing('+4930', '101')).toEqual({ rings: [], ending: 'busy' });
  });

  it('[X5] a number outside rings beside extensions; one that is the office’s own does not', () => {
    const ben = test.person('Ben', '101');
    const eva = test.person('Eva', '102').extensionId;
    const set = { extensionId: ben.extensionId, kind: 'always' as const, enabled: true, extensions: [eva] };
    test.do('office.set-up', { siteName: 'Berlin', country: 'DE', timeZone: 'Europe/Berlin', language: 'de' });
    expect(test.refused('forwarding.set', { ...set, number: '030 7654321' }).message).toContain('has no line');
    test.do('trunk.create', { name: 'Line', kind: 'address', host: '203.0.113.5' });
    test.do('forwarding.set', { ...set, number: '030 7654321' });
    // The simulator’s world has somebody outside who answers after five seconds.
    const { rings, ending } = test.ask('calls.simulate', { from: '+6531234567', to: '101', assume: 'all-connected' });
    expect(rings.map(({ label, to, end }) => [label, to, end])).toEqual([['Eva - Deskphone', 5, 'elsewhere']]);
    expect(ending).toMatchObject({ kind: 'outside', at: 5, number: '+49307654321' });
    test.do('public-number.create', { number: '+4930555100' });
    expect(test.refused('forwarding.set', { ...set, number: '030 555100' }).message).toContain('is a number of this');
  });
});

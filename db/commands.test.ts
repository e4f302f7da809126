import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anna, testOffice, type TestOffice } from './test-office.ts';

let test: TestOffice;
beforeEach(() => (test = testOffice()));
afterEach(() => test.close());

describe('commands', () => {
  it('[R2] happen whole or not at all', () => {
    const before = test.office.export();
    expect(test.refused('person.create', { firstName: 'Ben', number: '101', whenUnavailable: '999' })).toMatchObject({
      kind: 'invalid',
      issues: [{ path: 'number' }],
    });
    expect(test.office.export()).toBe(before);
    expect(test.office.history({ limit: 9 })).toHaveLength(1);
  });

  it('leave no entry when nothing changed', () => {
    const { extensionId } = test.person('Ben');
    const entries = test.office.history({ limit: 9 }).length;
    const outcome = test.office.run('extension.set-do-not-disturb', { id: extensionId, on: false }, anna);
    expect(outcome).toEqual({ ok: true, value: undefined, touched: [] });
    expect(test.office.history({ limit: 9 })).toHaveLength(entries);
  });

  it('tell who listens what changed, once it is stored', () => {
    const heard: string[] = [];
    const stop = test.office.onCommit((touched, entry) => heard.push(`${entry.words} ${touched.length}`));
    test.do('user.create', { firstName: 'Ben' });
    test.refused('user.create', { firstName: '' });
    stop();
    test.do('user.create', { firstName: 'Eva' });
    expect(heard).toEqual(['Added Ben. 1']);
  });

  it('are refused in plain words when the input is wrong', () => {
    expect(test.office.run('user.create', { firstName: 7, plan: 'gold', age: 3 }, anna)).toEqual({
      ok: false,
      error: {
        kind: 'invalid',
        message: 'firstName must be a text. 2 more to mend.',
        issues: [
          { path: 'firstName', message: 'firstName must be a text.' },
          { path: 'plan', message: 'plan must be one of: basic, plus, pro.' },
          { path: '', message: 'There is no field named age here.' },
        ],
      },
    });
    expect(test.office.run('user.conjure', {}, anna)).toMatchObject({ ok: false, error: { kind: 'not-found' } });
    expect(test.office.run('user.create', null, anna)).toMatchObject({ ok: false, error: { kind: 'invalid' } });
  });

  it('may swap two numbers within one command, and never leave one with two holders', () => {
    const a = test.person('A', '201');
    test.person('B', '202');
    expect(test.refused('extension.renumber', { id: a.extensionId, number: '202' })).toMatchObject({
      kind: 'number-taken',
      number: '202',
      owner: { table: 'extensions', label: '202 B' },
    });
  });
});

describe('undo', () => {
  it('[R2] takes back the last change, does it again, and takes it back once more', () => {
    const empty = test.office.export();
    test.person('Ben');
    const full = test.office.export();
    expect(test.office.undo(anna)).toMatchObject({ ok: true, entry: { words: 'Undid: Added Ben.' } });
    expect(test.office.export()).toBe(empty);
    expect(test.office.redo(anna)).toMatchObject({ ok: true, entry: { words: 'Did again: Added Ben.' } });
    expect(test.office.export()).toBe(full);
    expect(test.office.redo(anna)).toMatchObject({ ok: false, error: { kind: 'not-found' } });
    expect(test.office.undo(anna).ok).toBe(true);
    expect(test.office.export()).toBe(empty);
    expect(test.office.undo(anna)).toMatchObject({ ok: false, error: { rule: 'first-entry' } });
  });

  it('does nothing again after something else was done', () => {
    test.do('user.create', { firstName: 'Ben' });
    test.office.undo(anna);
    test.do('user.create', { firstName: 'Eva' });
    expect(test.office.nextRedo()).toBeUndefined();
    expect(test.office.redo(anna)).toMatchObject({ ok: false, error: { kind: 'not-found' } });
  });

  it('refuses to overwrite what somebody changed since', () => {
    const { id } = test.do('user.create', { firstName: 'Ben' });
    const [created] = test.office.history({ limit: 1 });
    test.do('user.update', { id, jobTitle: 'Cook' });
    expect(test.office.undo(anna, created?.id)).toMatchObject({ ok: false, error: { kind: 'stale' } });
  });

  it('refuses what would break a rule that holds now', () => {
    const a = test.person('A', '110');
    const [created] = test.office.history({ limit: 1 });
    test.do('person.create', { firstName: 'B', whenUnavailable: '110' });
    expect(test.office.undo(anna, created?.id)).toMatchObject({ ok: false, error: { kind: 'in-use' } });

    test.do('extension.renumber', { id: a.extensionId, number: '150' });
    const [renumbered] = test.office.history({ limit: 1 });
    const [site] = test.ask('site.list', {}).sites;
    test.do('site.update', { id: site?.id ?? '', country: 'DE' });
    expect(test.office.undo(anna, renumbered?.id)).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('110 is an emergency number') as string },
    });
  });

  it('goes back to any point, and that is a change like any other', () => {
    test.do('user.create', { firstName: 'Ben' });
    const then = test.office.export();
    const [point] = test.office.history({ limit: 1 });
    const eva = test.person('Eva');
    test.do('extension.renumber', { id: eva.extensionId, number: '333' });
    const later = test.office.export();
    expect(test.office.previewUndoTo(anna, point?.id ?? 0)).toMatchObject({ ok: true });
    expect(test.office.export()).toBe(later);
    expect(test.office.undoTo(anna, point?.id ?? 0)).toMatchObject({
      ok: true,
      entry: { words: 'Went back to: Added Ben.' },
    });
    expect(test.office.export()).toBe(then);
    test.office.undo(anna);
    expect(test.office.export()).toBe(later);
  });
});

describe('preview and history', () => {
  it('[R2] shows what would change and changes nothing', () => {
    const { extensionId } = test.person('Ben');
    const before = test.office.export();
    const outcome = test.office.preview('extension.renumber', { id: extensionId, number: '222' }, anna);
    expect(outcome).toMatchObject({
      ok: true,
      value: {
        words: 'Gave 101 Ben the number 222.',
        changes: [{ what: 'changed', fields: [{ field: 'number', before: '101', after: '222' }] }],
      },
    });
    expect(test.office.export()).toBe(before);
    expect(test.office.preview('extension.renumber', { id: extensionId, number: '112' }, anna).ok).toBe(false);
    expect(test.office.read.holder('222')).toBeUndefined();
  });

  it('never shows or stores a secret in words or input', () => {
    const ben = test.do('person.create', { firstName: 'Ben', pin: '7391' });
    test.do('pin.set-default', { extensionId: ben.extensionId, pin: '8264' });
    test.do('phone.adopt', { mac: '000413aabbcc', vendor: 'snom', model: 'D785', identityId: ben.identityIds[0] });
    const phone = { kind: 'phone', name: '101' } as const;
    test.office.run(
      'extension.apply-phone-change',
      { ext: ben.extensionId, what: 'pin', value: `123456789.${'5937'.padEnd(40, 'a')}`, device: '' },
      phone,
    );
    const text = JSON.stringify(test.office.history({ limit: 50 }));
    expect(text).toContain('•••');
    const { password } = test.ask('identity.credentials', { id: ben.identityIds[0] ?? '' });
    for (const secret of ['7391', '8264', '5937', password]) expect(text).not.toContain(secret);
  });

  it('lists the entries of one row', () => {
    const { extensionId } = test.person('Ben');
    test.do('user.create', { firstName: 'Eva' });
    test.do('extension.set-do-not-disturb', { id: extensionId, on: true });
    const entries = test.office.history({ limit: 10, table: 'extensions', rowId: extensionId });
    expect(entries.map((entry) => entry.words)).toEqual(['Turned do not disturb on for 101 Ben.', 'Added Ben.']);
  });
});

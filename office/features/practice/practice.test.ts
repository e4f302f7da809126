import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testOffice, type TestOffice } from '../../../db/test-office.ts';
import { formerPhones, phones } from '../phones/table.ts';
import { practicePhones } from './table.ts';

let test: TestOffice;
beforeEach(() => (test = testOffice()));
afterEach(() => test.close());

const read = () => test.office.read;
const add = (...models: string[]): string[] =>
  test.do('practice.add', { phones: models.map((model) => ({ vendor: 'snom', model })) }).ids;
const adopt = (id: string, identityId: string | null) =>
  test.do('phone.adopt', { mac: id.slice(4), vendor: 'snom', model: 'D785', identityId });

describe('practice phones', () => {
  it('[R4] have addresses of their own that no maker may use, and are at most twelve', () => {
    const ids = add('D785', 'D735');
    expect(ids).toEqual(['mac-025052410001', 'mac-025052410002']);
    expect(read().get(practicePhones, ids[1] ?? '')).toMatchObject({ vendor: 'snom', model: 'D735' });
    expect(() => add('<script>')).toThrow('model');
    expect(() => add(...Array.from({ length: 11 }, () => 'D785'))).toThrow('12 practice phones');
  });

  it('[R4] leave with everything of theirs by one command, and one undo brings all of it back', () => {
    const [ann, ben] = [test.person('Ann'), test.person('Ben')];
    const [practice = '', other = ''] = add('D785', 'D785');
    adopt(practice, ann.identityIds[0] ?? '');
    adopt(other, null);
    const real = test.do('phone.adopt', {
      mac: '000413000001',
      vendor: 'snom',
      model: 'D785',
      identityId: ben.identityIds[0],
    });
    const before = read().all(phones);
    test.do('practice.end', {});
    expect([
      read()
        .all(phones)
        .map(({ id }) => id),
      read().count(practicePhones),
      read().count(formerPhones),
    ]).toEqual([[real.id], 0, 0]);
    expect(read().get(phones, real.id)).toEqual(before.find(({ id }) => id === real.id));
    expect(test.office.undo({ kind: 'person', name: 'Anna' }).ok).toBe(true);
    expect(read().all(phones)).toEqual(before);
  });

  it('[R4] never take the line of a real phone', () => {
    const ben = test.person('Ben');
    const identityId = ben.identityIds[0] ?? '';
    const real = test.do('phone.adopt', { mac: '000413000001', vendor: 'snom', model: 'D785', identityId });
    const [practice = ''] = add('D785');
    expect(() => adopt(practice, identityId)).toThrow('practice phone');
    adopt(practice, null);
    expect(() => test.do('phone.assign', { phoneId: practice, identityId })).toThrow('real phone');
    expect(() =>
      test.do('phone.replace', { phoneId: real.id, mac: practice.slice(4), vendor: 'snom', model: 'D785' }),
    ).toThrow('practice phone');
    expect(read().get(phones, real.id)?.identityId).toBe(identityId);
  });

  it('[R4] one is removed alone', () => {
    const [one = '', two = ''] = add('D785', 'D785');
    adopt(one, null);
    test.do('practice.remove', { id: one });
    expect([
      read()
        .all(practicePhones)
        .map(({ id }) => id),
      read().count(phones),
    ]).toEqual([[two], 0]);
    // The next one does not get the address of one that is still there.
    expect(add('D785')).toEqual(['mac-025052410003']);
  });
});

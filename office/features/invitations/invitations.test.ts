import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { testOffice, type TestOffice } from '../../../db/test-office.ts';
import { identities } from '../identities/table.ts';
import { invitations } from './table.ts';
import { codeFrom, codeLength, codeLetters, readCode, shownCode } from './typed-code.ts';

let office: TestOffice;
let mobile: string;
beforeEach(() => {
  office = testOffice();
  mobile = office.person('Anna', '101', [{ type: 'mobile-softphone' }]).identityIds[0] ?? '';
});
afterEach(() => office.close());

const row = (id: string) => office.office.read.get(invitations, id);
const secret = () => office.office.read.get(identities, mobile)?.secret;

describe('invitations', () => {
  it('[I7] have a link and a code of their own, and an end', () => {
    const first = office.do('invitation.create', { identityId: mobile, app: 'linphone', minutes: 60 });
    const made = row(first.id);
    expect(made?.token).toMatch(/^[A-Za-z0-9]{24}$/);
    expect(made?.typedCode).toHaveLength(codeLength);
    expect((made?.expiresAt ?? 0) - (made?.createdAt ?? 0)).toBe(3_600_000);
    // Another one for the same identity takes the place of the first: only the newest link works.
    const second = office.do('invitation.create', { identityId: mobile, app: 'acrobits' });
    expect(row(first.id)).toBeUndefined();
    expect(row(second.id)?.token).not.toBe(made?.token);
  });

  it('[I7] are refused where they cannot work, with the reason', () => {
    expect(office.refused('invitation.create', { identityId: mobile, app: 'microsip' })).toMatchObject({
      kind: 'invalid',
      issues: [{ path: 'app' }],
    });
    expect(office.refused('invitation.create', { identityId: mobile, app: 'linphone', minutes: 1 }).kind).toBe(
      'invalid',
    );
    const ben = office.person('Ben', '102');
    const desk = ben.identityIds[0] ?? '';
    office.do('phone.adopt', { mac: '000413000002', vendor: 'snom', model: 'D785', identityId: desk });
    expect(office.refused('invitation.create', { identityId: desk, app: 'other' })).toMatchObject({
      rule: 'identity-on-a-phone',
      remedy: { route: '/phones/000413000002' },
    });
  });

  it('[I7] [I3] give a password that nobody had before, and take it back with the invitation', () => {
    const { id } = office.do('invitation.create', { identityId: mobile, app: 'linphone' });
    const before = secret();
    office.do('invitation.use', { id, where: 'at 192.168.1.40' });
    const given = secret();
    expect(given).not.toBe(before);
    office.do('invitation.end', { id, why: 'withdrawn', newPassword: true });
    expect(secret()).not.toBe(given);
    expect(row(id)?.ended).toBe('withdrawn');
    expect(office.refused('invitation.end', { id, why: 'withdrawn' })).toMatchObject({ rule: 'ended-before' });
  });

  it('[I7] go with their identity', () => {
    const { id } = office.do('invitation.create', { identityId: mobile, app: 'linphone' });
    office.do('identity.delete', { id: mobile });
    expect(row(id)).toBeUndefined();
  });

  it('[I7] neither link nor code stands in the history', () => {
    const { id } = office.do('invitation.create', { identityId: mobile, app: 'linphone' });
    const made = row(id);
    const told = JSON.stringify(office.office.history({ limit: 20 }));
    expect(told).toContain('Linphone');
    expect(told).not.toContain(made?.token ?? '?');
    expect(told).not.toContain(made?.typedCode ?? '?');
  });
});

test('[I7] a typed code is read as people write it, and nothing else is', () => {
  const code = codeFrom(() => 'aB3xQ9zz17LmnoPqrstU5vWk');
  expect(code).toHaveLength(codeLength);
  for (const written of [code, shownCode(code), shownCode(code).toLowerCase(), ` ${code.split('').join(' ')} `])
    expect(readCode(written)).toBe(code);
  for (const wrong of ['', 'BCDF', 'BCDFGHJKM', 'BCDFGHJA', 'BCDFGHJ1', '../../..', 'ＢＣＤＦＧＨＪＫ'])
    expect(readCode(wrong)).toBeUndefined();
  // Every letter comes about as often as the others.
  const random = testOfficeLetters();
  const counts = new Map<string, number>();
  for (let n = 0; n < 2000; n += 1)
    for (const letter of codeFrom(random)) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  expect([...counts.keys()].sort().join('')).toBe([...codeLetters].sort().join(''));
  const expected = (2000 * codeLength) / codeLetters.length;
  for (const count of counts.values()) expect(Math.abs(count - expected)).toBeLessThan(expected / 5);
});

function testOfficeLetters(): () => string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  let state = 42;
  return () =>
    Array.from({ length: 24 }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return alphabet[Math.floor((state / 2 ** 32) * alphabet.length)];
    }).join('');
}

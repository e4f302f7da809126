import { describe, expect, it, vi } from 'vitest';
import { changeMany } from './bulk.ts';
import { readVips, targetWords } from './forwarding.ts';
import { createInput, newPersonSchema } from './new-person.ts';
import { portOf } from './sheet.ts';
import { deviceStatus, statusOf } from './status.ts';

describe('state of a person', () => {
  const line = {
    extensionId: 'ext-a',
    doNotDisturb: false,
    forwarded: false,
    registration: { registered: 0, unknown: 0, total: 2 },
  };
  const tone = (change: object): string => statusOf({ ...line, ...change }).tone;

  it('never says offline of what is not known', () => {
    expect(tone({ registration: { registered: 0, unknown: 2, total: 2 } })).toBe('unknown');
    expect(tone({})).toBe('off');
    expect(deviceStatus({ status: 'unknown' }, null).tone).toBe('unknown');
    expect(deviceStatus({ status: 'never' }, null).tone).toBe('off');
  });

  it('names what keeps calls away before what is connected', () => {
    expect(statusOf({ ...line, doNotDisturb: true }).words).toBe('Do not disturb');
    expect(statusOf({ ...line, forwarded: true }).words).toBe('Calls forwarded');
    expect(statusOf({ ...line, registration: { registered: 1, unknown: 0, total: 2 } }).words).toBe('1 of 2 connected');
    expect(statusOf({ ...line, extensionId: null }).words).toBe('No number');
  });
});

describe('forwarding', () => {
  it('[X5] reads a VIP list as it is typed and names the part that is no number', () => {
    expect(readVips('+49 (30) 555-01, 102; 102\n')).toEqual({ numbers: ['+493055501', '102'], bad: undefined });
    expect(readVips('102, Anna')).toEqual({ numbers: ['102'], bad: 'Anna' });
    expect(targetWords('', [{ id: 'a', name: '101 Anna' }])).toBe('101 Anna');
  });
});

describe('a new person', () => {
  const typed = {
    firstName: ' Nora ',
    lastName: '',
    email: '',
    department: '',
    jobTitle: '',
    role: 'user' as const,
    plan: 'plus' as const,
    number: '106',
    ringSeconds: 18,
    unavailable: 'number' as const,
    whenUnavailable: '',
    pin: '',
    devices: ['deskphone' as const],
    phoneId: 'mac-000413000001',
  };

  it('[U3] is refused at the field while the other number is missing', () => {
    const parsed = newPersonSchema.safeParse(typed);
    expect(parsed.error?.issues.map(({ path }) => path.join('.'))).toEqual(['whenUnavailable']);
  });

  it('[U3] becomes one command: person, number, when unavailable, devices', () => {
    const person = newPersonSchema.parse({ ...typed, whenUnavailable: '101' });
    expect(createInput(person)).toMatchObject({
      firstName: 'Nora',
      number: '106',
      voicemail: false,
      whenUnavailable: '101',
      identities: [{ type: 'deskphone', phoneId: 'mac-000413000001' }],
    });
    expect(createInput({ ...person, unavailable: 'voicemail', pin: '2580' })).toMatchObject({
      voicemail: true,
      pin: '2580',
    });
  });

  it('[I6] is told the port of its transport', () => {
    expect([portOf(5060, 'udp'), portOf(5060, 'tcp'), portOf(5060, 'tls')]).toEqual([5060, 5060, 5061]);
  });
});

describe('a change for many', () => {
  it('tries each alone when all together are refused, and names who was not changed', async () => {
    const rows = ['a', 'b'].map((id) => ({ id, name: id.toUpperCase(), extensionId: `ext-${id}` }));
    const refusal = { ok: false, error: { kind: 'rule', message: 'has a phone' } };
    const done = vi.fn((name: string, input: { id?: string }) =>
      Promise.resolve(name === 'user.update-many' || input.id === 'b' ? refusal : { ok: true, value: null }),
    );
    const ask = () => Promise.resolve({ ok: true, value: { rows, total: 2, departments: [] } });
    const door = { do: done, ask } as unknown as Parameters<typeof changeMany>[0];
    const steps: number[] = [];
    const failed = await changeMany(door, ['a', 'b'], { plan: 'basic', onprogress: (n) => steps.push(n) });
    expect(failed).toEqual([{ id: 'b', name: 'B', message: 'has a phone' }]);
    expect(steps).toEqual([1, 2]);
    expect(done.mock.calls.map(([name]) => name)).toEqual(['user.update-many', 'user.update', 'user.update']);
  });
});

import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import RuleForm from './RuleForm.svelte';
import Tester from './Tester.svelte';
import { sentence, type Rule } from './sentence.ts';

const rule: Rule = {
  id: 'out-a', position: 0, name: 'Abroad', enabled: true, action: 'dial', who: 'chosen', plans: ['pro'], strip: 1, add: '01033', passcodeFrom: 'extension',
  scheduleId: 'sch-a', scheduleSide: 'open', hasPasscode: false, patterns: [{ kind: 'pattern', text: '00.' }], numbers: ['00.'],
  people: [{ id: 'ext-a', name: '101 Anna' }], trunkIds: ['trk-a'], trunks: [{ id: 'trk-a', name: 'Line' }], schedule: 'Hours', problems: [],
}; // prettier-ignore

const request = vi.fn();
beforeEach(() => {
  request.mockReset();
  request.mockImplementation(({ name }: { name: string }) => {
    const value =
      name === 'outbound.classes'
        ? { classes: [{ id: 'international', words: 'numbers abroad', example: '001' }] }
        : name === 'outbound.test'
          ? {
              kind: 'outside', outcome: 'dial', words: '“Abroad” calls +33 by Line.', readAs: '+33 1', rule: { id: 'out-a', name: 'Abroad' }, refusal: null,
              passedOver: [{ id: 'x', name: 'Premium', why: 'number', words: 'is for other numbers' }], sent: '+33', asksPasscode: true,
              trunks: [{ id: 'trk-a', name: 'Line', rate: null }], callerId: { numbers: ['030 1'], isHidden: false },
            } // prettier-ignore
          : { id: 'out-b', rows: [], total: 0 };
    return Promise.resolve({ ok: true, value, topics: [] });
  });
  Object.assign(window, { switchroom: { request, onPush: () => () => undefined } });
});

describe('[X14] outbound rules on the screen', () => {
  it('a rule reads as a sentence', () => {
    expect(sentence(rule)).toBe(
      'Only plan Pro, 101 Anna may call, by Line, after their own passcode, without the first digit, with 01033 in front, while “Hours” is open',
    );
  });

  it('the form holds the rule and sends what was changed', async () => {
    render(RuleForm, {
      rule: { ...rule, people: [] },
      lines: [{ id: 'trk-a', name: 'Line' }],
      schedules: [{ id: 'sch-a', name: 'Hours' }],
    });
    const name = screen.getByLabelText<HTMLInputElement>(/^Name/);
    expect(name.value).toBe('Abroad');
    await fireEvent.input(name, { target: { value: 'Far away' } });
    await fireEvent.click(screen.getByRole('button', { name: 'Save the rule' }));
    await waitFor(() =>
      expect(request.mock.calls.some(([one]) => (one as { name: string }).name === 'outbound-rule.update')).toBe(true),
    );
    const sent = request.mock.calls
      .map(([one]) => one as { name: string; input: object })
      .find((one) => one.name === 'outbound-rule.update');
    expect(sent?.input).toMatchObject({
      id: 'out-a',
      name: 'Far away',
      patterns: [{ kind: 'pattern', text: '00.' }],
      plans: ['pro'],
      trunkIds: ['trk-a'],
    });
  });

  it('the tester answers while a number is typed', async () => {
    render(Tester);
    await fireEvent.input(screen.getByLabelText('Number as it is dialled'), { target: { value: '0033 1' } });
    await waitFor(() => expect(screen.getByText('“Abroad” calls +33 by Line.')).toBeTruthy());
    expect(screen.getByText('Asks for a passcode first.')).toBeTruthy();
    expect(screen.getByText('is for other numbers')).toBeTruthy();
  });
});

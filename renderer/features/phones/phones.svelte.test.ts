import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, expect, it, vi } from 'vitest';
import WithTooltips from '../../ui/testing/WithTooltips.svelte';
import AskedLine from './AskedLine.svelte';
import PreparePhones from './PreparePhones.svelte';
import RolloutBar from './RolloutBar.svelte';

type Request = { op: string; name: string; input: Record<string, unknown> };
const request = vi.fn();
let answers: Record<string, (input: Record<string, unknown>) => unknown>;
beforeEach(() => {
  answers = {};
  request.mockReset();
  request.mockImplementation(({ name, input }: Request) =>
    Promise.resolve({ ok: true, topics: ['observed:phones'], value: answers[name]?.(input) ?? null }),
  );
  Object.assign(window, { switchroom: { request, onPush: () => () => undefined } });
});

const show = (component: unknown, inner: object = {}) => render(WithTooltips, { props: { component, inner } } as never);
const sent = (name: string) =>
  request.mock.calls.map(([one]) => one as Request).filter((one) => one.op === 'do' && one.name === name);

const asked = { id: 1, mac: '000413aabbcc', action: 'reboot', askedAt: 1_800_000_000_000, endedAt: null, words: null };

it('[R4] what was only sent is never shown as done', async () => {
  answers['phone.asked'] = () => [{ ...asked, state: 'sent', sentAt: 1_800_000_000_100, until: 1_800_000_180_100 }];
  const { container } = show(AskedLine, { mac: '000413aabbcc' });
  await screen.findByText('Restart');
  screen.getByText('sent');
  screen.getByText('Waiting up to 180 seconds until the phone is seen to do it.');
  expect(container.textContent).not.toContain('done');
});

it('[R4] without an effect it says what to try', async () => {
  const words = 'The phone was told, but has not started again within 180 seconds. Unplug it and plug it in again.';
  answers['phone.asked'] = () => [{ ...asked, state: 'no-effect', sentAt: 1, until: null, words }];
  show(AskedLine, { mac: '000413aabbcc' });
  await screen.findByText('no effect');
  screen.getByText(words);
});

it('[P1] many phones: how far, which failed and why, and a way to go on or stop', async () => {
  answers['phones.rollout'] = () => ({
    id: 3, action: 'reboot', state: 'paused', startedAt: 1, endedAt: null,
    phones: [
      { mac: '000413aabb01', state: 'done', words: 'It is back and registered.' },
      { mac: '000413aabb02', state: 'failed', words: 'Nobody knows where this phone is.' },
      { mac: '000413aabb03', state: 'waiting', words: null },
    ],
  }); // prettier-ignore
  show(RolloutBar);
  await screen.findByText('1 of 3 were seen to do it, 0 under way, 1 not asked yet.');
  screen.getByText('00:04:13:AA:BB:02');
  expect(screen.getByText(/Nobody knows where this phone is/)).toBeTruthy();
  await fireEvent.click(screen.getByRole('button', { name: 'Go on all the same' }));
  await fireEvent.click(screen.getByRole('button', { name: 'Stop' }));
  await waitFor(() => expect([sent('phones.go-on').length, sent('phones.stop').length]).toEqual([1, 1]));
});

it('[P2] a list is looked at before it is stored: only what is ready is prepared, the rest stays to be mended', async () => {
  const prepared = { mac: '000413aabb01', vendor: 'snom', model: 'D785', label: 'Lobby' };
  const row = { line: 1, text: '000413AABB01, D785, Lobby', mac: prepared.mac, vendor: 'snom', model: 'D785', label: 'Lobby', person: '', state: 'ready', problems: [], notes: [], prepared }; // prettier-ignore
  const wrong = { ...row, line: 2, text: 'hello', mac: null, vendor: null, model: '', label: '', state: 'wrong', problems: [{ path: 'mac', message: 'There is no MAC address in this line: 12 digits and letters A to F.' }], prepared: null }; // prettier-ignore
  answers['phones.read-labels'] = ({ text }) => ({
    rows: text === '' ? [] : [row, wrong],
    problem: null,
    ignored: text === '' ? [] : ['Serial'],
  });
  show(PreparePhones);
  const list = screen.getByRole('textbox', { name: 'Labels' });
  await fireEvent.input(list, { target: { value: '000413AABB01, D785, Lobby\nhello' } });
  await screen.findByText('1 phone is ready');
  screen.getByText('1 line to mend');
  screen.getByText(/no MAC address in this line/);
  screen.getByText('Columns that were not understood and are left out: Serial.');
  await fireEvent.click(screen.getByRole('button', { name: 'Prepare 1 phone' }));
  await waitFor(() => expect(sent('phone.pre-stage').map(({ input }) => input)).toEqual([{ rows: [prepared] }]));
  await waitFor(() => expect((list as HTMLTextAreaElement).value).toBe('hello'));
});

import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, expect, it, vi } from 'vitest';
import WithTooltips from '../../ui/testing/WithTooltips.svelte';
import NoAnswerCard from './NoAnswerCard.svelte';

type Request = { op: string; name: string; input: Record<string, unknown> };
const request = vi.fn();
beforeEach(() => {
  request.mockReset();
  request.mockImplementation(({ name }: Request) =>
    Promise.resolve({
      ok: true,
      topics: [],
      value:
        name === 'no-answer.get'
          ? {
              choice: 'note', seconds: 18, number: '102', noteAddresses: 'anna@office.test', voicemailAddresses: '', isNormal: true, isMailOn: false,
            }
          : { rows: [], total: 0 },
    }),
  ); // prettier-ignore
  Object.assign(window, { switchroom: { request, onPush: () => () => undefined } });
});

it('[X7] shows the one choice and who is mailed, and sends just what the chosen one needs', async () => {
  render(WithTooltips, { props: { component: NoAnswerCard, inner: { extensionId: 'ext-a', own: '101' } } } as never);
  await screen.findByText('After 18 seconds the call ends, and a mail says who called.');
  screen.getByText('Mailed to anna@office.test');
  screen.getByText(/No mail leaves/);
  await fireEvent.click(screen.getByRole('button', { name: 'Edit When nobody answers' }));
  const [, , note, voicemail] = screen.getAllByRole('radio');
  expect(note?.getAttribute('aria-checked')).toBe('true');
  const seconds = screen.getByLabelText<HTMLInputElement>(/^It rings for/);
  await fireEvent.input(seconds, { target: { value: '3' } });
  await fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByText(/At least 5 seconds/);
  await fireEvent.input(seconds, { target: { value: '20' } });
  if (voicemail) await fireEvent.click(voicemail);
  await fireEvent.input(screen.getByLabelText(/^Who is mailed/), { target: { value: 'team@office.test' } });
  await fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => {
    const sent = request.mock.calls.map(([one]) => one as Request).find(({ name }) => name === 'no-answer.set');
    expect(sent?.input).toEqual({
      extensionId: 'ext-a',
      choice: 'voicemail',
      seconds: 20,
      addresses: 'team@office.test',
    });
  });
});

import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, it, vi } from 'vitest';
import WithTooltips from '../../ui/testing/WithTooltips.svelte';
import TestCard from './TestCard.svelte';

it('[G5] [G6] a refused test call shows why, with the way to the test of emergency calls', async () => {
  const error = {
    kind: 'invalid',
    message: '112 is an emergency number and reaches real helpers.',
    remedy: { label: 'Test emergency calls', route: '/lines/emergency?test=trk-a' },
  };
  const request = vi.fn(() => Promise.resolve({ ok: false, error }));
  Object.assign(window, { switchroom: { request, onPush: () => () => undefined } });
  const trunk = { id: 'trk-a', enabled: true, observed: null };
  render(WithTooltips, { props: { component: TestCard, inner: { trunk } } } as never);
  await fireEvent.input(screen.getByRole('textbox'), { target: { value: '112' } });
  await fireEvent.click(screen.getByRole('button', { name: 'Call' }));
  await screen.findByText(error.message);
  await fireEvent.click(screen.getByRole('button', { name: 'Test emergency calls' }));
  await vi.waitFor(() => expect(window.location.hash).toBe('#/lines/emergency?test=trk-a'));
});

import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import Timeline from './Timeline.svelte';
import { dragged, horizon, keyed, marks } from './bars.ts';

const bars = [
  { id: 'a', label: 'Anna desk', start: 0, end: 20 },
  { id: 'b', label: 'Anna mobile', start: 10, end: 30 },
];

describe('[G1] ring timeline by keyboard', () => {
  it('moves with arrows, changes the end with Shift and the start with Alt, and says so', async () => {
    const onchange = vi.fn();
    render(Timeline, { label: 'Sales', bars, onchange });
    const mobile = screen.getByRole('slider', { name: 'Anna mobile' });
    expect(mobile.getAttribute('aria-valuetext')).toBe('rings from 10 to 30 seconds');
    mobile.focus();
    await fireEvent.keyDown(mobile, { key: 'ArrowRight' });
    await fireEvent.keyDown(mobile, { key: 'ArrowLeft', shiftKey: true });
    await fireEvent.keyDown(mobile, { key: 'ArrowRight', altKey: true });
    expect(onchange.mock.calls).toEqual([
      ['b', { start: 11, end: 31 }],
      ['b', { start: 10, end: 29 }],
      ['b', { start: 11, end: 30 }],
    ]);
    expect(screen.getByText('Anna mobile: rings from 11 to 30 seconds')).toBeTruthy();
  });

  it('without a change handler shows the same as pictures with words', () => {
    render(Timeline, { label: 'Sales', bars, overflow: { at: 30, label: 'voicemail of Anna' } });
    expect(screen.queryByRole('slider')).toBeNull();
    expect(screen.getByRole('img', { name: 'Anna desk: rings from 0 to 20 seconds' })).toBeTruthy();
    expect(screen.getByText('After 30 s: voicemail of Anna')).toBeTruthy();
  });
});

describe('bars', () => {
  const span = { start: 5, end: 15 };

  it('snap to whole seconds, stay inside, and never vanish', () => {
    expect(dragged(span, 'whole', 2.6, 60)).toEqual({ start: 8, end: 18 });
    expect(dragged(span, 'whole', -99, 60)).toEqual({ start: 0, end: 10 });
    expect(dragged(span, 'whole', 99, 60)).toEqual({ start: 50, end: 60 });
    expect(dragged(span, 'start', 99, 60)).toEqual({ start: 14, end: 15 });
    expect(dragged(span, 'end', -99, 60)).toEqual({ start: 5, end: 6 });
  });

  it('answer to the keys of a slider only', () => {
    const press = (key: string) => keyed(span, { key, shiftKey: false, altKey: false }, 60);
    expect(press('PageUp')).toEqual({ start: 10, end: 20 });
    expect(press('Home')).toEqual({ start: 0, end: 10 });
    expect(press('Tab')).toBeUndefined();
  });

  it('leave room to drag and marks that do not crowd', () => {
    expect(horizon([])).toBe(20);
    expect(horizon([32])).toBe(40);
    expect(marks(40, 800)).toEqual([0, 5, 10, 15, 20, 25, 30, 35, 40]);
  });
});

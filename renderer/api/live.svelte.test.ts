import { flushSync } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { api } from './client.svelte.ts';
import { live } from './live.svelte.ts';
import type { Outcome, Push, WindowRequest } from './protocol.ts';

let push!: (message: Push) => void;

function bridge(answer: (request: WindowRequest) => Promise<Outcome>) {
  const request = vi.fn(answer);
  window.switchroom = {
    request,
    onPush: (listener) => {
      push = listener;
      return () => undefined;
    },
  };
  api.listen();
  return request;
}

function follow(interval = 0) {
  let counts!: ReturnType<typeof live<'counts'>>;
  const stop = $effect.root(() => {
    counts = live('counts', () => ({}), { interval });
  });
  flushSync();
  return { counts, stop };
}

const reply = (phones: number): Promise<Outcome> =>
  Promise.resolve({
    ok: true,
    value: { people: 1, phones, phonesNew: 0, groups: 0 },
    topics: ['phones', 'observed:phones'],
  });
afterEach(() => vi.useRealTimers());

describe('live', () => {
  it('is starting, then ready, and asks again only when a topic of it changed', async () => {
    let phones = 1;
    const request = bridge(() => reply(phones));
    const { counts, stop } = follow();
    expect(counts.state).toBe('starting');
    await vi.waitFor(() => expect(counts.value?.phones).toBe(1));
    phones = 2;
    push({ event: 'changed', topics: ['groups'] });
    push({ event: 'changed', topics: ['phones'] });
    await vi.waitFor(() => expect(counts.value?.phones).toBe(2));
    expect(request).toHaveBeenCalledTimes(2);
    stop();
  });

  it('keeps starting apart from failed and from empty, and recovers by itself', async () => {
    vi.useFakeTimers();
    let isUp = false;
    bridge(() => (isUp ? reply(0) : Promise.resolve({ ok: false, error: { kind: 'starting', message: 'Starting.' } })));
    const { counts, stop } = follow();
    await vi.advanceTimersByTimeAsync(500);
    expect(counts.state).toBe('starting');
    isUp = true;
    await vi.advanceTimersByTimeAsync(1500);
    expect(counts.state).toBe('ready');
    stop();
  });

  it('keeps the last value when a later question fails', async () => {
    let isDown = false;
    bridge(() => (isDown ? Promise.reject(new Error('closed')) : reply(7)));
    const { counts, stop } = follow();
    await vi.waitFor(() => expect(counts.state).toBe('ready'));
    isDown = true;
    push({ event: 'changed', topics: ['phones'] });
    await vi.waitFor(() => expect(counts.state).toBe('failed'));
    expect(counts.value?.phones).toBe(7);
    expect(counts.error?.kind).toBe('unreachable');
    expect(api.connection).toBe('lost');
    stop();
  });

  it('asks again after a change that came before the first answer', async () => {
    let answer!: (outcome: Outcome) => void;
    const request = bridge(() => new Promise((resolve) => (answer = resolve)));
    const { counts, stop } = follow();
    push({ event: 'changed', topics: ['users'] });
    await vi.waitFor(() => expect(request).toHaveBeenCalledTimes(2));
    answer({ ok: true, value: { people: 2, phones: 0, phonesNew: 0, groups: 0 }, topics: ['users'] });
    await vi.waitFor(() => expect(counts.value?.people).toBe(2));
    stop();
  });

  it('makes one question out of a burst of pushes', async () => {
    vi.useFakeTimers();
    const request = bridge(() => reply(1));
    const { stop } = follow(100);
    for (let n = 0; n < 50; n++) push({ event: 'changed', topics: ['phones'] });
    await vi.advanceTimersByTimeAsync(1000);
    expect(request).toHaveBeenCalledTimes(2);
    stop();
  });
});

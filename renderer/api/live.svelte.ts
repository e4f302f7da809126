/**
 * A query that stays true: asked when its input changes and again when the service says that one of its topics changed,
 * which the answer itself names.
 * The last value stays on the screen meanwhile, 'starting' is kept apart from an empty answer, and a burst of pushes
 * costs one question per interval. Made while a component is set up, so that it ends with it.
 */
import { api, type InputOf, type ValueOf } from './client.svelte.ts';
import type { Queries } from './contract.ts';
import type { Failure, Outcome } from './protocol.ts';

export type Live<Value> = {
  readonly state: 'starting' | 'ready' | 'failed';
  readonly value: Value | undefined;
  readonly error: Failure | undefined;
  readonly loading: boolean;
  refresh(): void;
};

const INTERVAL = 100;
const RETRY = 1000;

export function live<N extends keyof Queries & string>(
  name: N,
  input: () => InputOf<Queries, N>,
  options: { interval?: number } = {},
): Live<ValueOf<Queries, N>> {
  type Value = ValueOf<Queries, N>;
  let state = $state<'starting' | 'ready' | 'failed'>('starting');
  let value = $state.raw<Value>();
  let error = $state.raw<Failure>();
  let loading = $state(false);
  let turn = 0;
  let asked = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Unknown until the first answer: until then any change may concern it. */
  let topics: readonly string[] | undefined;
  let current: InputOf<Queries, N>;

  function settle(outcome: Outcome<Value>): void {
    loading = false;
    if (outcome.ok) {
      value = outcome.value;
      topics = outcome.topics ?? [];
      error = undefined;
      state = 'ready';
    } else if (outcome.error.kind === 'starting') {
      later(RETRY);
    } else {
      error = outcome.error;
      state = 'failed';
      if (outcome.error.kind === 'unreachable') later(RETRY);
    }
  }

  async function askNow(): Promise<void> {
    const mine = ++turn;
    asked = performance.now();
    loading = true;
    const outcome = await api.ask(name, current);
    if (mine === turn) settle(outcome);
  }

  function later(wait: number): void {
    if (timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      void askNow();
    }, wait);
  }

  function refresh(): void {
    later(Math.max(0, asked + (options.interval ?? INTERVAL) - performance.now()));
  }

  $effect(() => {
    current = input();
    void askNow();
    return () => {
      turn++;
      clearTimeout(timer);
      timer = undefined;
    };
  });

  $effect(() =>
    api.onPush((push) => {
      const isBack = push.event === 'service' && push.state === 'ready';
      if (isBack || (push.event === 'changed' && push.topics.some((topic) => topics?.includes(topic) ?? true)))
        refresh();
    }),
  );

  return {
    get state() {
      return state;
    },
    get value() {
      return value;
    },
    get error() {
      return error;
    },
    get loading() {
      return loading;
    },
    refresh,
  };
}

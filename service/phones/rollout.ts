/**
 * The same asked of many phones, in steps: one first, then five, then twenty at a time. The next step begins when the one
 * before has been seen to work; when half of a step did not, it stops and asks, so that a mistake meets six phones and
 * not six hundred.
 */
import type { Mac } from '../../phones/mac.ts';
import type { Asked, AskedAction } from './asking.ts';

/** Ringing many phones finds none of them. */
export type RolloutAction = Extract<AskedAction, 'resync' | 'reboot'>;

export interface RolloutPhone {
  mac: Mac;
  state: 'waiting' | 'under-way' | 'done' | 'failed';
  words: string | null;
}

export interface Rollout {
  id: number;
  action: RolloutAction;
  state: 'going' | 'paused' | 'done' | 'stopped';
  startedAt: number;
  endedAt: number | null;
  phones: RolloutPhone[];
}

export interface Rollouts {
  /** Takes the place of one that has ended; undefined while one is going. */
  start: (macs: readonly Mac[], action: RolloutAction) => Rollout | undefined;
  /** After a pause. */
  goOn: () => void;
  /** What is under way ends; nothing new begins. */
  stop: () => void;
  ended: (asked: Asked) => void;
  readonly now: Rollout | undefined;
}

const steps = [1, 5, 20];

export function openRollouts(deps: {
  ask: (mac: Mac, action: RolloutAction) => Promise<Asked>;
  now: () => number;
  changed: () => void;
  note: (text: string) => void;
}): Rollouts {
  let rollout: Rollout | undefined;
  let step = 0;
  let stepOf: ReadonlySet<Mac> = new Set();

  const set = (patch: Partial<Rollout>) => {
    if (rollout) rollout = { ...rollout, ...patch };
    deps.changed();
  };
  const mark = (mac: Mac, state: RolloutPhone['state'], words: string | null) => {
    set({ phones: (rollout?.phones ?? []).map((one) => (one.mac === mac ? { mac, state, words } : one)) });
  };
  const isOver = () => rollout?.state === 'done' || rollout?.state === 'stopped';

  function next(): void {
    if (!rollout || rollout.state !== 'going') return;
    const waiting = rollout.phones.filter(({ state }) => state === 'waiting').map(({ mac }) => mac);
    if (waiting.length === 0) return set({ state: 'done', endedAt: deps.now() });
    const now = waiting.slice(0, steps[Math.min(step, steps.length - 1)]);
    step += 1;
    stepOf = new Set(now);
    const { action } = rollout;
    for (const mac of now) mark(mac, 'under-way', null);
    for (const mac of now)
      deps.ask(mac, action).catch((error: unknown) => {
        deps.note(`${mac}: ${error instanceof Error ? error.message : String(error)}`);
      });
  }

  function lookAtStep(): void {
    if (rollout?.state !== 'going') return;
    const these = rollout.phones.filter(({ mac }) => stepOf.has(mac));
    if (these.some(({ state }) => state === 'under-way')) return;
    const failed = these.filter(({ state }) => state === 'failed').length;
    const hasMore = rollout.phones.some(({ state }) => state === 'waiting');
    if (hasMore && failed > 0 && failed * 2 >= these.length) return set({ state: 'paused' });
    next();
  }

  return {
    start(macs, action) {
      if (rollout && !isOver()) return undefined;
      step = 0;
      rollout = {
        id: (rollout?.id ?? 0) + 1, action, state: 'going', startedAt: deps.now(), endedAt: null,
        phones: [...new Set(macs)].map((mac) => ({ mac, state: 'waiting', words: null })),
      }; // prettier-ignore
      next();
      return rollout;
    },
    goOn() {
      if (rollout?.state !== 'paused') return;
      set({ state: 'going' });
      next();
    },
    stop() {
      if (rollout && !isOver()) set({ state: 'stopped', endedAt: deps.now() });
    },
    ended({ mac, action, state, words }) {
      const one = rollout?.phones.find((phone) => phone.mac === mac);
      if (one?.state !== 'under-way' || rollout?.action !== action) return;
      mark(mac, state === 'proved' || state === 'heard' ? 'done' : 'failed', words);
      lookAtStep();
    },
    get now() {
      return rollout;
    },
  };
}

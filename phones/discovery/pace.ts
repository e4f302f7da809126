/**
 * How fast strangers are spoken to: a queue that lets a few out at a time, so that a cheap switch, a Wi-Fi cell and the
 * kernel's table of neighbours keep up. Waiting work is thrown away when the scan is cancelled.
 */

export type Pace = {
  /** `urgent` goes first: an answer that is waited for, before the next question to nobody in particular. */
  add: (work: () => void, options?: { urgent?: boolean }) => void;
  /** Resolves when nothing waits any more, or the pace has ended. */
  idle: () => Promise<void>;
  end: () => void;
};

const TICK_MS = 20;

export function createPace(perSecond: number): Pace {
  const urgent: (() => void)[] = [];
  const usual: (() => void)[] = [];
  const each = Math.max(1, Math.round((perSecond * TICK_MS) / 1000));
  let timer: NodeJS.Timeout | undefined;
  let waiting: (() => void)[] = [];
  let isOver = false;

  function rest(): void {
    clearInterval(timer);
    timer = undefined;
    const done = waiting;
    waiting = [];
    for (const wake of done) wake();
  }

  function tick(): void {
    for (let n = 0; n < each; n += 1) {
      const work = urgent.shift() ?? usual.shift();
      if (work === undefined) break;
      work();
    }
    if (urgent.length + usual.length === 0) rest();
  }

  return {
    add(work, options) {
      if (isOver) return;
      (options?.urgent === true ? urgent : usual).push(work);
      timer ??= setInterval(tick, TICK_MS);
    },
    idle: () =>
      isOver || urgent.length + usual.length === 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.push(resolve);
          }),
    end() {
      isOver = true;
      urgent.length = 0;
      usual.length = 0;
      rest();
    },
  };
}

/** Resolves after a while or when the signal says so, whichever is first; never rejects. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });

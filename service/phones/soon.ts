/**
 * Does something soon after it is asked for, and not again before a pause: thousands of phones that boot together are a
 * few looks at the list, one phone is shown at once.
 */
export interface Soon {
  ask(): void;
  /** Does what was asked for and not done yet, and no more after that. */
  stop(): void;
}

export function soon(work: () => void, pauseMs: number): Soon {
  let isAsked = false;
  let isStopped = false;
  let turn: NodeJS.Immediate | undefined;
  let pause: NodeJS.Timeout | undefined;

  function run(): void {
    turn = undefined;
    isAsked = false;
    pause = setTimeout(() => {
      pause = undefined;
      if (isAsked) run();
    }, pauseMs);
    pause.unref();
    work();
  }

  return {
    ask() {
      if (isStopped) return;
      isAsked = true;
      // Not within the caller's turn: what belongs to one change is seen together.
      if (!pause) turn ??= setImmediate(run);
    },
    stop() {
      isStopped = true;
      clearImmediate(turn);
      clearTimeout(pause);
      if (!isAsked) return;
      isAsked = false;
      work();
    },
  };
}

/** One ticking second for all ages and durations on the screen; it stands still while nobody looks at it. */
let now = $state(Date.now());
let followers = 0;
let timer: ReturnType<typeof setInterval> | undefined;

export const clock = {
  get now(): number {
    return now;
  },
  follow(): () => void {
    followers++;
    now = Date.now();
    timer ??= setInterval(() => (now = Date.now()), 1000);
    return () => {
      followers--;
      if (followers > 0) return;
      clearInterval(timer);
      timer = undefined;
    };
  },
};

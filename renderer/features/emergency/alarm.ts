/** A two-tone sound made here, so that no file can be missing; and a notice of the desktop where it lets us. */

/** Sounds until the returned function is called. */
export function alarm(): () => void {
  if (typeof AudioContext === 'undefined') return () => undefined;
  const context = new AudioContext();
  const gain = context.createGain();
  gain.gain.value = 0.15;
  gain.connect(context.destination);
  const oscillator = context.createOscillator();
  oscillator.type = 'square';
  // 800 and 1000 Hz in turn, half a second each, for ten minutes at most.
  for (let step = 0; step < 1200; step += 1)
    oscillator.frequency.setValueAtTime(step % 2 === 0 ? 800 : 1000, context.currentTime + step / 2);
  oscillator.connect(gain);
  oscillator.start();
  oscillator.stop(context.currentTime + 600);
  // A window that nobody has clicked in yet may make no sound until somebody does.
  void context.resume().catch(() => undefined);
  return () => void context.close().catch(() => undefined);
}

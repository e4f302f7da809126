/**
 * Work on many things without holding up everything else: the first ones at once, so that a change of one phone is seen when
 * its command is done, the others a few in each turn of the event loop. Calls, screens and phones that ask come in between.
 */
const atOnce = 32;
const inOneTurn = 8;

export async function inTurns<T>(items: readonly T[], work: (item: T) => void): Promise<void> {
  items.slice(0, atOnce).forEach(work);
  for (let at = atOnce; at < items.length; at += inOneTurn) {
    await new Promise((resolve) => setImmediate(resolve));
    items.slice(at, at + inOneTurn).forEach(work);
  }
}

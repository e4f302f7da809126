/** Tells many phones, some at a time, and says of which a fetch can be expected. */
import type { Mac } from '../../phones/mac.ts';

const together = 16;

export async function tellEach(work: {
  macs: readonly Mac[];
  tell: (mac: Mac) => Promise<unknown>;
  wasSeen: (mac: Mac) => boolean;
  note: (text: string) => void;
}): Promise<Mac[]> {
  const expected: Mac[] = [];
  const waiting = [...work.macs];
  const worker = async () => {
    for (let mac = waiting.pop(); mac !== undefined; mac = waiting.pop()) {
      try {
        await work.tell(mac);
        expected.push(mac);
      } catch (error) {
        work.note(`${mac}: ${error instanceof Error ? error.message : String(error)}`);
        // One that worked until now comes back by itself and is waited for; one that nobody saw is not.
        if (work.wasSeen(mac)) expected.push(mac);
      }
    }
  };
  await Promise.all(Array.from({ length: together }, worker));
  return expected.sort();
}

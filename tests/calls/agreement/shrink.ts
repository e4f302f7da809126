/**
 * The smallest office that still differs: rows and phones are taken out as long as it does. Many tries run side by side in
 * one Asterisk, each as an office of its own, so that a few runs are enough.
 */
import { extensions } from '../../../office/features/extensions/table.ts';
import { deviceOf, identities } from '../../../office/features/identities/table.ts';
import { isStable, projectionOf, runScenarios } from './run.ts';
import { scenario, type Scenario } from './scenario.ts';

/** Offices in one run. */
const width = 32;
/** Runs of Asterisk: enough for most, and a failing test still ends. */
const mostRuns = 8;
/** A fixed office keeps its numbers apart from those of drawn ones. */
const firstBlock = 1000;

/** Names of what can be taken out, the same in every block. */
type Part = string;

const neutral = (one: Scenario, text: string) =>
  text.replaceAll(`s${one.block}x`, '@x').replaceAll(new RegExp(`(?<=-)s${one.block}(?=[a-z]|$)`, 'g'), '@');

function partsOf(one: Scenario): Part[] {
  const rows = one.office.everything().map(({ table, row }) => `${table} ${neutral(one, String(row['id']))}`);
  return [...rows, ...[...one.phones.keys()].map((device) => `phone ${neutral(one, device)}`)];
}

/** The office of this seed in that block without these parts. */
function without(seed: number, block: number, gone: ReadonlySet<Part>): Scenario {
  const one = scenario(seed, block, true);
  for (const { table, row } of one.office.everything())
    if (gone.has(`${table} ${neutral(one, String(row['id']))}`)) one.office.removeFrom(table, String(row['id']));
  for (const device of [...one.phones.keys()])
    if (device !== one.call.device && gone.has(`phone ${neutral(one, device)}`)) one.phones.delete(device);
  // A phone goes with its account.
  const known = new Set(
    one.office
      .all(identities)
      .filter(({ extensionId }) => one.office.get(extensions, extensionId) !== undefined)
      .map(deviceOf),
  );
  for (const device of [...one.phones.keys()]) if (!known.has(device)) one.phones.delete(device);
  return one;
}

/** Undefined when what is left cannot be computed, or hangs on milliseconds. */
function tried(seed: number, block: number, gone: ReadonlySet<Part>): Scenario | undefined {
  try {
    const one = without(seed, block, gone);
    projectionOf([one]);
    const hasCaller = one.call.trunk !== undefined || one.phones.has(one.call.device);
    return hasCaller && isStable(one) ? one : undefined;
  } catch {
    return undefined; // A row that others need: it stays.
  }
}

export async function shrink(seed: number): Promise<Scenario> {
  let gone: ReadonlySet<Part> = new Set();
  let left = partsOf(scenario(seed, firstBlock, true));
  let runs = 0;
  for (let size = Math.ceil(left.length / 2); left.length > 0 && runs < mostRuns; runs++) {
    const candidates = chunks(left, size)
      .map((chunk) => new Set([...gone, ...chunk]))
      .flatMap((set, index) => {
        const one = tried(seed, firstBlock + index, set);
        return one ? [{ set, one }] : [];
      })
      .slice(0, width);
    const verdicts =
      candidates.length === 0
        ? []
        : await runScenarios(
            candidates.map(({ one }) => one),
            4,
          );
    const best = candidates.filter((_, index) => (verdicts[index]?.differences.length ?? 0) > 0)[0];
    if (best) {
      gone = best.set;
      left = left.filter((part) => !gone.has(part));
      size = Math.min(size, Math.max(1, Math.ceil(left.length / 2)));
    } else if (size === 1) break;
    else size = Math.ceil(size / 2);
  }
  return without(seed, firstBlock + (seed % 900), gone);
}

function chunks<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}

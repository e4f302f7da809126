/** Findings as a person mends them: one for each place, with all the numbers whose calls come there. */
import type { Queries } from '../../api/contract.ts';

type Finding = Queries['prover.findings']['value']['findings'][number];

export interface Place extends Omit<Finding, 'number'> {
  key: string;
  numbers: string[];
}

export function byPlace(findings: readonly Finding[]): Place[] {
  const places = new Map<string, Place>();
  for (const { number, ...finding } of findings) {
    const key = `${finding.code} ${finding.node}`;
    const known = places.get(key);
    if (known) known.numbers.push(number);
    else places.set(key, { ...finding, key, numbers: number === '' ? [] : [number] });
  }
  return [...places.values()].sort((a, b) => Number(b.weight === 'wrong') - Number(a.weight === 'wrong'));
}

/** What is wrong with several phones for one reason is said once, with its one remedy. */
import type { Queries } from '../../api/contract.ts';

type Phones = Queries['emergency.readiness']['value']['phones'];
type Problem = Phones[number]['problems'][number];

export const problemKey = ({ words, remedy }: Problem): string => JSON.stringify([words, remedy]);

export function sharedProblems(phones: Phones): (Problem & { key: string; phones: number })[] {
  const found = new Map<string, Problem & { key: string; phones: number }>();
  for (const problem of phones.flatMap(({ problems }) => problems)) {
    const key = problemKey(problem);
    const one = found.get(key);
    if (one) one.phones += 1;
    else found.set(key, { ...problem, key, phones: 1 });
  }
  return [...found.values()].sort((a, b) => b.phones - a.phones);
}

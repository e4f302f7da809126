/** What is different between two texts, by line. Files of phones have some hundred lines of which a few changed. */

export type DiffLine = { kind: 'same' | 'gone' | 'new'; text: string } | { kind: 'left-out'; lines: number };

/** Beyond this the changed part is shown as replaced whole: comparing it would take longer than anybody waits. */
const mostCells = 4_000_000;
const context = 2;

const linesOf = (text: string): string[] => {
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
};

const as = (kind: 'same' | 'gone' | 'new', lines: readonly string[]): DiffLine[] =>
  lines.map((text) => ({ kind, text }));

/** Longest common subsequence by dynamic programming (Wagner and Fischer) over what differs in the middle. */
function middle(before: readonly string[], after: readonly string[]): DiffLine[] {
  if (before.length * after.length > mostCells) return [...as('gone', before), ...as('new', after)];
  const width = after.length + 1;
  const lengths = new Uint16Array((before.length + 1) * width);
  const at = (one: number, other: number) => lengths[one * width + other] ?? 0;
  for (let one = before.length - 1; one >= 0; one -= 1)
    for (let other = after.length - 1; other >= 0; other -= 1)
      lengths[one * width + other] =
        before[one] === after[other] ? at(one + 1, other + 1) + 1 : Math.max(at(one + 1, other), at(one, other + 1));
  const found: DiffLine[] = [];
  let one = 0;
  let other = 0;
  while (one < before.length && other < after.length) {
    if (before[one] === after[other]) {
      found.push({ kind: 'same', text: before[one] ?? '' });
      one += 1;
      other += 1;
    } else if (at(one + 1, other) >= at(one, other + 1)) found.push({ kind: 'gone', text: before[one++] ?? '' });
    else found.push({ kind: 'new', text: after[other++] ?? '' });
  }
  return [...found, ...as('gone', before.slice(one)), ...as('new', after.slice(other))];
}

export function lineDiff(one: string, other: string): DiffLine[] {
  const before = linesOf(one);
  const after = linesOf(other);
  let head = 0;
  while (head < Math.min(before.length, after.length) && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < Math.min(before.length, after.length) - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  return [
    ...as('same', before.slice(0, head)),
    ...middle(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...as('same', before.slice(before.length - tail)),
  ];
}

/** Only what changed, with two lines around it. */
export function shortened(lines: readonly DiffLine[]): DiffLine[] {
  const isNear = lines.map((_, index) =>
    lines
      .slice(Math.max(0, index - context), index + context + 1)
      .some(({ kind }) => kind === 'gone' || kind === 'new'),
  );
  const found: DiffLine[] = [];
  for (const [index, line] of lines.entries()) {
    const last = found.at(-1);
    if (isNear[index]) found.push(line);
    else if (last?.kind === 'left-out') last.lines += 1;
    else found.push({ kind: 'left-out', lines: 1 });
  }
  return found;
}

/** The ids of the product's specification. Issues, tests and docs/features.md name them. */
const numbered = (letter: string, last: number): string[] =>
  Array.from({ length: last }, (_, at) => `${letter}${at + 1}`);

export const specIds: readonly string[] = [
  ...numbered('U', 5),
  ...numbered('I', 8),
  ...numbered('P', 5),
  ...numbered('N', 9),
  ...numbered('X', 18),
  ...numbered('G', 6),
  ...numbered('R', 10),
];

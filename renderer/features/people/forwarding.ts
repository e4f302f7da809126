/** Reads and checks what is typed into the forwarding forms, and says in words where calls go. */
import { callerNumber } from '../../../office/core/numbering.ts';

export type Target = { id: string; name: string };

export function targetWords(number: string, targets: readonly Target[]): string {
  return [number, ...targets.map(({ name }) => name)].filter(Boolean).join(', ');
}

/** "+49 30 1, 102; 103": numbers as callers show them, and the first part that is none. */
export function readVips(text: string): { numbers: string[]; bad: string | undefined } {
  const parts = text
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter(Boolean);
  const read = parts.map((part) => ({ part, parsed: callerNumber.safeParse(part) }));
  return {
    numbers: [...new Set(read.flatMap(({ parsed }) => (parsed.success ? [parsed.data] : [])))],
    bad: read.find(({ parsed }) => !parsed.success)?.part,
  };
}

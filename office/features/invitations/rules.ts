/** An identity is on one device at a time (spec I1): a desk phone that has it gets its password by itself. */
import type { Read, Row } from '../../core/store.ts';
import { phoneLines, phones } from '../phones/table.ts';

export function phoneWith(read: Read, identityId: string): Row<typeof phones> | undefined {
  const [first] = read.all(phones, { identityId });
  if (first) return first;
  const [line] = read.all(phoneLines, { identityId });
  return line && read.get(phones, line.phoneId);
}

/** Keys that everybody's phone has before the person's own: for a site, or the whole office. */
import { z } from 'zod';
import { command } from '../../core/feature.ts';
import { found } from '../../core/refusal.ts';
import type { Read, Tx } from '../../core/store.ts';
import { id } from '../../core/text.ts';
import { sites } from '../sites/table.ts';
import { inOrder, keyLabel, keyPosition, refuseBadKey, refuseFull, refuseIdleKey, refuseRepeated, use } from './commands.ts'; // prettier-ignore
import { commonKeysOf, everybody, keyName, type CommonKeyRow } from './read.ts';
import { commonKeys } from './table.ts';

export const ownerWords = (read: Read, siteId: string): string =>
  siteId === everybody ? 'everybody' : `everybody at ${read.get(sites, siteId)?.name ?? 'a site'}`;

const named = (read: Read, keyId: string) => {
  const key = read.get(commonKeys, keyId);
  return key ? `${keyName(read, key)} for ${ownerWords(read, key.siteId)}` : keyId;
};

export const commonKeyCommands = {
  'common-key.add': command({
    input: z.strictObject({ siteId: id, ...use }),
    words: (input, read) => `Added the key ${keyName(read, input)} for ${ownerWords(read, input.siteId)}.`,
    run(tx, { position, ...input }) {
      if (input.siteId !== everybody) found(tx.get(sites, input.siteId), 'This site');
      const keys = commonKeysOf(tx, input.siteId);
      refuseFull(keys.length);
      refuseRepeated(tx, keys, input);
      const made = tx.insert(commonKeys, { id: tx.newId('key'), ...input, position: keys.length });
      refuseBadKey(tx, made);
      refuseIdleKey(tx, made);
      if (position !== undefined) inOrder(tx, commonKeys, keys.toSpliced(position, 0, made));
      return { id: made.id };
    },
  }),
  'common-key.label': command({
    input: z.strictObject({ id, label: keyLabel }),
    words: (input, read) => `Labelled the key ${named(read, input.id)}.`,
    run(tx, input) {
      found(tx.get(commonKeys, input.id), 'This key');
      tx.update(commonKeys, input.id, { label: input.label });
    },
  }),
  'common-key.remove': command({
    input: z.strictObject({ id }),
    words: (input, read) => `Removed the key ${named(read, input.id)}.`,
    run: (tx, input) => removeCommonKeys(tx, [found(tx.get(commonKeys, input.id), 'This key')]),
  }),
  'common-key.move': command({
    input: z.strictObject({ id, position: keyPosition }),
    words: (input, read) => `Moved the key ${named(read, input.id)}.`,
    run(tx, input) {
      const key = found(tx.get(commonKeys, input.id), 'This key');
      const others = commonKeysOf(tx, key.siteId).filter((one) => one.id !== key.id);
      inOrder(tx, commonKeys, others.toSpliced(input.position, 0, key));
    },
  }),
  /** The site goes. Run by the command that removes it. */
  'common-key.forget': command({
    input: z.strictObject({ siteId: id }),
    words: (input, read) => `Removed the keys of ${ownerWords(read, input.siteId)}.`,
    run: (tx, input) => removeCommonKeys(tx, commonKeysOf(tx, input.siteId)),
  }),
};

/** The keys after a removed one take its place. */
export function removeCommonKeys(tx: Tx, keys: readonly CommonKeyRow[]): void {
  for (const key of keys) tx.remove(commonKeys, key.id);
  for (const siteId of new Set(keys.map((key) => key.siteId))) inOrder(tx, commonKeys, commonKeysOf(tx, siteId));
}

import { z } from 'zod';
import { command } from '../../core/feature.ts';
import { found, refuseField } from '../../core/refusal.ts';
import type { Read, Tx } from '../../core/store.ts';
import { id } from '../../core/text.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { schedules } from '../schedules/table.ts';
import { speedDials } from '../speed-dials/table.ts';
import { keyName, keyProblem, keysOf, type PhoneKeyRow } from './read.ts';
import { keyKinds, phoneKeys } from './table.ts';

/** More than any desk phone has with its expansion modules. */
const mostKeys = 200;

const labelOf = (read: Read, keyId: string) => {
  const key = read.get(phoneKeys, keyId);
  return key ? keyName(read, key) : keyId;
};
const whoseKey = (read: Read, keyId: string) => nameOf(read, read.get(phoneKeys, keyId)?.extensionId ?? '');
const nameOf = (read: Read, extensionId: string) => {
  const extension = read.get(extensions, extensionId);
  return extension ? extensionName(extension) : extensionId;
};

export const keyCommands = {
  'key.add': command({
    input: z.strictObject({
      extensionId: id,
      kind: z.enum(keyKinds),
      /** An id, or the digits of a parking place. */
      target: z.string().regex(/^[a-z0-9-]{1,48}$/, 'Choose what the key is for.'),
    }),
    words: (input, read) => `Added the key ${keyName(read, input)} for ${nameOf(read, input.extensionId)}.`,
    run(tx, input) {
      found(tx.get(extensions, input.extensionId), 'This extension');
      const keys = keysOf(tx, input.extensionId);
      if (keys.length >= mostKeys) refuseField('target', `At most ${mostKeys} keys. Remove one first.`);
      const made = tx.insert(phoneKeys, { id: tx.newId('key'), ...input, position: keys.length });
      refuseBadKey(tx, made);
      refuseIdleKey(tx, made);
      return { id: made.id };
    },
  }),
  'key.remove': command({
    input: z.strictObject({ id }),
    words: (input, read) => `Removed the key ${labelOf(read, input.id)} of ${whoseKey(read, input.id)}.`,
    run: (tx, input) => removeKeys(tx, [found(tx.get(phoneKeys, input.id), 'This key')]),
  }),
  'key.move': command({
    input: z.strictObject({
      id,
      position: z
        .int()
        .min(0)
        .max(mostKeys - 1),
    }),
    words: (input, read) => `Moved the key ${labelOf(read, input.id)} of ${whoseKey(read, input.id)}.`,
    run(tx, input) {
      const key = found(tx.get(phoneKeys, input.id), 'This key');
      const others = keysOf(tx, key.extensionId).filter((one) => one.id !== key.id);
      inOrder(tx, others.toSpliced(input.position, 0, key));
    },
  }),
};

function inOrder(tx: Tx, keys: readonly PhoneKeyRow[]): void {
  for (const [position, key] of keys.entries())
    if (key.position !== position) tx.update(phoneKeys, key.id, { position });
}

/** The keys after a removed one take its place. */
export function removeKeys(tx: Tx, keys: readonly PhoneKeyRow[]): void {
  for (const key of keys) tx.remove(phoneKeys, key.id);
  for (const extensionId of new Set(keys.map((key) => key.extensionId))) inOrder(tx, keysOf(tx, extensionId));
}

/** A key is for something that is there; of others' own speed dials none, because the code dials one's own. */
export function refuseBadKey(read: Read, key: PhoneKeyRow): void {
  if (key.kind === 'lamp') {
    found(read.get(extensions, key.target), 'This extension');
    if (key.target === key.extensionId)
      refuseField('target', 'The phone shows its own calls on its line key. Choose somebody else.');
  }
  if (key.kind === 'hours') found(read.get(schedules, key.target), 'This schedule');
  if (key.kind === 'speed') {
    const dial = found(read.get(speedDials, key.target), 'This speed dial');
    if (dial.extensionId !== '' && dial.extensionId !== key.extensionId)
      refuseField('target', `${dial.name} is the speed dial of ${nameOf(read, dial.extensionId)}. Choose another.`);
  }
}

/** For a new key only: what was there before may have changed since, and is told beside the key. */
export function refuseIdleKey(read: Read, key: Pick<PhoneKeyRow, 'kind' | 'target'>): void {
  const problem = keyProblem(read, key);
  if (problem !== undefined) refuseField('target', problem);
}

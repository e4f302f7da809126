import { z } from 'zod';
import { command } from '../../core/feature.ts';
import { found, refuseField } from '../../core/refusal.ts';
import type { Read, Tx } from '../../core/store.ts';
import { id, line } from '../../core/text.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { schedules } from '../schedules/table.ts';
import { speedDials } from '../speed-dials/table.ts';
import { keyName, keyProblem, keysOf, type KeyUse, type PhoneKeyRow } from './read.ts';
import { keyKinds, phoneKeys, type commonKeys } from './table.ts';

/** More than any desk phone has with its expansion modules. */
const mostKeys = 200;

export const keyLabel = line(24, 'The label of the key');
export const keyPosition = z
  .int()
  .min(0)
  .max(mostKeys - 1);
/** What a new key is for, and where it stands; without a position at the end. */
export const use = {
  kind: z.enum(keyKinds),
  /** An id, or the digits of a parking place; empty for a line or a gap. */
  target: z
    .string()
    .regex(/^[a-z0-9-]{0,48}$/, 'Choose what the key is for.')
    .default(''),
  label: keyLabel.default(''),
  position: keyPosition.optional(),
};

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
      ...use,
    }),
    words: (input, read) => `Added the key ${keyName(read, input)} for ${nameOf(read, input.extensionId)}.`,
    run(tx, input) {
      found(tx.get(extensions, input.extensionId), 'This extension');
      const { position, ...rest } = input;
      const keys = keysOf(tx, input.extensionId);
      refuseFull(keys.length);
      refuseRepeated(tx, keys, input);
      const made = tx.insert(phoneKeys, { id: tx.newId('key'), ...rest, position: keys.length });
      refuseBadKey(tx, made);
      refuseIdleKey(tx, made);
      if (position !== undefined) inOrder(tx, phoneKeys, keys.toSpliced(position, 0, made));
      return { id: made.id };
    },
  }),
  'key.label': command({
    input: z.strictObject({ id, label: keyLabel }),
    words: (input, read) => `Labelled the key ${labelOf(read, input.id)} of ${whoseKey(read, input.id)}.`,
    run(tx, input) {
      found(tx.get(phoneKeys, input.id), 'This key');
      tx.update(phoneKeys, input.id, { label: input.label });
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
      position: keyPosition,
    }),
    words: (input, read) => `Moved the key ${labelOf(read, input.id)} of ${whoseKey(read, input.id)}.`,
    run(tx, input) {
      const key = found(tx.get(phoneKeys, input.id), 'This key');
      const others = keysOf(tx, key.extensionId).filter((one) => one.id !== key.id);
      inOrder(tx, phoneKeys, others.toSpliced(input.position, 0, key));
    },
  }),
};

export function inOrder(
  tx: Tx,
  table: typeof phoneKeys | typeof commonKeys,
  keys: readonly { id: string; position: number }[],
): void {
  for (const [position, key] of keys.entries()) {
    if (tx.get(table, key.id)?.position !== position) tx.update(table, key.id, { position });
  }
}

export function refuseFull(count: number): void {
  if (count >= mostKeys) refuseField('target', `At most ${mostKeys} keys. Remove one first.`);
}

/** Two keys for the same thing are a mistake; lines and gaps can be there more than once. */
export function refuseRepeated(read: Read, keys: readonly KeyUse[], wanted: KeyUse): void {
  if (wanted.kind === 'line' || wanted.kind === 'none') return;
  if (keys.some(({ kind, target }) => kind === wanted.kind && target === wanted.target))
    refuseField('target', `There is a key for ${keyName(read, wanted)} already.`);
}

/** The keys after a removed one take its place. */
export function removeKeys(tx: Tx, keys: readonly PhoneKeyRow[]): void {
  for (const key of keys) tx.remove(phoneKeys, key.id);
  for (const extensionId of new Set(keys.map((key) => key.extensionId)))
    inOrder(tx, phoneKeys, keysOf(tx, extensionId));
}

/** A key is for something that is there; of others' own speed dials none, because the code dials one's own. */
export function refuseBadKey(read: Read, key: KeyUse & { extensionId?: string }): void {
  if ((key.target === '') !== (key.kind === 'line' || key.kind === 'none'))
    refuseField('target', 'Choose what the key is for.');
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
export function refuseIdleKey(read: Read, key: KeyUse): void {
  const problem = keyProblem(read, key);
  if (problem !== undefined) refuseField('target', problem);
}

/** Where an extension's calls go while forwarding is on. */
import type { Next } from '../../core/call-flow/node.ts';
import type { Read, Row } from '../../core/store.ts';
import { extensions } from '../extensions/table.ts';
import { forwards, forwardTargets, type forwardKinds } from './table.ts';

type Extension = Row<typeof extensions>;

/** Node that rings several extensions at once while all calls of this one are forwarded to them. */
export const forwardNodeId = (extensionId: string) => `fa-${extensionId}`;

/** The forward of one circumstance when it is on and has a number. */
export function forwardNumber(read: Read, extensionId: string, kind: (typeof forwardKinds)[number]): Next | undefined {
  const forward = read.get(forwards, `${extensionId}-${kind}`);
  return forward?.enabled && forward.number !== '' ? { to: 'number', number: forward.number } : undefined;
}

export function targetsOf(read: Read, extensionId: string): Extension[] {
  return read
    .all(forwardTargets, { extensionId })
    .sort((a, b) => a.position - b.position)
    .flatMap((target) => read.get(extensions, target.targetExtensionId) ?? []);
}

/**
 * Where all calls go while forwarding is on: to a number alone, to that extension when there is just one, or to a
 * node that rings everybody at once. Off, or nowhere to go: null.
 */
export function alwaysNext(read: Read, extensionId: string): Next | null {
  if (!read.get(forwards, `${extensionId}-always`)?.enabled) return null;
  const number = forwardNumber(read, extensionId, 'always');
  const targets = targetsOf(read, extensionId);
  if (targets.length === 0) return number ?? null;
  const only = targets[0];
  if (targets.length === 1 && number === undefined && only !== undefined) return { to: 'number', number: only.number };
  return { to: 'node', id: forwardNodeId(extensionId) };
}

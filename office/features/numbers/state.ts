/**
 * Reserved, active or pending (spec N2, N3). Pending is real: Asterisk does not yet use what was asked for, or a phone has not
 * taken over a change. What does not come to its end in time is a problem with a name.
 */
import type { Observed, SeenPhone } from '../../core/observed.ts';
import type { Read } from '../../core/store.ts';
import { identities } from '../identities/table.ts';
import { loginOf } from '../hot-desks/rules.ts';
import { placeOfIdentity } from '../phones/rules.ts';

export interface NumberState {
  status: 'reserved' | 'active' | 'pending';
  /** Why it is pending, or what did not work. */
  note: string;
  isProblem: boolean;
}

/** A phone that restarts for a change takes up to two and a half minutes; see phones/life.ts. */
const longestMs = 180_000;
const underWay = new Set(['assigned', 'offered', 'fetched', 'applying']);
/** Causes that stand for a change which did not arrive. */
const notArrived = new Set(['offer-unanswered', 'config-outdated', 'config-impossible', 'registration-failing']);

const active: NumberState = { status: 'active', note: '', isProblem: false };

/** `phone`: by MAC, as last heard. */
export function numberState(
  read: Read,
  observed: Observed,
  now: number,
  row: { extensionId: string | null; numberId: string | null; reserved: boolean },
  phone: (mac: string) => SeenPhone | undefined,
): NumberState {
  if (row.reserved) return { status: 'reserved', note: '', isProblem: false };
  const owners = [
    ...(row.extensionId === null ? [] : [`extensions:${row.extensionId}`, `pins:${row.extensionId}`]),
    ...(row.numberId === null ? [] : [`public_numbers:${row.numberId}`]),
  ];
  const { differences } = observed.readBack;
  if (differences.length > 0 && differences.some(({ owner }) => owners.includes(owner)))
    return {
      status: 'pending',
      note: 'The phone engine does not use the latest change yet; it is written again.',
      isProblem: false,
    };
  if (row.extensionId === null) return active;
  const own = read.all(identities, { extensionId: row.extensionId }).map((identity) => identity.id);
  const handset = loginOf(read, row.extensionId)?.identityId;
  const theirs = handset === undefined ? own : [...own, handset];
  for (const { mac, label, model } of theirs.flatMap((one) => placeOfIdentity(read, one)?.phone ?? [])) {
    const life = phone(mac)?.life;
    if (!life) continue;
    const name = label || model;
    if (underWay.has(life.state)) {
      if (now - life.since < longestMs)
        return { status: 'pending', note: `The phone ${name} takes over a change.`, isProblem: false };
      return {
        ...active,
        note: `The phone ${name} has not taken over its settings. Unplug it and plug it in again.`,
        isProblem: true,
      };
    }
    if (life.cause && notArrived.has(life.cause.code))
      return { ...active, note: `${life.cause.message} ${life.cause.remedy}`.trim(), isProblem: true };
  }
  return active;
}

/** What somebody supposes about phones, and how the answer becomes bars. Only what differs from now is asked. */
import type { InputOf } from '../../api/client.svelte.ts';
import type { Queries } from '../../api/contract.ts';
import type { Bar } from '../../ui/timeline/bars.ts';

export type Answer = Queries['calls.simulate']['value'];
export type Phones = NonNullable<InputOf<Queries, 'calls.simulate'>['phones']>;
export type Supposed = {
  connected: 'now' | 'yes' | 'no';
  inCall: 'now' | 'yes' | 'no';
  does: 'rings' | 'answers' | 'declines' | 'busy';
  after: number | undefined;
};

export const asNow: Supposed = { connected: 'now', inCall: 'now', does: 'rings', after: 5 };

const flag = (choice: 'now' | 'yes' | 'no'): boolean | undefined => (choice === 'now' ? undefined : choice === 'yes');

export function phonesOf(supposed: Readonly<Record<string, Supposed>>): Phones {
  const phones: Phones = {};
  for (const [device, one] of Object.entries(supposed)) {
    const registered = flag(one.connected);
    const inCall = flag(one.inCall);
    const does = one.does === 'rings' ? undefined : one.does;
    if (registered === undefined && inCall === undefined && does === undefined) continue;
    phones[device] = {
      ...(registered === undefined ? {} : { registered }),
      ...(inCall === undefined ? {} : { inCall }),
      ...(does === undefined ? {} : { does, after: Math.min(600, Math.max(0, one.after ?? 0)) }),
    };
  }
  return phones;
}

/** A phone may ring twice on one way, for itself and in a group: each is a bar of its own. */
export function barsOf(rings: Answer['rings'], words: (end: Answer['rings'][number]['end']) => string): Bar[] {
  return rings.map((ring, index) => ({
    id: `${ring.device} ${index}`,
    label: ring.label,
    detail: words(ring.end),
    start: ring.from,
    end: Math.max(ring.to, ring.from + 0.2),
    isAnswer: ring.end === 'answered',
  }));
}

/** The members of a group while somebody moves them about: order, start and ring time, and what is stored of it. */
import type { InputOf } from '../../api/client.svelte.ts';
import type { Commands, Queries } from '../../api/contract.ts';
import type { Span } from '../../ui/timeline/bars.ts';

export type Group = Queries['ring-group.get']['value'];
export type Strategy = Group['strategy'];
export const strategies = [
  'all-at-once',
  'one-after-another',
  'escalating',
  'rotating',
  'random',
] as const satisfies readonly Strategy[];

export type MemberDraft = {
  identityId: string;
  label: string;
  extension: string;
  startDelay: number;
  ringSeconds: number;
};
export type Draft = { strategy: Strategy; ringSeconds: number; members: MemberDraft[] };

export function draftOf(group: Group): Draft {
  return {
    strategy: group.strategy,
    ringSeconds: group.ringSeconds,
    members: group.members.map(({ identityId, label, extension, startDelay, ringSeconds }) => ({
      identityId,
      label,
      extension,
      startDelay,
      ringSeconds,
    })),
  };
}

export function isSame(a: Draft, b: Draft): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

export function moved(members: readonly MemberDraft[], index: number, by: -1 | 1): MemberDraft[] {
  const to = index + by;
  const member = members[index];
  if (!member || to < 0 || to >= members.length) return [...members];
  const others = members.filter((one) => one !== member);
  return [...others.slice(0, to), member, ...others.slice(to)];
}

export function withSpan(members: readonly MemberDraft[], identityId: string, { start, end }: Span): MemberDraft[] {
  return members.map((one) =>
    one.identityId === identityId ? { ...one, startDelay: start, ringSeconds: end - start } : one,
  );
}

export function membersInput(draft: Draft): InputOf<Commands, 'ring-group.set-members'>['members'] {
  return draft.members.map(({ identityId, startDelay, ringSeconds }) => ({ identityId, startDelay, ringSeconds }));
}

/** What a form must not send: half-typed times. */
export function isWhole({ ringSeconds, members }: Draft): boolean {
  const fits = (value: unknown, least: number): boolean =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= 600;
  return fits(ringSeconds, 1) && members.every((one) => fits(one.startDelay, 0) && fits(one.ringSeconds, 1));
}

/**
 * The way of a phone from "plugged in" to "registered" as steps with times. Each step rests on what was heard: a fetch of
 * before the last change of settings proves nothing about the settings of now.
 */
import type { Phone } from './state.ts';

export type StepName = 'plugged' | 'adopted' | 'assigned' | 'told' | 'fetched' | 'registered';
export type Step = { name: StepName; is: 'done' | 'now' | 'later' | 'stuck'; at: number | null; ms?: number | null };

type Heard = Phone['evidence'][number];

const changes = new Set(['adopted', 'assigned', 'unassigned', 'config-changed']);

const latest = (heard: readonly Heard[], ...kinds: string[]): number | null =>
  heard.findLast(({ kind }) => kinds.includes(kind))?.at ?? null;

export function stepsOf(phone: Phone): Step[] {
  const { evidence, registration, adopted } = phone;
  const isAssigned = phone.identityId !== null;
  const isRegistered = registration?.status === 'registered';
  const changed = evidence.findLast(({ kind }) => changes.has(kind))?.at ?? 0;
  const since = (at: number | null): number | null => (at !== null && at >= changed ? at : null);
  const plugged = evidence.find(({ kind, method }) => kind === 'seen' && method !== 'registration')?.at ?? null;
  const fetched = isRegistered ? latest(evidence, 'fetched') : since(latest(evidence, 'fetched'));
  const told =
    fetched === null ? since(latest(evidence, 'offered', 'restart-sent')) : latest(evidence, 'offered', 'restart-sent');

  const steps: { name: StepName; at: number | null; done: boolean; ms?: number | null }[] = [
    { name: 'plugged', at: plugged, done: plugged !== null || adopted },
    { name: 'adopted', at: phone.adoptedAt, done: adopted },
    { name: 'assigned', at: latest(evidence, 'assigned'), done: isAssigned },
    { name: 'told', at: told, done: told !== null || fetched !== null || isRegistered },
    { name: 'fetched', at: fetched, done: fetched !== null || isRegistered },
    {
      name: 'registered',
      at: isRegistered ? registration.since : null,
      done: isRegistered,
      ...(isRegistered ? { ms: registration.roundTripMs } : {}),
    },
  ];
  const next = steps.findIndex(({ done }) => !done);
  const isStuck = phone.life?.cause !== undefined;
  return steps.map(({ done, ...step }, index) => ({
    ...step,
    at: done ? step.at : null,
    is: done ? 'done' : index === next ? (isStuck ? 'stuck' : 'now') : 'later',
  }));
}

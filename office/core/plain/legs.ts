/** Legs of a group or of an extension as they stand when the files are written. */
import type { Leg } from '../call-flow/node.ts';
import type { PlainLine, PlainNames } from './plain.ts';

/** Log-ins at other phones as they are at that moment; without a device the leg does not ring. */
export function legNow(leg: Leg, { now }: PlainNames): Leg {
  const { desk, ...home } = leg;
  const login = desk?.find(({ until }) => until === null || until > now);
  if (!login) return home;
  return login.instead ? { ...home, ...login.instead } : { ...home, device: '' };
}

/** Those that ring, but for what hours decide during a call. */
export const ringing = (legs: readonly Leg[], names: PlainNames): Leg[] =>
  legs
    .map((leg) => legNow(leg, names))
    .filter((leg) => !leg.signedOut && !leg.dnd && !leg.forwarded && leg.device !== '');

/** Lines that run only while the leg's extension is not unavailable by its hours; `label` is unique in its context. */
export function whileThere(leg: Leg, names: PlainNames, label: string, lines: readonly PlainLine[]): PlainLine[] {
  if (!leg.unavailable) return [...lines];
  const { schedule, when } = leg.unavailable;
  return [
    `Gosub(${names.hours(schedule.id)},s,1)`,
    `GotoIf($["\${GOSUB_RETVAL}" = "${when === 'during' ? 1 : 0}"]?${label})`,
    ...lines,
    { label, app: 'NoOp()' },
  ];
}

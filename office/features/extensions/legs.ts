/** The devices of extensions as legs of a call flow; used wherever a flow rings somebody's devices. */
import type { Leg } from '../../core/call-flow/node.ts';
import type { Read, Row } from '../../core/store.ts';
import { alwaysNext } from '../forwarding/next.ts';
import { unavailableRule } from '../unavailable/read.ts';
import { deviceOf, identities } from '../identities/table.ts';
import { deskLogin, loggedInAt } from './desk.ts';
import { type extensions } from './table.ts';

type Identity = Row<typeof identities>;
type Extension = Row<typeof extensions>;

export function identitiesOf(read: Read, extensionId: string): Identity[] {
  return read.all(identities, { extensionId }).sort((a, b) => a.slot - b.slot);
}

/** How long and from when the leg rings, and whether a call in progress keeps it silent. */
export interface LegTiming {
  start: number;
  seconds: number;
  skipBusy: boolean;
  signedOut: boolean;
}

export function legOf(read: Read, extension: Extension, identity: Identity, timing: LegTiming): Leg {
  return {
    ...timing,
    skipBusy: timing.skipBusy || !extension.callWaiting,
    device: deviceOf(identity),
    ext: extension.id,
    identity: identity.id,
    label: identity.label,
    dnd: extension.doNotDisturb,
    forwarded: alwaysNext(read, extension.id) !== null,
    siblings: identitiesOf(read, extension.id).map(deviceOf),
    ...awayBySchedule(read, extension),
    ...loggedInAt(read, extension.id),
    ...deskLogin(read, identity),
  };
}

function awayBySchedule(read: Read, extension: Extension): Pick<Leg, 'unavailable'> {
  const rule = unavailableRule(read, extension);
  return rule ? { unavailable: { schedule: rule.schedule, when: rule.when } } : {};
}

/** "101 Anna Weber", or the number alone. */
export function extensionName(extension: Extension): string {
  return extension.label === '' ? extension.number : `${extension.number} ${extension.label}`;
}

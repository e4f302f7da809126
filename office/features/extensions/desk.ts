/**
 * Hot desking as legs see it (spec N7): while a number is logged in at a handset, the handset takes the place of its desk
 * phone, and does not ring for its own number. The same is computed in asterisk/apply/runtime/hot-desks.sql.
 */
import type { DeskLogin, Leg } from '../../core/call-flow/node.ts';
import type { Read, Row } from '../../core/store.ts';
import { hotDesks } from '../hot-desks/table.ts';
import { deviceOf, identities } from '../identities/table.ts';

type Identity = Row<typeof identities>;
type HotDesk = Row<typeof hotDesks>;

/** The desk phone of an extension: there is one, see identities/rules.ts; the first slot decides. */
function deskIdentity(read: Read, extensionId: string): Identity | undefined {
  return read.all(identities, { extensionId, type: 'deskphone' }).sort((a, b) => a.slot - b.slot)[0];
}

export function deskDevice(read: Read, extensionId: string): string | undefined {
  const identity = deskIdentity(read, extensionId);
  return identity && deviceOf(identity);
}

function handsetOf(read: Read, login: HotDesk): NonNullable<DeskLogin['instead']> | undefined {
  const identity = read.get(identities, login.identityId);
  if (!identity) return undefined;
  const siblings = read.all(identities, { extensionId: identity.extensionId });
  return {
    device: deviceOf(identity),
    identity: identity.id,
    label: identity.label,
    siblings: siblings.sort((a, b) => a.slot - b.slot).map(deviceOf),
    ...loggedInAt(read, identity.extensionId),
  };
}

/** The phone at which the extension's number is logged in: a call there makes the extension busy. */
export function loggedInAt(read: Read, extensionId: string): Pick<Leg, 'loggedInAt'> {
  const login = read.all(hotDesks, { extensionId })[0];
  return login ? { loggedInAt: { device: login.id, until: login.until } } : {};
}

/** What log-ins change for this device of a leg. */
export function deskLogin(read: Read, identity: Identity): Pick<Leg, 'desk'> {
  const own = read.all(hotDesks, { extensionId: identity.extensionId })[0];
  const handset = own && deskDevice(read, identity.extensionId) === deviceOf(identity) && handsetOf(read, own);
  const guest = read.get(hotDesks, deviceOf(identity));
  // One whose time is over may still stand in the office, so both are there.
  const desk: DeskLogin[] = [
    ...(own && handset ? [{ until: own.until, instead: handset }] : []),
    ...(guest ? [{ until: guest.until, instead: null }] : []),
  ];
  return desk.length > 0 ? { desk } : {};
}

/** The handset at which the extension is logged in. */
export function handsetOfExtension(read: Read, extensionId: string) {
  const login = read.all(hotDesks, { extensionId })[0];
  const handset = login && handsetOf(read, login);
  return login && handset ? { ...handset, until: login.until } : undefined;
}

/** Who is where: the number that is logged in at a handset, and the handset of a number. */
import { momentsOf, wallClock } from '../../core/schedule/zone.ts';
import { refuse } from '../../core/refusal.ts';
import type { Read, Row, Tx } from '../../core/store.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { identities } from '../identities/table.ts';
import { publicNumbers } from '../public-numbers/table.ts';
import { sites } from '../sites/table.ts';
import { displayNames, handsets, hotDesks } from './table.ts';

type Extension = Row<typeof extensions>;
type HotDesk = Row<typeof hotDesks>;

/** "Reception Berlin", or empty. */
export function displayName(read: Read, extensionId: string): string {
  const row = read.get(displayNames, extensionId);
  return row ? `${row.name1} ${row.name2}`.trim() : '';
}

/** As the phone shows it: its own two-part name before the user's. */
export const shownOnPhone = (read: Read, extension: Extension): string =>
  displayName(read, extension.id) || extension.label;

/** The log-in at this device, over or not. */
export const loginAt = (read: Read, device: string): HotDesk | undefined => read.get(hotDesks, device);

export const loginOf = (read: Read, extensionId: string): HotDesk | undefined => read.all(hotDesks, { extensionId })[0];

export const isOver = (login: HotDesk, now: number): boolean => login.until !== null && login.until <= now;

/** The next moment at which a clock of the site shows this time of day. A night that skips it leaves it for the next day. */
export function nextAt(zone: string, time: string, now: number): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const today = wallClock(zone, Math.floor(now / 1000));
  const midnight = today - (((today % 86_400) + 86_400) % 86_400);
  for (let day = 0; ; day++) {
    const wall = midnight + day * 86_400 + hours * 3600 + minutes * 60;
    const moment = momentsOf(zone, wall).find((one) => one * 1000 > now);
    if (moment !== undefined) return moment * 1000;
  }
}

export function logOutMoment(read: Read, identityId: string, now: number): number | null {
  const handset = read.get(handsets, identityId);
  if (!handset || handset.logOutAt === '') return null;
  const identity = read.get(identities, identityId);
  const extension = identity && read.get(extensions, identity.extensionId);
  const zone = extension && read.get(sites, extension.siteId)?.timeZone;
  return zone === undefined ? null : nextAt(zone, handset.logOutAt, now);
}

/** The public number whose calls go to this extension. */
export const publicNumberOf = (read: Read, extensionId: string) =>
  read.all(publicNumbers, { destination: `node:${extensionId}` })[0];

/** Reserved numbers are ours, but not in use yet. */
export const isActive = (read: Read, extensionId: string): boolean =>
  publicNumberOf(read, extensionId)?.status !== 'reserved';

/** Why this number cannot be logged in at that handset, each in its own words. */
export function refuseLogin(tx: Tx, extension: Extension, identityId: string, device: string): void {
  const no = (rule: string, message: string): never => refuse({ kind: 'rule', rule, message });
  const handset = tx.get(handsets, identityId);
  const name = extensionName(extension);
  if (!handset) no('no-handset', 'Nobody can log in at this phone. Allow it on the phone’s page first.');
  if (extension.type !== 'normal')
    no('number-not-active', `${name} belongs to a ${extension.type === 'gateway' ? 'gateway' : 'phone in a common area'}, so it cannot be logged in elsewhere.`); // prettier-ignore
  if (!isActive(tx, extension.id))
    no('number-not-active', `${name} is reserved and not active yet. Activate the number first.`);
  const there = loginAt(tx, device);
  if (there && there.extensionId !== extension.id && !isOver(there, tx.now)) {
    const guest = tx.get(extensions, there.extensionId);
    no('handset-taken', `${guest ? extensionName(guest) : 'Somebody'} is logged in at handset ${handset?.phoneId ?? ''}. Log that number out first.`); // prettier-ignore
  }
  const elsewhere = loginOf(tx, extension.id);
  if (elsewhere && elsewhere.id !== device && !isOver(elsewhere, tx.now)) {
    const other = tx.get(handsets, elsewhere.identityId);
    no('number-elsewhere', `${name} is logged in at handset ${other?.phoneId ?? ''} already. Log it out there first: a number has one handset.`); // prettier-ignore
  }
  if (tx.get(identities, identityId)?.extensionId === extension.id)
    no('own-phone', `Handset ${handset?.phoneId ?? ''} is the phone of ${name} already.`);
}

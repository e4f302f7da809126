import { z } from 'zod';
import { command, type PhoneChange } from '../../core/feature.ts';
import { found, refuse, refuseField } from '../../core/refusal.ts';
import type { Read, Tx } from '../../core/store.ts';
import { id, line } from '../../core/text.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { deviceOf, identities } from '../identities/table.ts';
import { isOver, loginAt, loginOf, logOutMoment, refuseLogin } from './rules.ts';
import { displayNames, handsets, hotDesks } from './table.ts';

const phoneId = z
  .string()
  .trim()
  .regex(/^[0-9]{1,6}$/, 'Use 1 to 6 digits, as the phone shows them.');
const timeOfDay = z
  .string()
  .trim()
  .regex(/^(?:|(?:[01][0-9]|2[0-3]):[0-5][0-9])$/, 'Write a time of day like 19:00, or leave it empty.');

const nameOf = (read: Read, extensionId: string): string => {
  const extension = read.get(extensions, extensionId);
  return extension ? extensionName(extension) : extensionId;
};
const labelOf = (read: Read, identityId: string): string => read.get(identities, identityId)?.label ?? identityId;

/** The lowest number that no handset shows yet. */
function freePhoneId(tx: Tx): string {
  const taken = new Set(tx.all(handsets).map((handset) => handset.phoneId));
  for (let number = 1; ; number += 1) if (!taken.has(String(number))) return String(number);
}

function leave(tx: Tx, extensionId: string): void {
  const login = loginOf(tx, extensionId);
  if (login) tx.remove(hotDesks, login.id);
}

export const hotDeskCommands = {
  'handset.allow': command({
    input: z.strictObject({ identityId: id, phoneId: phoneId.optional(), logOutAt: timeOfDay.optional() }),
    words: (input, read) =>
      read.get(handsets, input.identityId)
        ? `Changed the hot desk ${labelOf(read, input.identityId)}.`
        : `Made ${labelOf(read, input.identityId)} a hot desk.`,
    run(tx, { identityId, ...patch }) {
      const identity = found(tx.get(identities, identityId), 'This phone');
      if (identity.type !== 'deskphone')
        refuseField('identityId', 'Numbers log in at desk phones only: this is an app.');
      const other = tx.all(handsets).find((one) => one.phoneId === patch.phoneId && one.id !== identityId);
      if (other)
        refuseField('phoneId', `${labelOf(tx, other.id)} shows ${other.phoneId} already. Choose another phone ID.`);
      if (tx.get(handsets, identityId)) tx.update(handsets, identityId, patch);
      else
        tx.insert(handsets, {
          id: identityId,
          phoneId: patch.phoneId ?? freePhoneId(tx),
          logOutAt: patch.logOutAt ?? '',
        });
      return { phoneId: tx.get(handsets, identityId)?.phoneId ?? '' };
    },
  }),

  'handset.disallow': command({
    input: z.strictObject({ identityId: id }),
    words: (input, read) => `${labelOf(read, input.identityId)} is no hot desk any more.`,
    run(tx, { identityId }) {
      const [login] = tx.all(hotDesks, { identityId });
      if (login) tx.remove(hotDesks, login.id);
      tx.remove(handsets, found(tx.get(handsets, identityId), 'This hot desk').id);
    },
  }),

  /** What only the rows can say; whether the phone is connected is asked by the action `handset.log-in` of the service. */
  'hot-desk.log-in': command({
    input: z.strictObject({ extensionId: id, identityId: id }),
    words: (input, read) => `Logged ${nameOf(read, input.extensionId)} in at ${labelOf(read, input.identityId)}.`,
    run(tx, { extensionId, identityId }) {
      const extension = found(tx.get(extensions, extensionId), 'This number');
      const device = deviceOf(found(tx.get(identities, identityId), 'This handset'));
      refuseLogin(tx, extension, identityId, device);
      leave(tx, extensionId);
      if (loginAt(tx, device)) tx.remove(hotDesks, device);
      tx.insert(hotDesks, {
        id: device,
        identityId,
        extensionId,
        since: tx.now,
        until: logOutMoment(tx, identityId, tx.now),
      });
    },
  }),

  'hot-desk.log-out': command({
    input: z.strictObject({ extensionId: id }),
    words(input, read) {
      const login = loginOf(read, input.extensionId);
      return `Logged ${nameOf(read, input.extensionId)} out${login ? ` from ${labelOf(read, login.identityId)}` : ''}.`;
    },
    run(tx, { extensionId }) {
      if (!loginOf(tx, extensionId))
        refuse({
          kind: 'rule',
          rule: 'not-logged-in',
          message: `${nameOf(tx, extensionId)} is logged in at no handset.`,
        });
      leave(tx, extensionId);
    },
  }),

  /** Calls go by the time already; this takes the row out, so that the phone shows its own name again. */
  'hot-desk.expire': command({
    input: z.strictObject({}),
    words(_input, read) {
      const names = read
        .all(hotDesks)
        .flatMap((login) => (login.until === null ? [] : [nameOf(read, login.extensionId)]));
      return `The time of the log-in at a handset was over: ${names.join(', ')}.`;
    },
    run(tx) {
      const over = tx.all(hotDesks).filter((login) => isOver(login, tx.now));
      for (const login of over) tx.remove(hotDesks, login.id);
      return { loggedOut: over.length };
    },
  }),

  /** Two parts, as they stand on two lines of small screens. */
  'number.set-display-name': command({
    input: z.strictObject({ extensionId: id, name1: line(30, 'The first part'), name2: line(30, 'The second part') }),
    words: (input, read) => {
      const name = `${input.name1} ${input.name2}`.trim();
      return name === ''
        ? `Took the display name of ${nameOf(read, input.extensionId)} away.`
        : `Gave ${nameOf(read, input.extensionId)} the display name ${name}.`;
    },
    run(tx, { extensionId, ...names }) {
      found(tx.get(extensions, extensionId), 'This number');
      const row = tx.get(displayNames, extensionId);
      if (names.name1 === '' && names.name2 === '') {
        if (row) tx.remove(displayNames, extensionId);
      } else if (row) tx.update(displayNames, extensionId, names);
      else tx.insert(displayNames, { id: extensionId, ...names });
    },
  }),
};

/** By feature code; Asterisk asked for the PIN and has it live. */
export const hotDeskPhoneChanges: Readonly<Record<'desk-in' | 'desk-out', PhoneChange>> = {
  'desk-in': {
    words: ({ device }, read) => `logged in at ${labelOf(read, identityAt(read, device) ?? device)}`,
    apply(tx, { ext, device, value }) {
      const identityId = identityAt(tx, device);
      const extension = tx.get(extensions, ext);
      if (identityId === undefined || !extension || !tx.get(handsets, identityId))
        return 'Nobody can log in at this phone now.';
      refuseLogin(tx, extension, identityId, device);
      leave(tx, ext);
      if (loginAt(tx, device)) tx.remove(hotDesks, device);
      const until = /^[1-9][0-9]{0,11}$/.test(value) ? Number(value) * 1000 : null;
      tx.insert(hotDesks, { id: device, identityId, extensionId: ext, since: tx.now, until });
      return undefined;
    },
  },
  'desk-out': {
    words: ({ device }, read) => `logged out from ${labelOf(read, identityAt(read, device) ?? device)}`,
    apply(tx, { ext, device }) {
      if (loginAt(tx, device)?.extensionId === ext) tx.remove(hotDesks, device);
      return undefined;
    },
  },
};

export function identityAt(read: Read, device: string): string | undefined {
  const extensionId = device.slice(0, device.lastIndexOf('-'));
  return read.all(identities, { extensionId }).find((one) => deviceOf(one) === device)?.id;
}

/** Handset and log-ins of identities and extensions that go. */
export function forgetHotDesks(tx: Tx, where: { identityId: string } | { extensionId: string }): void {
  for (const login of tx.all(hotDesks, where)) tx.remove(hotDesks, login.id);
  if ('identityId' in where) {
    if (tx.get(handsets, where.identityId)) tx.remove(handsets, where.identityId);
  } else if (tx.get(displayNames, where.extensionId)) tx.remove(displayNames, where.extensionId);
}

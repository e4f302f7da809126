import { z } from 'zod';
import { query } from '../../core/feature.ts';
import type { Observed } from '../../core/observed.ts';
import type { Read } from '../../core/store.ts';
import { id } from '../../core/text.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { deviceOf, identities } from '../identities/table.ts';
import { placeOfIdentity } from '../phones/rules.ts';
import { isOver, loginAt, loginOf } from './rules.ts';
import { handsets } from './table.ts';

const topics = ['handsets', 'hot_desks', 'identities', 'extensions', 'phones', 'observed:registrations'];

export interface Handset {
  identityId: string;
  phoneId: string;
  label: string;
  /** Number and name of the phone itself. */
  home: string;
  logOutAt: string;
  connected: boolean | null;
  guest: { extensionId: string; name: string; until: number | null } | null;
  /** The desk phone on which it stands. */
  mac: string | null;
}

function handsetLine(read: Read, observed: Observed, now: number, identityId: string): Handset | undefined {
  const handset = read.get(handsets, identityId);
  const identity = handset && read.get(identities, identityId);
  if (!handset || !identity) return undefined;
  const home = read.get(extensions, identity.extensionId);
  const device = deviceOf(identity);
  const login = loginAt(read, device);
  const guest = login && !isOver(login, now) ? read.get(extensions, login.extensionId) : undefined;
  const { status } = observed.registration(device);
  return {
    identityId,
    phoneId: handset.phoneId,
    label: identity.label,
    home: home ? extensionName(home) : '',
    logOutAt: handset.logOutAt,
    connected: status === 'unknown' ? null : status === 'registered',
    guest: login && guest ? { extensionId: guest.id, name: extensionName(guest), until: login.until } : null,
    mac: placeOfIdentity(read, identityId)?.phone.mac ?? null,
  };
}

export const hotDeskQueries = {
  /** For the choice at a log-in, by phone ID; and what a phone's own page shows. */
  'handsets.list': query({
    input: z.strictObject({ identityId: id.optional() }),
    topics,
    run({ read, observed, now }, { identityId }) {
      const ids = identityId === undefined ? read.all(handsets).map((handset) => handset.id) : [identityId];
      return ids
        .flatMap((one) => handsetLine(read, observed, now, one) ?? [])
        .sort((a, b) => Number(a.phoneId) - Number(b.phoneId));
    },
  }),
  'hot-desk.of': query({
    input: z.strictObject({ extensionId: id }),
    topics,
    run({ read, observed, now }, { extensionId }) {
      const login = loginOf(read, extensionId);
      return login && !isOver(login, now) ? (handsetLine(read, observed, now, login.identityId) ?? null) : null;
    },
  }),
};

/** Handsets and who is logged in, as Asterisk reads it: see asterisk/apply/runtime/hot-desks.sql. */
import { affected, projector } from '../../core/feature.ts';
import { projected, type ProjectedRow } from '../../core/projection.ts';
import { offsetsOf } from '../../core/schedule/zone.ts';
import type { Read, Row } from '../../core/store.ts';
import { deskDevice } from '../extensions/desk.ts';
import { callerId } from '../extensions/project.ts';
import { extensions } from '../extensions/table.ts';
import { deviceOf, identities } from '../identities/table.ts';
import { publicNumbers } from '../public-numbers/table.ts';
import { sites } from '../sites/table.ts';
import { isActive } from './rules.ts';
import { handsets, hotDesks } from './table.ts';

declare module '../../core/projection.ts' {
  interface RuntimeTables {
    /** A phone at which numbers may log in; `log_out`: second of the day, -1 for never. */
    desk_phone: { id: string; ext: string; phone_id: string; log_out: number; zone: string };
    /** Who is logged in where; `till`: second since 1970, 0 for no end. */
    desk: { id: string; ext: string; till: number };
    /** A number as it travels with its user; `device`: its desk phone, whose place the handset takes. */
    desk_ext: { id: string; callerid: string; device: string; active: 0 | 1 };
    /** When the clocks of a site change, ten years a row. */
    desk_zone: { id: string; zone: string; since: number; till: number; offsets: string };
  }
}

const seconds = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return time === '' ? -1 : hours * 3600 + minutes * 60;
};

const never = 253_402_300_800;
const changesInRow = 20;

function zoneRows(site: Row<typeof sites>): ProjectedRow[] {
  const offsets = offsetsOf(site.timeZone);
  const starts = offsets.filter((_, index) => index % changesInRow === 0);
  return starts.map((start, row) =>
    projected('desk_zone', {
      id: `${site.id}.${row}`,
      zone: site.id,
      since: row === 0 ? 0 : start.since,
      till: starts[row + 1]?.since ?? never,
      offsets: JSON.stringify(
        offsets
          .slice(row * changesInRow, (row + 1) * changesInRow)
          .map(({ since, shift }, index) => [row === 0 && index === 0 ? 0 : since, shift]),
      ),
    }),
  );
}

const extensionOf = (read: Read, identityId: string) => {
  const identity = read.get(identities, identityId);
  return identity && read.get(extensions, identity.extensionId);
};

export const hotDeskProjectors = [
  projector({
    owner: handsets,
    rows(read, handset) {
      const identity = read.get(identities, handset.id);
      const extension = extensionOf(read, handset.id);
      if (!identity || !extension) return [];
      return [
        projected('desk_phone', {
          id: deviceOf(identity),
          ext: extension.id,
          phone_id: handset.phoneId,
          log_out: seconds(handset.logOutAt),
          zone: extension.siteId,
        }),
      ];
    },
    affectedBy: [
      affected(identities, (identity) => [identity.id]),
      affected(extensions, (extension, read) =>
        read.all(identities, { extensionId: extension.id }).map((identity) => identity.id),
      ),
    ],
  }),
  projector({
    owner: hotDesks,
    rows: (_read, login) => [
      projected('desk', {
        id: login.id,
        ext: login.extensionId,
        till: login.until === null ? 0 : Math.ceil(login.until / 1000),
      }),
    ],
    affectedBy: [],
  }),
  projector({
    owner: extensions,
    rows: (read, extension) => [
      projected('desk_ext', {
        id: extension.id,
        callerid: callerId(read, extension),
        device: deskDevice(read, extension.id) ?? '',
        active: extension.type === 'normal' && isActive(read, extension.id) ? 1 : 0,
      }),
    ],
    affectedBy: [
      affected(identities, (identity) => [identity.extensionId]),
      affected(publicNumbers, ({ destination }) => (destination.startsWith('node:ext-') ? [destination.slice(5)] : [])),
    ],
  }),
  projector({ owner: sites, rows: (_read, site) => zoneRows(site), affectedBy: [] }),
];

/** What an emergency call looks up, see asterisk/apply/runtime/emergency.sql. */
import { emergencyProfile, helpNumbers, sentNumber } from '../../core/emergency/profiles.ts';
import { affected, projector } from '../../core/feature.ts';
import { projected, shownName } from '../../core/projection.ts';
import type { Read } from '../../core/store.ts';
import { extensions } from '../extensions/table.ts';
import { deviceOf, identities } from '../identities/table.ts';
import { identitiesOn } from '../phones/rules.ts';
import { phoneLines, phones } from '../phones/table.ts';
import { publicNumbers } from '../public-numbers/table.ts';
import { sites } from '../sites/table.ts';
import { trunks } from '../trunks/table.ts';
import {
  callerName,
  chainFrom,
  emergencyTrunks,
  ownNumber,
  placeOf,
  siteNumber,
  siteOfIdentity,
  type Location,
} from './read.ts';
import { emergencyAlarmPhones, emergencyLocations, emergencySettings } from './table.ts';

declare module '../../core/projection.ts' {
  interface RuntimeTables {
    emergency_phone: { id: string; site: string; number: string; shows: string; shown: string };
    emergency_site: { id: string; shows: string; trunks: string; test: string };
    emergency_number: { id: string; sends: string };
    emergency_alarm: { id: string; way: string; devices: string };
  }
}

/** What a display shows that has room for 40 characters: SOS, who, and where. */
const alarmText = (who: string, where: string): string => shownName(`SOS ${who}${where === '' ? '' : ` - ${where}`}`);

export const emergencyPhoneProjector = projector({
  owner: identities,
  rows: (read, identity) => [
    projected('emergency_phone', {
      id: deviceOf(identity),
      site: siteOfIdentity(read, identity),
      number: read.get(extensions, identity.extensionId)?.number ?? '',
      shows: ownNumber(read, identity),
      shown: alarmText(callerName(read, deviceOf(identity)), placeOf(read, identity).detail),
    }),
  ],
  affectedBy: [
    affected(extensions, (extension, read) => identitiesOf(read, extension.id)),
    affected(phones, (phone, read) => identitiesOn(read, phone).map(({ identityId }) => identityId)),
    affected(phoneLines, ({ identityId }) => [identityId]),
    affected(publicNumbers, (number, read) => identitiesOf(read, number.destination.replace(/^node:/, ''))),
    affected(emergencyLocations, (location, read) => placedBelow(read, location)),
  ],
});

const identitiesOf = (read: Read, extensionId: string): string[] =>
  read.all(identities, { extensionId }).map(({ id }) => id);

function placedBelow(read: Read, location: Location): string[] {
  const identityOf = (id: string): string[] => {
    if (read.get(identities, id)) return [id];
    const phone = read.get(phones, id);
    return phone ? identitiesOn(read, phone).map(({ identityId }) => identityId) : [];
  };
  if (location.kind === 'phone') return identityOf(location.id);
  // A site's own row speaks for all phones in it, placed or not: whether it has an ELIN decides about their own numbers.
  if (location.kind === 'site')
    return read.all(identities).flatMap((one) => (siteOfIdentity(read, one) === location.id ? [one.id] : []));
  return read
    .all(emergencyLocations, { kind: 'phone' })
    .filter(({ id }) => chainFrom(read, id).some((above) => above.id === location.id))
    .flatMap(({ id }) => identityOf(id));
}

export const emergencySiteProjector = projector({
  owner: sites,
  rows: (read, site) => [
    projected('emergency_site', {
      id: site.id,
      shows: siteNumber(read, site.id),
      trunks: emergencyTrunks(read, site.id)
        .map(({ id }) => id)
        .join(','),
      test: emergencyProfile(site.country)?.test ?? read.get(emergencySettings, 'emergency')?.testNumber ?? '',
    }),
    ...helpNumbers(site.country)
      .map((number) => ({ number, sends: sentNumber(site.country, number) }))
      .filter(({ number, sends }) => number !== sends)
      .map(({ number, sends }) => projected('emergency_number', { id: `${site.id}/${number}`, sends })),
  ],
  affectedBy: [
    affected(trunks, allSites),
    affected(emergencySettings, allSites),
    affected(publicNumbers, allSites),
    affected(sites, allSites),
    affected(emergencyLocations, (location) => (location.kind === 'site' ? [location.id] : [])),
  ],
});

function allSites(_row: unknown, read: Read): string[] {
  return read.all(sites).map(({ id }) => id);
}

export const emergencyAlarmProjector = projector({
  owner: emergencyAlarmPhones,
  rows(read, { id, way }) {
    const devices = read.all(identities, { extensionId: id }).map((identity) => `PJSIP/${deviceOf(identity)}`);
    return devices.length === 0 ? [] : [projected('emergency_alarm', { id, way, devices: devices.join('&') })];
  },
  affectedBy: [
    affected(identities, (identity) => [identity.extensionId]),
    affected(extensions, (extension) => [extension.id]),
  ],
});

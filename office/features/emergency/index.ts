/** Emergency calls (spec G6, P4): where each phone is, which number it shows, and who in the office is told. */
import { z } from 'zod';
import { defineFeature, entity, numberOwner, query } from '../../core/feature.ts';
import { formatNumber } from '../../core/phone-number.ts';
import { id } from '../../core/text.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { publicNumbers } from '../public-numbers/table.ts';
import { sites } from '../sites/table.ts';
import { emergencyCommands, emergencyId, locationName, refuseBadLocation } from './commands.ts';
import { emergencyAlarmProjector, emergencyPhoneProjector, emergencySiteProjector } from './project.ts';
import { labelText } from './readiness.ts';
import { emergencyAlarmPhones, emergencyLocations, emergencySettings } from './table.ts';
import { emergencyPlain } from './plain.ts';

const route = '/lines/emergency';

export const emergencyFeature = defineFeature({
  id: 'emergency',
  plain: emergencyPlain,
  entities: [
    entity({
      table: emergencyLocations,
      label: (row, read) => `Emergency location of ${locationName(read, row.id)}`,
      route: () => route,
      uses: (row) => [
        // A phone's or site's own row goes out of use with it; floors and desks are places that phones stand in.
        ...(row.kind === 'floor' || row.kind === 'desk' ? [{ table: 'sites', id: row.siteId }] : []),
        ...(row.parentId === null ? [] : [{ table: 'emergency_locations', id: row.parentId }]),
        ...[row.callbackNumber, row.elin].filter(Boolean).map((number) => ({ table: numberOwner, id: number })),
      ],
      check: refuseBadLocation,
    }),
    entity({
      table: emergencyAlarmPhones,
      label: (row, read) => {
        const extension = read.get(extensions, row.id);
        return extension ? `Alarm of emergency calls on ${extensionName(extension)}` : 'Alarm of emergency calls';
      },
      route: () => route,
      uses: (row) => [{ table: 'extensions', id: row.id }],
    }),
    entity({ table: emergencySettings, label: () => 'The emergency settings', route: () => route }),
  ],
  commands: emergencyCommands,
  queries: {
    'emergency.settings': query({
      input: z.strictObject({}),
      topics: [
        'emergency_locations',
        'emergency_alarm_phones',
        'emergency_settings',
        'sites',
        'extensions',
        'public_numbers',
      ],
      run: ({ read }) => ({
        testNumber: read.get(emergencySettings, emergencyId)?.testNumber ?? '',
        limitsReadAt: read.get(emergencySettings, emergencyId)?.limitsReadAt ?? 0,
        alarmPhones: read.all(emergencyAlarmPhones).map((row) => {
          const extension = read.get(extensions, row.id);
          return { extensionId: row.id, way: row.way, name: extension ? extensionName(extension) : '' };
        }),
        locations: read.all(emergencyLocations),
        sites: read.all(sites).map(({ id: siteId, name, country, street, postalCode, city, region }) => ({
          id: siteId, name, country, street, postalCode, city, region,
        })), // prettier-ignore
        numbers: read
          .all(publicNumbers, { status: 'active' })
          .map(({ number, siteId }) => ({ number, siteId, label: formatNumber(number) })),
      }),
    }),
    /** What stands on the label beside the phones of a site. */
    'emergency.label': query({
      input: z.strictObject({ siteId: id }),
      topics: ['sites'],
      run: ({ read }, { siteId }) => labelText(read, siteId),
    }),
  },
  codes: [
    { id: 'emergency-test', code: '*93', does: 'Tests an outside line for emergency calls: its number', takes: 'slot' },
  ],
  projectors: [emergencyPhoneProjector, emergencySiteProjector, emergencyAlarmProjector],
  seed: (tx) => void tx.insert(emergencySettings, { id: emergencyId }),
  complete: (tx) => {
    if (!tx.get(emergencySettings, emergencyId)) tx.insert(emergencySettings, { id: emergencyId });
  },
});

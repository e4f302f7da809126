/** What phones are told beside lines and keys: for the office, a site or one phone, the nearest wins. */
import { z } from 'zod';
import { defineFeature, entity, query } from '../../core/feature.ts';
import { found } from '../../core/refusal.ts';
import { id } from '../../core/text.ts';
import { phoneName, shownMac } from '../phones/rules.ts';
import { phones } from '../phones/table.ts';
import { sites } from '../sites/table.ts';
import { phoneSettingsCommands } from './commands.ts';
import {
  codecNames, deviating, effectiveAt, levelOf, levelsFrom, officeLevel, ownOf, settingNames,
  type Level, type PhoneSettings, type SettingName,
} from './read.ts'; // prettier-ignore
import { phoneSettings } from './table.ts';

/** One setting at one level, as a screen shows it. */
export interface ShownSetting<T> {
  value: T;
  from: Level;
  /** Said here, not inherited. */
  isOwn: boolean;
  /** What would count if nothing were said here. */
  inherited: { value: T; from: Level };
  /** Below here and saying something else. */
  deviating: Level[];
}
type ShownSettings = { [N in SettingName]: ShownSetting<PhoneSettings[N]> };

const levelId = z.union([z.literal(officeLevel), id]);

export const phoneSettingsFeature = defineFeature({
  id: 'phone-settings',
  entities: [
    entity({
      table: phoneSettings,
      label: (row, read) => `Phone settings of ${levelOf(read, row.id).name}`,
      route: (row, read) => {
        const phone = read.get(phones, row.id);
        return phone ? `/phones/${phone.mac}` : '/phone-settings';
      },
    }),
  ],
  commands: phoneSettingsCommands,
  queries: {
    'phone-settings.get': query({
      input: z.strictObject({ level: levelId.default(officeLevel) }),
      topics: ['phone_settings', 'phones', 'sites'],
      run({ read }, { level }) {
        const levels = found(levelsFrom(read, level), 'This phone or site');
        const own = ownOf(read.get(phoneSettings, level));
        const effective = effectiveAt(read, levels);
        const above = effectiveAt(read, levels.slice(1));
        const shown = Object.fromEntries(
          settingNames.map((name) => [
            name,
            {
              value: effective[name].value,
              from: levelOf(read, effective[name].from),
              isOwn: own[name] !== undefined,
              inherited: { value: above[name].value, from: levelOf(read, above[name].from) },
              deviating: deviating(read, level, name),
            },
          ]),
        );
        return {
          level: levelOf(read, level),
          // Safe: made from exactly these names.
          settings: shown as unknown as ShownSettings,
          codecNames: [...codecNames],
          sites: read
            .all(sites)
            .sort((a, b) => a.name.localeCompare(b.name, 'en'))
            .map((site) => ({ id: site.id, name: site.name, phones: read.count(phones, { siteId: site.id }) })),
          phones: read.count(phones),
        };
      },
    }),
    /** Shown only when somebody asks for it. */
    'phone-password.get': query({
      input: z.strictObject({ phoneId: id }),
      topics: ['phones'],
      run({ read }, { phoneId }) {
        const phone = found(read.get(phones, phoneId), 'This phone');
        return { name: phoneName(phone), shownMac: shownMac(phone.mac), password: phone.adminPassword };
      },
    }),
  },
});

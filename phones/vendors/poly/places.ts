/** Languages and clock changes in Polycom's words (UC Software administrator's guide: `lcl.ml.lang`, `tcpIpApp.sntp`). */

import { checkedHost } from '../checked.ts';
import type { PhoneProfile } from '../define.ts';
import { zoneRuleOrUtc, type ClockChange } from '../summer-time.ts';
import type { Attribute } from '../xml-attributes.ts';

export const LANGUAGES: Readonly<Record<string, string>> = {
  da: 'Danish_Denmark', de: 'German_Germany', en: 'English_United_Kingdom', 'en-us': 'English_United_States',
  'en-ca': 'English_Canada', es: 'Spanish_Spain', fr: 'French_France', it: 'Italian_Italy', ja: 'Japanese_Japan',
  ko: 'Korean_Korea', nb: 'Norwegian_Norway', nl: 'Dutch_Netherlands', no: 'Norwegian_Norway', pl: 'Polish_Poland',
  pt: 'Portuguese_Portugal', ru: 'Russian_Russia', sl: 'Slovenian_Slovenia', sv: 'Swedish_Sweden', zh: 'Chinese_China',
}; // prettier-ignore

/** Days count from 1 for Sunday; a week is named by the date of its first day. */
function change(name: 'start' | 'stop', { month, week, weekday, minutesOfDay }: ClockChange): Attribute[] {
  const at = `tcpIpApp.sntp.daylightSavings.${name}`;
  return [
    [`${at}.month`, month],
    [`${at}.time`, Math.floor(minutesOfDay / 60)],
    [`${at}.date`, week === 5 ? 1 : (week - 1) * 7 + 1],
    [`${at}.dayOfWeek`, weekday + 1],
    [`${at}.dayOfWeek.lastInMonth`, week === 5 ? 1 : 0],
  ];
}

export function timeSettings(profile: PhoneProfile): { settings: Attribute[]; notes: readonly string[] } {
  const { rule, notes } = zoneRuleOrUtc(profile.timeZone);
  const isWhole = rule.summer === undefined || rule.summer.saveMinutes === 60;
  const summer = isWhole ? rule.summer : undefined;
  return {
    notes: isWhole
      ? notes
      : [`Summer time in ${profile.timeZone} is not one hour; the phone cannot follow it and stays on standard time.`],
    settings: [
      ['tcpIpApp.sntp.address', checkedHost(profile.ntpServer, 'ntpServer')],
      // Else what a router says about time would win.
      ['tcpIpApp.sntp.address.overrideDHCP', 1],
      ['tcpIpApp.sntp.gmtOffset', rule.standardMinutes * 60],
      ['tcpIpApp.sntp.gmtOffset.overrideDHCP', 1],
      ['tcpIpApp.sntp.daylightSavings.enable', summer === undefined ? 0 : 1],
      ...(summer === undefined
        ? []
        : [
            ['tcpIpApp.sntp.daylightSavings.fixedDayEnable', 0] as const,
            ...change('start', summer.start),
            ...change('stop', summer.end),
          ]),
    ],
  };
}

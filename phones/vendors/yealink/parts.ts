/** Time and codecs in Yealink's words. */

import { checkedHost, codecsFor } from '../checked.ts';
import type { PhoneCodec, PhoneProfile } from '../define.ts';
import type { Setting } from '../key-value.ts';
import { hoursText, usesUsDates } from '../said.ts';
import { zoneRuleOrUtc, type ClockChange } from '../summer-time.ts';
import type { YealinkModel } from './models.ts';

/** Month, week of the month (5: last), day of the week (Sunday is 7), hour. */
const change = ({ month, week, weekday, minutesOfDay }: ClockChange): string =>
  `${month}/${week}/${weekday === 0 ? 7 : weekday}/${Math.floor(minutesOfDay / 60)}`;

export function timeSettings(profile: PhoneProfile): { settings: Setting[]; notes: readonly string[] } {
  const { rule, notes } = zoneRuleOrUtc(profile.timeZone);
  const isUs = usesUsDates(profile.language);
  const offset = rule.standardMinutes === 0 ? '0' : hoursText(rule.standardMinutes);
  return {
    notes,
    settings: [
      ['local_time.ntp_server1', checkedHost(profile.ntpServer, 'ntpServer')],
      // Else a time server that the router names would win.
      ['local_time.manual_ntp_srv_prior', 1],
      ['local_time.time_zone', offset],
      ['local_time.summer_time', rule.summer === undefined ? 0 : 1],
      ...(rule.summer === undefined
        ? []
        : ([
            ['local_time.dst_time_type', 1],
            ['local_time.start_time', change(rule.summer.start)],
            ['local_time.end_time', change(rule.summer.end)],
            ['local_time.offset_time', rule.summer.saveMinutes],
          ] as const)),
      ['local_time.time_format', isUs ? 0 : 1],
      ['local_time.date_format', isUs ? 4 : 3],
    ],
  };
}

const NAMES: Readonly<Record<PhoneCodec, string>> = {
  g722: 'g722',
  pcma: 'pcma',
  pcmu: 'pcmu',
  opus: 'opus',
  g729: 'g729',
  'g726-32': 'g726_32',
  ilbc: 'ilbc',
  g723: 'g723_63',
};

/** Firmware up to 73 keeps a numbered table (RFC 3551 payload numbers) instead of names. */
const NUMBERED: Readonly<Partial<Record<PhoneCodec, readonly [name: string, payload: number]>>> = {
  pcmu: ['PCMU', 0],
  pcma: ['PCMA', 8],
  g722: ['G722', 9],
  g729: ['G729', 18],
};

export function codecSettings(account: number, profile: PhoneProfile, row: YealinkModel | undefined): Setting[] {
  const codecs = codecsFor(profile, row);
  if (row?.family === 'v7') {
    return codecs
      .flatMap((codec) => (NUMBERED[codec] === undefined ? [] : [NUMBERED[codec]]))
      .flatMap(([name, payload], index): Setting[] => [
        [`account.${account}.codec.${index + 1}.enable`, 1],
        [`account.${account}.codec.${index + 1}.payload_type`, name],
        [`account.${account}.codec.${index + 1}.priority`, index + 1],
        [`account.${account}.codec.${index + 1}.rtpmap`, payload],
      ]);
  }
  const unwanted = (row?.codecs ?? []).filter((codec) => !codecs.includes(codec));
  return [
    ...codecs.flatMap((codec, index): Setting[] => [
      [`account.${account}.codec.${NAMES[codec]}.enable`, 1],
      [`account.${account}.codec.${NAMES[codec]}.priority`, index + 1],
    ]),
    ...unwanted.map((codec): Setting => [`account.${account}.codec.${NAMES[codec]}.enable`, 0]),
  ];
}

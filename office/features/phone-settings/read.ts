/** The settings of phones with where each comes from: the phone, its site, the office, or the product itself. Pure. */
import type { Read, Row } from '../../core/store.ts';
import { phones } from '../phones/table.ts';
import { phoneName } from '../phones/rules.ts';
import { sites } from '../sites/table.ts';
import { phoneSettings } from './table.ts';

/** Those that Asterisk is told to take of phones (extensions/project.ts), in the words of SDP. */
export const codecNames = ['g722', 'pcma', 'pcmu'] as const;
export type CodecName = (typeof codecNames)[number];

export interface PhoneSettings {
  codecs: CodecName[];
  /** 0: the phone's own choice. */
  ringTone: number;
  /** Null: nothing is said. */
  vlan: { id: number; priority: number; computerId: number } | null;
  /** Null: the phone's own. */
  qos: { media: number; signaling: number } | null;
  pnpAfterSetup: boolean;
  syslog: { host: string; port: number; until: number } | null;
}

export type SettingName = keyof PhoneSettings;
export const settingNames = ['codecs', 'ringTone', 'vlan', 'qos', 'pnpAfterSetup', 'syslog'] as const;

/**
 * EF for speech (RFC 3246, RFC 4594) and CS3 for signalling, as Asterisk marks its own packets: both directions of a call
 * then wait in the same queues of a switch.
 */
export const defaults: PhoneSettings = {
  codecs: [...codecNames],
  ringTone: 0,
  vlan: null,
  qos: { media: 46, signaling: 24 },
  pnpAfterSetup: true,
  syslog: null,
};

export const officeLevel = 'office';

/** Where a value stands; `default` is the product. */
export interface Level {
  id: string;
  kind: 'phone' | 'site' | 'office' | 'default';
  name: string;
}

export type Inherited<T> = { value: T; from: string };
export type Effective = { [N in SettingName]: Inherited<PhoneSettings[N]> };

type SettingsRow = Row<typeof phoneSettings>;

/** What the row itself says; an absent name is inherited. */
export function ownOf(row: SettingsRow | undefined): Partial<PhoneSettings> {
  if (!row) return {};
  const { codecs, ringTone, vlan, vlanPriority, computerVlan, mediaDscp, signalingDscp, pnpAfterSetup } = row;
  return {
    ...(codecs === null ? {} : { codecs: codecsIn(codecs) }),
    ...(ringTone === null ? {} : { ringTone }),
    ...(vlan === null
      ? {}
      : { vlan: vlan === 0 ? null : { id: vlan, priority: vlanPriority, computerId: computerVlan } }),
    ...(mediaDscp === null ? {} : { qos: mediaDscp < 0 ? null : { media: mediaDscp, signaling: signalingDscp } }),
    ...(pnpAfterSetup === null ? {} : { pnpAfterSetup }),
    ...(row.syslogUntil === null
      ? {}
      : { syslog: { host: row.syslogHost, port: row.syslogPort, until: row.syslogUntil } }),
  };
}

const isCodec = (name: string): name is CodecName => codecNames.some((known) => known === name);
const codecsIn = (text: string): CodecName[] => text.split(',').filter(isCodec);

/** Nearest first. */
export function effectiveAt(read: Read, levels: readonly string[]): Effective {
  const rows = levels.map((level) => ({ level, own: ownOf(read.get(phoneSettings, level)) }));
  const pick = <N extends SettingName>(name: N): Inherited<PhoneSettings[N]> => {
    const hit = rows.find(({ own }) => own[name] !== undefined);
    // Safe: `find` looked for a row in which it is there.
    return hit
      ? { value: hit.own[name] as PhoneSettings[N], from: hit.level }
      : { value: defaults[name], from: 'default' };
  };
  return {
    codecs: pick('codecs'),
    ringTone: pick('ringTone'),
    vlan: pick('vlan'),
    qos: pick('qos'),
    pnpAfterSetup: pick('pnpAfterSetup'),
    syslog: pick('syslog'),
  };
}

export const levelsOf = (phone: Pick<Row<typeof phones>, 'id' | 'siteId'>): string[] => [
  phone.id,
  phone.siteId,
  officeLevel,
];

/** The level itself and those above it; undefined when there is no such level. */
export function levelsFrom(read: Read, id: string): string[] | undefined {
  if (id === officeLevel) return [officeLevel];
  if (read.get(sites, id)) return [id, officeLevel];
  const phone = read.get(phones, id);
  return phone && levelsOf(phone);
}

export function levelOf(read: Read, id: string): Level {
  if (id === officeLevel) return { id, kind: 'office', name: 'the office' };
  if (id === 'default') return { id, kind: 'default', name: 'Switchroom' };
  const phone = read.get(phones, id);
  if (phone) return { id, kind: 'phone', name: phoneName(phone) };
  return { id, kind: 'site', name: read.get(sites, id)?.name ?? id };
}

/** Levels below this one that say something else themselves. */
export function deviating(read: Read, id: string, name: SettingName): Level[] {
  const below =
    id === officeLevel
      ? read.all(phoneSettings).filter((row) => row.id !== officeLevel)
      : read.all(phoneSettings).filter((row) => read.get(phones, row.id)?.siteId === id);
  return below.filter((row) => ownOf(row)[name] !== undefined).map((row) => levelOf(read, row.id));
}

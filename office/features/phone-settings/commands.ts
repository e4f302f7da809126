import { z } from 'zod';
import { command } from '../../core/feature.ts';
import { port } from '../../core/network-address.ts';
import { found, refuse, refuseField } from '../../core/refusal.ts';
import type { NewRow, Read, Tx } from '../../core/store.ts';
import { id } from '../../core/text.ts';
import { newAdminPassword, phoneName } from '../phones/rules.ts';
import { phones } from '../phones/table.ts';
import { sites } from '../sites/table.ts';
import { codecNames, levelOf, levelsFrom, officeLevel, ownOf } from './read.ts';
import { phoneSettings } from './table.ts';

const dscp = z.int('Write a whole number.').min(0, 'From 0 to 63.').max(63, 'From 0 to 63.');
const vlanId = (least: number) =>
  z.int('Write a whole number.').min(least, `From ${least} to 4094.`).max(4094, `From ${least} to 4094.`);

/** Null: inherited from the level above. Absent: as it is. */
const patch = {
  codecs: z
    .array(z.enum(codecNames))
    .min(1, 'Leave at least one codec, or nobody hears anything.')
    .refine((list) => new Set(list).size === list.length, 'Each codec can be there once.')
    .nullable()
    .optional(),
  ringTone: z.int().min(0).max(10, 'From 1 to 10, or the phone’s own choice.').nullable().optional(),
  vlan: z
    .union([
      z.literal('off'),
      z.strictObject({
        id: vlanId(1),
        priority: z.int().min(0, 'From 0 to 7.').max(7, 'From 0 to 7.').default(5),
        computerId: vlanId(0).default(0),
      }),
    ])
    .nullable()
    .optional(),
  qos: z
    .union([z.literal('off'), z.strictObject({ media: dscp, signaling: dscp })])
    .nullable()
    .optional(),
  pnpAfterSetup: z.boolean().nullable().optional(),
};

const titles = {
  codecs: 'codecs',
  ringTone: 'ring tone',
  vlan: 'VLAN',
  qos: 'priority in the network',
  pnpAfterSetup: 'plug and play',
} as const;

const level = z.union([z.literal(officeLevel), id]);
const nameOf = (read: Read, at: string) => levelOf(read, at).name;

/** Inside an office (RFC 1918, RFC 6598, RFC 3927): nothing a phone says leaves it. */
const officeHost = z
  .string()
  .trim()
  .regex(
    /^(?:10|192\.168|169\.254|172\.(?:1[6-9]|2[0-9]|3[01])|100\.(?:6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7]))(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){1,3}$/,
    'Write the address of a computer in the office, for example 192.168.1.20.',
  )
  .refine((text) => text.split('.').length === 4, 'Write all four numbers of the address.');

function change(tx: Tx, at: string, row: Partial<NewRow<typeof phoneSettings>>): void {
  found(levelsFrom(tx, at), 'This phone or site');
  const known = tx.get(phoneSettings, at);
  const next = known ? tx.update(phoneSettings, at, row) : tx.insert(phoneSettings, { ...row, id: at });
  if (Object.keys(ownOf(next)).length === 0) tx.remove(phoneSettings, at);
}

const scope = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('phone'), id }),
  z.strictObject({ of: z.literal('site'), id }),
  z.strictObject({ of: z.literal('office') }),
]);
type Scope = z.output<typeof scope>;

function phonesIn(read: Read, wanted: Scope) {
  if (wanted.of === 'office') return read.all(phones);
  if (wanted.of === 'phone') return [found(read.get(phones, wanted.id), 'This phone')];
  return read.all(phones, { siteId: found(read.get(sites, wanted.id), 'This site').id });
}

function scopeWords(read: Read, wanted: Scope): string {
  if (wanted.of === 'office') return 'all phones';
  if (wanted.of === 'site') return `the phones of ${read.get(sites, wanted.id)?.name ?? 'a site'}`;
  const phone = read.get(phones, wanted.id);
  return `the phone ${phone ? phoneName(phone) : wanted.id}`;
}

export const phoneSettingsCommands = {
  'phone-settings.set': command({
    input: z.strictObject({ level, ...patch }),
    words(input, read) {
      const names = Object.entries(titles).flatMap(([name, title]) =>
        input[name as keyof typeof titles] === undefined ? [] : [title],
      );
      return `Changed phone settings of ${nameOf(read, input.level)}: ${names.join(', ') || 'nothing'}.`;
    },
    run(tx, { level: at, codecs, ringTone, vlan, qos, pnpAfterSetup }) {
      change(tx, at, {
        ...(codecs === undefined ? {} : { codecs: codecs?.join(',') ?? null }),
        ...(ringTone === undefined ? {} : { ringTone }),
        ...(pnpAfterSetup === undefined ? {} : { pnpAfterSetup }),
        ...vlanColumns(vlan),
        ...qosColumns(qos),
      });
    },
  }),

  /** For a limited time: a log has numbers and names of calls in it, and fills disks. */
  'phone-settings.log': command({
    input: z.strictObject({
      level,
      host: officeHost,
      port: port.default(514),
      hours: z.int().min(1, 'At least one hour.').max(72, 'At most 72 hours.').default(4),
    }),
    words: (input, read) =>
      `Phones of ${nameOf(read, input.level)} send their log to ${input.host} for ${input.hours} hours.`,
    run(tx, { level: at, host, port: syslogPort, hours }) {
      const syslogUntil = tx.now + hours * 3_600_000;
      change(tx, at, { syslogHost: host, syslogPort, syslogUntil });
      return { until: syslogUntil };
    },
  }),

  'phone-settings.end-log': command({
    input: z.strictObject({ level }),
    words: (input, read) => `Phones of ${nameOf(read, input.level)} no longer send their log.`,
    run(tx, { level: at }) {
      if (tx.get(phoneSettings, at)?.syslogUntil == null)
        refuse({ kind: 'not-found', message: 'No log is sent from here any more.' });
      change(tx, at, { syslogUntil: null });
    },
  }),

  /** The phone or site goes; so does what was said about it. Run by the command that removes it. */
  'phone-settings.forget': command({
    input: z.strictObject({ level: id }),
    words: (input, read) => `Removed the phone settings of ${nameOf(read, input.level)}.`,
    run(tx, input) {
      if (tx.get(phoneSettings, input.level)) tx.remove(phoneSettings, input.level);
    },
  }),

  /** What the product itself does when the time is over. */
  'phone-settings.expire': command({
    input: z.strictObject({}),
    words: () => 'The time for which phones sent their log is over.',
    run(tx) {
      for (const row of tx.all(phoneSettings))
        if (row.syslogUntil !== null && row.syslogUntil <= tx.now) change(tx, row.id, { syslogUntil: null });
    },
  }),

  /** New random passwords for the phones' own menus and web pages; each phone is told, and followed until it has it. */
  'phone-password.rotate': command({
    input: scope,
    words: (input, read) => `Gave ${scopeWords(read, input)} new administrator passwords.`,
    run(tx, input) {
      const list = phonesIn(tx, input);
      if (list.length === 0) refuseField('id', 'There is no phone here yet.');
      for (const phone of list) tx.update(phones, phone.id, { adminPassword: newAdminPassword(tx, phone.vendor) });
      return { phoneIds: list.map((phone) => phone.id) };
    },
  }),
};

type Vlan = 'off' | { id: number; priority: number; computerId: number } | null | undefined;

function vlanColumns(vlan: Vlan): Partial<NewRow<typeof phoneSettings>> {
  if (vlan === undefined) return {};
  if (vlan === null || vlan === 'off') return { vlan: vlan === null ? null : 0, vlanPriority: 0, computerVlan: 0 };
  if (vlan.id === vlan.computerId)
    refuseField('vlan.computerId', 'The computer is in the VLAN of the phone then. Write 0 to leave it untagged.');
  return { vlan: vlan.id, vlanPriority: vlan.priority, computerVlan: vlan.computerId };
}

function qosColumns(qos: 'off' | { media: number; signaling: number } | null | undefined) {
  if (qos === undefined) return {};
  if (qos === null || qos === 'off') return { mediaDscp: qos === null ? null : -1 };
  return { mediaDscp: qos.media, signalingDscp: qos.signaling };
}

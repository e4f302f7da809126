import { z } from 'zod';
import { found } from '../../office/core/refusal.ts';
import { phones } from '../../office/features/phones/table.ts';
import type { PhoneModel } from '../../phones/vendors/define.ts';
import { modelOf, phoneVendors, vendorById } from '../../phones/vendors/index.ts';
import { takesSheet } from '../../phones/vendors/sheet.ts';
import { tlsPort } from '../engine/settings.ts';
import { serviceQuery } from '../action.ts';
import type { Asked } from '../phones/asking.ts';
import { readLabels, type LabelList } from '../phones/labels.ts';
import { profileOf } from '../phones/profile.ts';
import type { Rollout } from '../phones/rollout.ts';

export interface PhoneDrawing {
  /** How the vendor writes itself; the id where we do not know it. */
  vendor: string | null;
  model: Pick<PhoneModel, 'model' | 'lines' | 'keys' | 'display' | 'expansion' | 'handsets'> | null;
  /** What the phone will show: nothing before it is adopted. */
  screen: { name: string; number: string; label: string } | null;
  keys: { position: number; kind: 'line' | 'blf' | 'speed'; label: string; number: string }[];
  /** Where the phone fetches its settings, with its secret token. */
  settingsUrl: string | null;
  canShowText: boolean;
  /** It fetches nothing: its settings are on a sheet, to be typed in. */
  takesSheet: boolean;
}

export interface PhoneMaker {
  id: string;
  name: string;
  models: string[];
  takesSheet: boolean;
}

/** In the order of their names; any other maker comes last. */
const makers: readonly PhoneMaker[] = phoneVendors
  .map((vendor) => ({
    id: vendor.id,
    name: vendor.name,
    models: vendor.models.map(({ model }) => model),
    takesSheet: takesSheet(vendor),
  }))
  .sort((a, b) => Number(a.id === 'generic') - Number(b.id === 'generic') || a.name.localeCompare(b.name, 'en'));

export const phoneQueries = {
  /** A list of phones that nobody has plugged in yet, as it is understood, with what stands against each row. */
  'phones.read-labels': serviceQuery({
    input: z.strictObject({ text: z.string().max(500_000, 'This list is too long. Split it.') }),
    topics: ['phones', 'phone_lines', 'extensions', 'users', 'identities', 'sites'],
    run: ({ office }, { text }): LabelList => readLabels(office.read, text),
  }),
  /** What somebody can choose where a phone has not said, or not rightly, what it is. */
  'phone.makers': serviceQuery({ input: z.strictObject({}), topics: [], run: () => makers }),
  /** What was asked of a phone since the start, newest first: sent, proved, or without effect. */
  'phone.asked': serviceQuery({
    input: z.strictObject({ mac: z.string().regex(/^[0-9a-f]{12}$/, 'This is not a MAC address.') }),
    topics: ['observed:phones'],
    run: ({ desk }, { mac }): Asked[] => desk.acting.asked(mac).toReversed(),
  }),
  /** What is being asked of many phones, or was last. */
  'phones.rollout': serviceQuery({
    input: z.strictObject({}),
    topics: ['observed:phones'],
    run: ({ desk }): Rollout | null => desk.acting.rollout ?? null,
  }),

  /** What stands on the phone, for a drawing of it: the model's screen and keys, and what will be on them. */
  'phone.drawing': serviceQuery({
    input: z.strictObject({ mac: z.string().regex(/^[0-9a-f]{12}$/, 'This is not a MAC address.') }),
    topics: [
      'phones', 'identities', 'extensions', 'handsets', 'hot_desks', 'display_names', 'mailboxes', 'sites', 'feature_codes', 'network', 'observed:phones',
      'observed:network',
    ], // prettier-ignore
    run({ office, desk, observed }, { mac }): PhoneDrawing {
      const phone = office.read.get(phones, `mac-${mac}`);
      const seen = desk.seen(mac);
      const named = found(phone ?? seen, 'This phone');
      const vendor = vendorById(named.vendor ?? '');
      const model = vendor && modelOf(vendor, named.model ?? undefined);
      const { address, sipPort, httpPort } = observed.network;
      const server = { address: address ?? '', sipPort, tlsPort: tlsPort(sipPort), httpPort };
      const profile = phone && profileOf(office.read, phone, server);
      const line = profile?.lines[0];
      return {
        vendor: vendor?.name ?? named.vendor,
        model: model ? shown(model) : null,
        screen: profile ? { name: line?.displayName ?? '', number: line?.number ?? '', label: profile.label } : null,
        keys: (profile?.keys ?? []).flatMap((key) => {
          if (key.kind === 'none') return [];
          const number = key.kind === 'line' ? (line?.number ?? '') : key.number;
          const label = key.label ?? (key.kind === 'line' ? (line?.displayName ?? '') : '');
          return [{ position: key.position, kind: key.kind, label, number }];
        }),
        settingsUrl: desk.urlOf(mac) ?? null,
        canShowText: vendor !== undefined && vendor.actions.showText.via !== 'none',
        takesSheet: vendor !== undefined && takesSheet(vendor),
      };
    },
  }),
};

function shown({ model, lines, keys, display, expansion, handsets }: PhoneModel): PhoneDrawing['model'] {
  return {
    model,
    lines,
    keys,
    ...(display === undefined ? {} : { display }),
    ...(expansion ? { expansion } : {}),
    ...(handsets === undefined ? {} : { handsets }),
  };
}

import { z } from 'zod';
import { line } from '../../office/core/text.ts';
import { phones } from '../../office/features/phones/table.ts';
import type { Device } from '../../phones/discovery/signs.ts';
import { action, serviceQuery, type Service } from '../action.ts';

export const discoveryActions = {
  /** Looks for phones in the networks of this computer, or in those named; progress is pushed as `observed:discovery`. */
  'discovery.start': action({
    input: z.strictObject({
      networks: z.array(line(40, 'A network')).min(1).max(20).optional(),
      /** More than 1,022 addresses, on purpose. */
      large: z.boolean().default(false),
    }),
    async run({ finder }, input) {
      await finder.start(input);
      return { value: null };
    },
  }),
  /** A device that only may be a phone is one: it can be adopted then. */
  'discovery.take': action({
    input: z.strictObject({ mac: z.string().regex(/^[0-9a-f]{12}$/, 'This is not a MAC address.') }),
    run({ finder }, { mac }) {
      finder.take(mac);
      return { value: null };
    },
  }),
  'discovery.cancel': action({
    input: z.strictObject({}),
    run({ finder }) {
      finder.cancel();
      return { value: null };
    },
  }),
};

export interface FoundDevice extends Device {
  /** Maker and model as one name; empty when neither is known. */
  title: string;
  adopted: boolean;
  isIgnored: boolean;
}

/** "Cisco SPA" and "SPA504G" are Cisco SPA504G, "Linphone" and "LinphoneAndroid" are LinphoneAndroid. */
export function titleOf({ maker, model }: Pick<Device, 'maker' | 'model'>): string {
  if (maker === null || model === null) return maker ?? model ?? '';
  const words = maker.split(' ');
  const last = words.at(-1) ?? '';
  const isSaidTwice = model.toLowerCase().startsWith(last.toLowerCase());
  return [...(isSaidTwice ? words.slice(0, -1) : words), model].join(' ');
}

const shows = ['phones', 'maybe', 'others', 'all'] as const;

const fits: Record<(typeof shows)[number], (device: Device) => boolean> = {
  phones: ({ kind }) => kind === 'phone',
  maybe: ({ kind }) => kind === 'maybe-phone',
  others: ({ kind }) => kind !== 'phone' && kind !== 'maybe-phone',
  all: () => true,
};

/** 10.0.0.9 stands before 10.0.0.10. */
const byAddress = (a: Device, b: Device): number => a.address.localeCompare(b.address, 'en', { numeric: true });

function found({ finder, office, observed }: Service): FoundDevice[] {
  const ignored = new Set(observed.phones.filter(({ life }) => life.state === 'ignored').map(({ mac }) => mac));
  return finder.devices().map((device) => ({
    ...device,
    title: titleOf(device),
    adopted: device.mac !== null && office.read.get(phones, `mac-${device.mac}`) !== undefined,
    isIgnored: device.mac !== null && ignored.has(device.mac),
  }));
}

export const discoveryQueries = {
  'discovery.state': serviceQuery({
    input: z.strictObject({}),
    topics: ['observed:discovery', 'observed:phones', 'observed:network', 'network'],
    run: ({ finder }) => finder.state(),
  }),
  /** What was found, phones or the rest. */
  'discovery.devices': serviceQuery({
    input: z.strictObject({
      show: z.enum(shows).default('phones'),
      search: line(80, 'The search text').default(''),
    }),
    topics: ['observed:found', 'observed:phones', 'phones'],
    run(service, { show, search }) {
      const all = found(service);
      const wanted = search.toLowerCase();
      const asMac = wanted.replace(/[\s:.-]/g, '');
      const rows = all.filter(
        (one) =>
          fits[show](one) &&
          ((asMac.length >= 4 && one.mac?.includes(asMac) === true) ||
            [one.maker, one.model, one.firmware, one.address, one.mac].join(' ').toLowerCase().includes(wanted)),
      );
      const counted = Object.fromEntries(shows.map((name) => [name, all.filter(fits[name]).length])) as Record<
        (typeof shows)[number],
        number
      >;
      return { counts: counted, rows: rows.sort(byAddress) };
    },
  }),
};

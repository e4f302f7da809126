/** What the palette offers: objects found by the service, pages, commands; one flat list, so that arrow keys are simple. */
import type { Component } from 'svelte';
import Cable from '@lucide/svelte/icons/cable';
import CircleUser from '@lucide/svelte/icons/circle-user';
import Clock from '@lucide/svelte/icons/clock';
import ConciergeBell from '@lucide/svelte/icons/concierge-bell';
import Contrast from '@lucide/svelte/icons/contrast';
import Hash from '@lucide/svelte/icons/hash';
import Hourglass from '@lucide/svelte/icons/hourglass';
import Keyboard from '@lucide/svelte/icons/keyboard';
import Milestone from '@lucide/svelte/icons/milestone';
import Phone from '@lucide/svelte/icons/phone';
import Route from '@lucide/svelte/icons/route';
import Undo2 from '@lucide/svelte/icons/undo-2';
import Settings2 from '@lucide/svelte/icons/settings-2';
import UserPlus from '@lucide/svelte/icons/user-plus';
import Users from '@lucide/svelte/icons/users';
import UsersRound from '@lucide/svelte/icons/users-round';
import Volume2 from '@lucide/svelte/icons/volume-2';
import type { SearchHit } from '../api/contract.ts';
import { t, type PlainKey } from '../i18n/index.svelte.ts';
import { undo } from './changes.ts';
import { navigation } from './navigation.ts';
import { router } from './router.svelte.ts';
import { href } from './routes.ts';
import { theme } from './theme.svelte.ts';

export type PaletteItem = {
  id: string;
  heading: PlainKey;
  words: string;
  detail?: string;
  keys?: string;
  icon: Component<{ size?: number | string }>;
  run: () => void;
};

const icons = {
  person: CircleUser,
  number: Hash,
  phone: Phone,
  group: Users,
  queue: Hourglass,
  flow: Route,
  trunk: Cable,
  hours: Clock,
  service: ConciergeBell,
  sound: Volume2,
  rule: Milestone,
} satisfies Record<SearchHit['kind'], PaletteItem['icon']>;

export function foundItems(hits: readonly SearchHit[]): PaletteItem[] {
  return hits.map(({ kind, id, title, detail, route }) => ({
    id: `${kind}-${id}`,
    heading: 'palette.found',
    words: title,
    detail,
    icon: icons[kind],
    run: () => router.visit(`#${route}`),
  }));
}

/** Settings by the words under which people look for them, and where they stand. They are many, so only a search shows them. */
const settings: readonly (readonly [PlainKey, string])[] = [
  ['palette.set.mail-server', href('mail')],
  ['palette.set.alarm', href('emergency', {}, { edit: 'alarm' })],
  ['palette.set.label', href('emergency', {}, { show: 'label' })],
  ['palette.set.codes', href('services')],
  ['palette.set.rooms', href('services')],
  ['palette.set.parking', href('services')],
  ['palette.set.holidays', href('hours')],
  ['palette.set.caller-id', href('outbound')],
  ['palette.set.address', href('network')],
  ['palette.set.export', href('plain')],
  ['palette.set.codecs', href('phone-settings')],
  ['palette.set.vlan', href('phone-settings')],
  ['palette.set.passwords', href('phone-settings')],
  ['palette.set.common-keys', href('phone-settings')],
  ['palette.set.contacts', href('phone-book')],
  ['palette.set.dhcp', href('dhcp')],
];

export function fixedItems(text: string, openSheet: () => void): PaletteItem[] {
  const pages = navigation.flatMap((group) =>
    [group, ...group.items.map((item) => ({ ...item, keys: undefined }))].map(({ words, to, keys }): PaletteItem => ({
      id: `to-${words}`,
      heading: 'palette.goto',
      words: words === group.words ? t(words) : `${t(group.words)}: ${t(words)}`,
      keys,
      icon: group.icon,
      run: () => router.visit(to),
    })),
  );
  const commands: PaletteItem[] = [
    {
      id: 'do-add-person',
      heading: 'palette.actions',
      words: t('palette.add-person'),
      icon: UserPlus,
      run: () => router.go('people', {}, { add: '1' }),
    },
    {
      id: 'do-add-group',
      heading: 'palette.actions',
      words: t('palette.add-group'),
      icon: UsersRound,
      run: () => router.go('groups', {}, { add: '1' }),
    },
    {
      id: 'do-add-queue',
      heading: 'palette.actions',
      words: t('queues.add'),
      icon: Hourglass,
      run: () => router.go('queues', {}, { add: '1' }),
    },
    {
      id: 'do-add-flow',
      heading: 'palette.actions',
      words: t('flows.add'),
      icon: Route,
      run: () => router.go('flows', {}, { add: '1' }),
    },
    {
      id: 'do-undo',
      heading: 'palette.actions',
      words: t('palette.undo'),
      keys: 'mod+z',
      icon: Undo2,
      run: () => void undo(),
    },
    { id: 'do-theme', heading: 'palette.actions', words: t('palette.theme'), icon: Contrast, run: () => theme.next() },
    {
      id: 'do-sheet',
      heading: 'palette.actions',
      words: t('palette.shortcuts'),
      keys: '?',
      icon: Keyboard,
      run: openSheet,
    },
  ];
  const wanted = text.trim().toLowerCase();
  const places = settings.map(([words, to]): PaletteItem => ({
    id: `set-${words}`,
    heading: 'palette.settings',
    words: t(words),
    icon: Settings2,
    run: () => router.visit(to),
  }));
  return [...pages, ...commands, ...(wanted ? places : [])].filter(({ words }) => words.toLowerCase().includes(wanted));
}

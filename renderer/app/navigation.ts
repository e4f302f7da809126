/** The groups of the navigation, in order. The palette and the shortcuts are made from the same list. */
import type { Component } from 'svelte';
import Activity from '@lucide/svelte/icons/activity';
import Cable from '@lucide/svelte/icons/cable';
import House from '@lucide/svelte/icons/house';
import Phone from '@lucide/svelte/icons/phone';
import PhoneForwarded from '@lucide/svelte/icons/phone-forwarded';
import Settings2 from '@lucide/svelte/icons/settings-2';
import Users from '@lucide/svelte/icons/users';
import type { PlainKey } from '../i18n/index.svelte.ts';
import { href, type Place, type RouteName } from './routes.ts';

/** What waits for somebody: phones that nobody adopted, and phones that helpers would not find. */
export type Counts = { phonesNew: number; phonesLost: number; deskPhonesLost: number };
export type NavItem = {
  words: PlainKey;
  to: string;
  routes: readonly RouteName[];
  show?: string;
  count?: (counts: Counts) => number;
};
export type NavGroup = NavItem & {
  icon: Component<{ size?: number | string; strokeWidth?: number | string }>;
  keys: string;
  items: readonly NavItem[];
};

const phones: readonly RouteName[] = ['phones', 'phone'];

export const navigation: readonly NavGroup[] = [
  { words: 'nav.home', to: href('home'), routes: ['home'], icon: House, keys: 'g h', items: [] },
  { words: 'nav.people', to: href('people'), routes: ['people', 'person'], icon: Users, keys: 'g p', items: [] },
  {
    words: 'nav.phones',
    to: href('phones'),
    routes: [...phones, 'phone-settings', 'phone-book', 'firmware', 'dhcp', 'find-phones', 'practice', 'invitations'],
    icon: Phone,
    keys: 'g d',
    items: [
      {
        words: 'nav.phones-new',
        to: href('phones', {}, { show: 'new' }),
        routes: phones,
        show: 'new',
        count: ({ phonesNew }) => phonesNew,
      },
      {
        words: 'nav.phones-all',
        to: href('phones'),
        routes: phones,
        show: 'all',
        count: ({ deskPhonesLost }) => deskPhonesLost,
      },
      { words: 'nav.phone-settings', to: href('phone-settings'), routes: ['phone-settings'] },
      { words: 'nav.phone-book', to: href('phone-book'), routes: ['phone-book'] },
      { words: 'nav.firmware', to: href('firmware'), routes: ['firmware'] },
      { words: 'nav.dhcp', to: href('dhcp'), routes: ['dhcp'] },
      { words: 'nav.find-phones', to: href('find-phones'), routes: ['find-phones'] },
      { words: 'nav.invitations', to: href('invitations'), routes: ['invitations'] },
      { words: 'nav.practice', to: href('practice'), routes: ['practice'] },
    ],
  },
  {
    words: 'nav.calls',
    to: href('numbers'),
    routes: [
      'numbers',
      'number',
      'groups',
      'group',
      'flows',
      'flow',
      'hours',
      'schedule',
      'queues',
      'queue',
      'sounds',
      'services',
      'who-rings',
      'week',
    ],
    icon: PhoneForwarded,
    keys: 'g c',
    items: [
      { words: 'nav.numbers', to: href('numbers'), routes: ['numbers', 'number'] },
      { words: 'nav.flows', to: href('flows'), routes: ['flows', 'flow'] },
      { words: 'nav.hours', to: href('hours'), routes: ['hours', 'schedule'] },
      { words: 'nav.groups', to: href('groups'), routes: ['groups', 'group'] },
      { words: 'nav.queues', to: href('queues'), routes: ['queues', 'queue'] },
      { words: 'nav.sounds', to: href('sounds'), routes: ['sounds'] },
      { words: 'nav.services', to: href('services'), routes: ['services'] },
      { words: 'nav.who-rings', to: href('who-rings'), routes: ['who-rings'] },
      { words: 'nav.week', to: href('week'), routes: ['week'] },
    ],
  },
  {
    words: 'nav.lines',
    to: href('trunks'),
    routes: ['trunks', 'trunk', 'outbound', 'outbound-rule', 'emergency'],
    icon: Cable,
    keys: 'g l',
    items: [
      { words: 'nav.trunks', to: href('trunks'), routes: ['trunks', 'trunk'] },
      { words: 'nav.outbound', to: href('outbound'), routes: ['outbound', 'outbound-rule'] },
      {
        words: 'nav.emergency',
        to: href('emergency'),
        routes: ['emergency'],
        count: ({ phonesLost }) => phonesLost,
      },
    ],
  },
  {
    words: 'nav.activity',
    to: href('activity'),
    routes: ['activity', 'call-history'],
    icon: Activity,
    keys: 'g a',
    items: [
      { words: 'nav.live', to: href('activity'), routes: ['activity'] },
      { words: 'nav.call-history', to: href('call-history'), routes: ['call-history'] },
    ],
  },
  {
    words: 'nav.system',
    to: href('network'),
    routes: ['network', 'mail', 'plain', 'history'],
    icon: Settings2,
    keys: 'g s',
    items: [
      { words: 'nav.network', to: href('network'), routes: ['network'] },
      { words: 'nav.mail', to: href('mail'), routes: ['mail'] },
      { words: 'nav.plain', to: href('plain'), routes: ['plain'] },
      { words: 'nav.changes', to: href('history'), routes: ['history'] },
    ],
  },
];

export function isCurrent(item: NavItem, place: Place): boolean {
  if (place.name === 'not-found' || !item.routes.includes(place.name)) return false;
  return item.show === undefined || item.show === (place.query.show ?? 'all');
}

/** Which screen draws which address. Screens are loaded when first visited. */
import type { Component } from 'svelte';
import NotFound from './NotFound.svelte';
import type { Place, RouteName } from './routes.ts';

type Screen = { default: Component };
type Load = () => Promise<Screen>;

const screens: Partial<Record<RouteName, Load>> = {
  home: () => import('../features/home/Home.svelte'),
  people: () => import('../features/people/People.svelte'),
  person: () => import('../features/people/People.svelte'),
  numbers: () => import('../features/numbers/Numbers.svelte'),
  number: () => import('../features/numbers/Numbers.svelte'),
  groups: () => import('../features/groups/Groups.svelte'),
  group: () => import('../features/groups/Groups.svelte'),
  flows: () => import('../features/flows/Flows.svelte'),
  flow: () => import('../features/flows/Flows.svelte'),
  services: () => import('../features/services/Services.svelte'),
  sounds: () => import('../features/sounds/Sounds.svelte'),
  queues: () => import('../features/queues/Queues.svelte'),
  queue: () => import('../features/queues/Queues.svelte'),
  week: () => import('../features/week/Week.svelte'),
  'who-rings': () => import('../features/who-rings/WhoRings.svelte'),
  invitations: () => import('../features/softphones/Invitations.svelte'),
  phones: () => import('../features/phones/Phones.svelte'),
  phone: () => import('../features/phones/Phones.svelte'),
  'phone-settings': () => import('../features/phone-settings/PhoneSettings.svelte'),
  'phone-book': () => import('../features/phone-book/PhoneBook.svelte'),
  firmware: () => import('../features/firmware/Firmware.svelte'),
  dhcp: () => import('../features/dhcp/Dhcp.svelte'),
  'find-phones': () => import('../features/discovery/FindPhones.svelte'),
  practice: () => import('../features/practice/Practice.svelte'),
  hours: () => import('../features/hours/Hours.svelte'),
  schedule: () => import('../features/hours/Hours.svelte'),
  trunks: () => import('../features/trunks/Trunks.svelte'),
  trunk: () => import('../features/trunks/Trunks.svelte'),
  activity: () => import('../features/activity/Live.svelte'),
  'call-history': () => import('../features/activity/CallHistory.svelte'),
  plain: () => import('../features/plain/Plain.svelte'),
  outbound: () => import('../features/outbound/Outbound.svelte'),
  'outbound-rule': () => import('../features/outbound/Outbound.svelte'),
  emergency: () => import('../features/emergency/Emergency.svelte'),
  mail: () => import('../features/mail/Mail.svelte'),
  network: () => import('../features/network/Network.svelte'),
  history: () => import('../features/history/History.svelte'),
};

// The gallery of all components exists in development builds only.
if (import.meta.env.DEV || import.meta.env.MODE === 'gallery') {
  screens.gallery = () => import('../gallery/Gallery.svelte');
}

export function screenOf(name: Place['name']): Load {
  return (name !== 'not-found' && screens[name]) || (() => Promise.resolve({ default: NotFound }));
}

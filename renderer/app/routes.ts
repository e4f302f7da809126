/** Every address in the window. Links are made from names, so that a wrong one does not compile. */
export const routes = {
  home: '/home',
  people: '/people',
  person: '/people/:id',
  practice: '/practice',
  invitations: '/invitations',
  phones: '/phones',
  phone: '/phones/:mac',
  'phone-settings': '/phone-settings',
  'phone-book': '/phone-book',
  firmware: '/firmware',
  dhcp: '/phone-router',
  'find-phones': '/find-phones',
  numbers: '/numbers',
  number: '/numbers/:id',
  groups: '/groups',
  group: '/groups/:id',
  flows: '/flows',
  flow: '/flows/:id',
  sounds: '/sounds',
  queues: '/queues',
  services: '/services',
  queue: '/queues/:id',
  hours: '/hours',
  schedule: '/hours/:id',
  trunks: '/lines/trunks',
  trunk: '/lines/trunks/:id',
  activity: '/activity',
  'call-history': '/activity/history',
  outbound: '/lines/outbound',
  'outbound-rule': '/lines/outbound/:id',
  emergency: '/lines/emergency',
  mail: '/system/mail',
  network: '/system/network',
  plain: '/system/asterisk',
  history: '/system/history',
  'who-rings': '/who-rings',
  week: '/calls/week',
  gallery: '/gallery',
} as const;

export type RouteName = keyof typeof routes;

type ParamNames<Path> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamNames<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

export type Params<Name extends RouteName> = Record<ParamNames<(typeof routes)[Name]>, string>;
export type Place = { name: RouteName | 'not-found'; params: Record<string, string>; query: Record<string, string> };

type Rest<Name extends RouteName> = [ParamNames<(typeof routes)[Name]>] extends [never]
  ? [params?: Record<never, string>, query?: Record<string, string>]
  : [params: Params<Name>, query?: Record<string, string>];

export function href<Name extends RouteName>(name: Name, ...[params, query]: Rest<Name>): string {
  const values: Record<string, string> = { ...params };
  const path = routes[name].replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(values[key] ?? ''));
  const search = query && Object.keys(query).length ? `?${new URLSearchParams(query).toString()}` : '';
  return `#${path}${search}`;
}

export function parse(hash: string): Place {
  const [path = '', search = ''] = hash.replace(/^#/, '').split('?');
  const query = Object.fromEntries(new URLSearchParams(search));
  const given = (path || '/home').split('/');
  for (const [name, pattern] of Object.entries(routes) as [RouteName, string][]) {
    const params = match(pattern.split('/'), given);
    if (params) return { name, params, query };
  }
  return { name: 'not-found', params: {}, query };
}

/** Whether an address that came from the service leads to a screen of this window. */
export const hasPage = (route: string | undefined): route is string =>
  route !== undefined && parse(`#${route}`).name !== 'not-found';

function match(pattern: string[], given: string[]): Record<string, string> | undefined {
  if (pattern.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const actual = given[index] ?? '';
    if (!part.startsWith(':')) {
      if (part !== actual) return undefined;
      continue;
    }
    const value = decode(actual);
    if (!value) return undefined;
    params[part.slice(1)] = value;
  }
  return params;
}

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined; // a malformed escape is an address that leads nowhere, which the screen says
  }
}

/**
 * The language that boots are written in: how the phones of one maker look for their settings, what they say about
 * themselves, which files they ask for in which order, and which NOTIFY they obey. Data and pure functions; the network
 * is in phone.ts. Written from the makers' guides (provisioning reference A5, A6, B1, B2, C1, D1 to D3) and apart from
 * phones/vendors/, so that a test in which a virtual phone boots from our files can fail.
 */

export type BootIdentity = {
  /** Twelve hex digits, lower case. */
  mac: string;
  model: string;
  firmware: string;
};

/** What came back for a request; `undefined`: nothing did. */
export type BootAnswer = { status: number; body: string } | undefined;
export type BootRequest = { url: string; method?: 'GET' | 'HEAD' | 'PUT'; body?: string };
export type BootRequests = Generator<BootRequest, void, BootAnswer>;

/** `stored`: the URL that an administrator typed, or that the last settings named. */
export type BootWay = 'pnp' | 'dhcp' | 'stored';

/** The SUBSCRIBE of one maker's boot: what is not said here is as most phones have it (reference D1). */
export type PnpQuestion = {
  uri: string;
  /** From and To, where they are not the same as the URI. */
  party?: string;
  event: string;
  accept?: string;
  userAgent?: string;
  contactUser?: string;
  extra?: readonly (readonly [string, string])[];
};

export type NotifyHeard = { event: string; contentType: string; body: string };
export type Obedience = 'resync' | 'reboot' | 'ignored';

export type VendorBoot = {
  /** A firmware of this maker's numbering, where the test or the practice office names none. */
  firmware: string;
  /** In the order in which they are tried; the first that names a server wins. */
  ways: readonly BootWay[];
  pnp?: (who: BootIdentity) => PnpQuestion;
  /** DHCP options in the order in which they are believed. */
  dhcpOptions: readonly number[];
  /** What a bare host in a DHCP option means to it. */
  bareHost: 'http' | 'tftp';
  httpUserAgent: (who: BootIdentity) => string;
  sipUserAgent: (who: BootIdentity) => string;
  /** The files, in order; it is told the outcome of each before it asks for the next. */
  requests: (told: string, who: BootIdentity) => BootRequests;
  /** `values`: what its settings say, by the names that stand there. */
  obeys: (notify: NotifyHeard, values: ReadonlyMap<string, string>) => Obedience;
  /** Whether it wants a password (401) before it obeys. Absent: never. */
  asksWho?: (values: ReadonlyMap<string, string>) => boolean;
};

export const upper = (who: BootIdentity): string => who.mac.toUpperCase();
/** `00:15:65:aa:bb:cc`, or with another separator. */
export const parted = (mac: string, by = ':'): string => (mac.match(/../g) ?? []).join(by);

/** `http://h/x` with a slash at the end, where a folder is meant. */
export const folder = (url: string): string => (url.endsWith('/') ? url : `${url}/`);

/** Whether a URL names a file of its own, so that nothing is appended. */
export const namesFile = (url: string): boolean => /\/[^/?]*\.[a-z]{2,5}$/i.test(url.replace(/^[a-z]+:\/\/[^/]*/i, ''));

export const isGot = (answer: BootAnswer): answer is { status: 200; body: string } => answer?.status === 200;

/** Asks for the first name that is there. */
export function* firstOf(
  base: string,
  names: readonly string[],
): Generator<BootRequest, string | undefined, BootAnswer> {
  for (const name of names) {
    const answer = yield { url: base + name };
    if (isGot(answer)) return answer.body;
  }
  return undefined;
}

export function* allOf(base: string, names: readonly string[]): BootRequests {
  for (const name of names) yield { url: base + name };
}

/** The usual SUBSCRIBE: `sip:MAC%3a<mac>@224.0.1.75`, all of the device in the event. */
export const usualQuestion =
  (vendor: string, model: (who: BootIdentity) => string = (who) => who.model, more: Partial<PnpQuestion> = {}) =>
  (who: BootIdentity): PnpQuestion => ({
    uri: `sip:MAC%3a${who.mac}@224.0.1.75`,
    event: `ua-profile;profile-type="device";vendor="${vendor}";model="${model(who)}";version="${who.firmware}"`,
    ...more,
  });

const eventOf = (text: string): { name: string; reboots: boolean } => {
  const [name = '', ...params] = text.toLowerCase().split(';').map((part) => part.trim()); // prettier-ignore
  return { name, reboots: params.includes('reboot=true') };
};

/** `check-sync`, with `;reboot=true` when it is to restart (reference C1: Snom, Yealink, Gigaset, Htek and others). */
export const obeysCheckSync: VendorBoot['obeys'] = ({ event }) => {
  const { name, reboots } = eventOf(event);
  if (name !== 'check-sync') return 'ignored';
  return reboots ? 'reboot' : 'resync';
};

/** Whatever stands behind `check-sync`, this is what it does. */
export const obeysAs =
  (what: 'resync' | 'reboot', ...also: readonly string[]): VendorBoot['obeys'] =>
  ({ event }) =>
    ['check-sync', ...also].includes(eventOf(event).name) ? what : 'ignored';

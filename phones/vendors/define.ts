/**
 * The language that phone vendors are written in: what a phone is told (one neutral profile), what a vendor says about
 * itself, and how devices are recognised. Vendors are data and pure functions; they import this file and nothing else,
 * so that nineteen of them can live side by side and every one is tested by the same loop.
 */

export type PhoneTransport = 'udp' | 'tcp' | 'tls';

export type PhoneLine = {
  /** What people dial; shown on the screen. */
  number: string;
  displayName: string;
  /** The name the phone registers as, and authenticates with. Not the number: scanners try numbers. */
  authUser: string;
  secret: string;
  server: string;
  port: number;
  transport: PhoneTransport;
  srtp: boolean;
  voicemailNumber?: string;
  callWaiting: boolean;
};

/** `position` counts from 1 in the vendor's own order of keys. */
export type PhoneKey = { position: number; label?: string } & (
  | { kind: 'line' }
  | { kind: 'blf'; number: string; pickup?: string }
  | { kind: 'speed'; number: string }
  | { kind: 'none' }
);

export type PhoneProfile = {
  mac: string;
  /** The vendor learnt when the phone was seen; without it the address block decides. */
  vendorId?: string;
  model: string;
  /** The phone's own name in the office, so that two of the same model can be told apart. */
  label: string;
  /** Absent: adopted, but nobody's yet. Such a phone shows its label and has no account. */
  line: PhoneLine | undefined;
  keys: readonly PhoneKey[];
  adminPassword: string;
  /** Folder with a trailing slash; holds the phone's secret token. */
  provisioningUrl: string;
  /** IANA name. */
  timeZone: string;
  /** BCP 47. */
  language: string;
  ntpServer: string;
  /** ISO 3166 alpha-2. */
  dialToneCountry: string;
  /** Whether the phone goes on asking the network at boot. Default true: this is how it finds a server that moved. */
  pnpAfterSetup?: boolean;
};

export type RenderedFile = {
  path: string;
  /** Other names under which phones ask for the same bytes. */
  aliases: readonly string[];
  contentType: string;
  text: string;
  /** Holds credentials: served only under the secret path, or once within the first-fetch window. */
  isSecret: boolean;
  /** What could not be said exactly in the vendor's words, in plain English, for the administrator. */
  notes: readonly string[];
};

/** A profile that cannot be said in the vendor's format without changing it. The field names what to correct. */
export class CannotRender extends Error {
  override name = 'CannotRender';
  readonly field: string;
  constructor(field: string, problem: string) {
    super(`${field}: ${problem}`);
    this.field = field;
  }
}

export type PhoneModel = {
  model: string;
  family: string;
  lines: number;
  keys: number;
  /** Pixels. `null`: it has none; absent: not known to us, so nothing is sent that depends on it. */
  display?: { width: number; height: number; color: boolean } | null;
  codecs: readonly string[];
  expansion?: { modules: number; keysEach: number };
  handsets?: number;
};

/** What a device let us know about itself; any part may be absent, and none is trusted beyond naming it. */
export type PhoneHints = {
  mac?: string | undefined;
  sipUserAgent?: string | undefined;
  httpUserAgent?: string | undefined;
  pnp?: { vendor?: string | undefined; model?: string | undefined; version?: string | undefined } | undefined;
  file?: string | undefined;
};

export type Identity = { model?: string; firmware?: string; mac?: string };

export type IdentifyRule = {
  by: 'mac' | 'sip-user-agent' | 'http-user-agent' | 'pnp' | 'file';
  match: (hints: PhoneHints) => Identity | undefined;
};

export type PhoneAction =
  | { via: 'sip-notify'; event?: string; contentType?: string; body?: (text: string) => string; note?: string }
  | { via: 'none'; note: string };

export type PhoneVendor = {
  id: string;
  name: string;
  /** Lower-case hex prefixes of 6 to 10 digits. */
  oui: readonly string[];
  /** Other texts by which this vendor names itself in the PnP event, lower case. */
  identify: readonly IdentifyRule[];
  models: readonly PhoneModel[];
  /** What goes into the PnP answer; by default the folder. */
  pnpUrl: (provisioningUrl: string, who: { mac: string; model: string }) => string;
  /** File names a phone asks for at boot, in its order. */
  filesAskedFor: (who: { mac: string; model: string }) => readonly string[];
  render: (phone: PhoneProfile) => readonly RenderedFile[];
  actions: { resync: PhoneAction; reboot: PhoneAction; showText: PhoneAction };
  /** Real texts seen in the field; each must be recognised as exactly this vendor. */
  examples: readonly { hints: PhoneHints; is: Identity }[];
};

type VendorDraft = Omit<PhoneVendor, 'pnpUrl'> & Partial<Pick<PhoneVendor, 'pnpUrl'>>;

export const definePhoneVendor = (vendor: VendorDraft): PhoneVendor => ({ pnpUrl: (url) => url, ...vendor });

/** Vendor text is cut before any expression sees it, so no device decides how long matching takes. */
const MAX_TEXT = 256;

const cut = (text: string | undefined): string => (text ?? '').slice(0, MAX_TEXT);

function identityOf(groups: Record<string, string | undefined> | undefined): Identity {
  const { model, firmware, mac } = groups ?? {};
  return {
    ...(model === undefined ? {} : { model }),
    ...(firmware === undefined ? {} : { firmware }),
    ...(mac === undefined ? {} : { mac: mac.replaceAll(/[:-]/g, '').toLowerCase() }),
  };
}

const byPattern =
  (by: IdentifyRule['by'], pick: (hints: PhoneHints) => string | undefined) =>
  (pattern: RegExp): IdentifyRule => ({
    by,
    match: (hints) => {
      const found = pattern.exec(cut(pick(hints)));
      return found === null ? undefined : identityOf(found.groups);
    },
  });

/** Named groups `model`, `firmware`, `mac`. Anchor the pattern: a word that merely begins with a brand is not the brand. */
export const sipUserAgent = byPattern('sip-user-agent', (hints) => hints.sipUserAgent);
export const httpUserAgent = byPattern('http-user-agent', (hints) => hints.httpUserAgent);
export const fileName = byPattern('file', (hints) => hints.file);

export const pnpVendor = (vendor: RegExp, model: RegExp): IdentifyRule => ({
  by: 'pnp',
  match: (hints) => {
    if (!vendor.test(cut(hints.pnp?.vendor))) return undefined;
    const found = model.exec(cut(hints.pnp?.model))?.groups?.['model'];
    const firmware = cut(hints.pnp?.version);
    return { ...(found === undefined ? {} : { model: found }), ...(firmware === '' ? {} : { firmware }) };
  },
});

/** A maker's address block says who built the network port, never which model, and loses against any text. */
export const mac = (...prefixes: readonly string[]): IdentifyRule => ({
  by: 'mac',
  match: (hints) => (prefixes.some((prefix) => hints.mac?.startsWith(prefix) === true) ? {} : undefined),
});

/**
 * The language that phone vendors are written in: what a phone is told (one neutral profile), what a vendor says about
 * itself, and how devices are recognised. Vendors are data and pure functions; they import this file and nothing else,
 * so that nineteen of them can live side by side and every one is tested by the same loop.
 */

export type PhoneTransport = 'udp' | 'tcp' | 'tls';

export type PhoneLine = {
  /** From 1, in the phone's own order; of a DECT base the handset. Line 1 is that of the phone's user. */
  position: number;
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
export type PhoneKey = { position: number; label?: string } &
  /** `line`: which of the phone's lines, see `PhoneLine.position`; absent: the first. */
  (
    | { kind: 'line'; line?: number }
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
  /** In the order of their positions. None: adopted, but nobody's yet. Such a phone shows its label and has no account. */
  lines: readonly PhoneLine[];
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
  /** The office's order, as in `PhoneModel.codecs`; of these the phone gets those that it has. Absent: the model's own. */
  codecs?: readonly PhoneCodec[];
  /** The vendor's built-in ring tone with this number, from 1. Absent: the phone's own choice stays. */
  ringTone?: number;
  /** IEEE 802.1Q: tags of what the phone sends, and of the computer behind it. Absent: untouched. */
  vlan?: { id: number; priority: number; computerId?: number };
  /** DSCP values (RFC 2474), 0 to 63. Absent: the phone's own. */
  qos?: { signaling: number; media: number };
  /** Where the phone fetches the office's phone book, in its vendor's format; see `PhoneVendor.phoneBook`. */
  phoneBookUrl?: string;
  /** Firmware that the office keeps and wants on this phone. Absent: the phone keeps what it has, and asks nobody. */
  firmware?: { version: string; url: string };
  /** Where the phone sends its log (RFC 5424 or older), while somebody looks for a fault. */
  syslog?: { host: string; port: number };
  /** Rises with every change of this profile, below 2^31. Some phones take a file only when its number is higher than the last one's. */
  revision?: number;
};

/** Names as SDP has them (RFC 3551, RFC 7587), lower case. */
export type PhoneCodec = 'opus' | 'g722' | 'pcma' | 'pcmu' | 'g729' | 'g726-32' | 'ilbc' | 'g723';

/** One line of the office's phone book. */
export type BookEntry = { name: string; number: string };

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
  /** As the vendor writes it. */
  model: string;
  /** A dialect of the settings file, not a shelf in the shop. */
  family: string;
  /** Absent: a desk phone. */
  kind?: 'desk' | 'conference' | 'dect-base' | 'handset' | 'adapter' | 'door' | 'video';
  lines: number;
  /** Programmable keys on the phone itself, over all its pages. */
  keys: number;
  /** Pixels. `null`: it has none; absent: not known to us, so nothing is sent that depends on it. */
  display?: { width: number; height: number; color: boolean } | null;
  codecs: readonly PhoneCodec[];
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
  /** Asked of the phone's own web server, with the admin password that it got from us. */
  | { via: 'http'; path: string; auth: 'basic' | 'digest'; /** Default `admin`. */ user?: string; note?: string }
  | { via: 'none'; note: string };

/**
 * Every setting that files of these families may contain, from the vendor's guide: `#` stands for digits. What is written
 * and does not stand here fails the test, for a phone ignores a name that it does not know, and says nothing.
 */
export type Vocabulary = {
  families: readonly string[];
  /** Title and firmware of what the names were gathered from; also in the folder's README. */
  guide: string;
  firmware: string;
  names: readonly string[];
};

/** What a router's DHCP server has to say so that this vendor's phones find the office (provisioning reference B1). */
export type DhcpHelp = {
  /** In the order in which the phone believes them. */
  options: readonly number[];
  /** `folder`: our address with the path; `host`: the bare address, from which the phone makes the rest. */
  form: 'folder' | 'host';
  note?: string;
};

export type PhoneVendor = {
  id: string;
  name: string;
  /** Lower-case hex prefixes of 6 to 10 digits. */
  oui: readonly string[];
  /** Other texts by which this vendor names itself in the PnP event, lower case. */
  identify: readonly IdentifyRule[];
  models: readonly PhoneModel[];
  vocabulary: readonly Vocabulary[];
  /** Absent: the phone reads no such option, and is told by PnP or by hand. */
  dhcp?: DhcpHelp;
  /** What goes into the PnP answer; by default the folder. */
  pnpUrl: (provisioningUrl: string, who: { mac: string; model: string }) => string;
  /** File names a phone asks for at boot, in its order. */
  filesAskedFor: (who: { mac: string; model: string }) => readonly string[];
  render: (phone: PhoneProfile) => readonly RenderedFile[];
  /** The office's phone book in this vendor's format. Absent: its phones read none from a server. */
  phoneBook?: (entries: readonly BookEntry[]) => RenderedFile;
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

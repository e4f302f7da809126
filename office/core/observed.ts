/**
 * What Asterisk and the network report, as last heard. Reducers in the service fill it, screens show it, nothing
 * configures from it. While Asterisk's manager interface is away, values are `unknown`, never "offline".
 */

/** Name of a PJSIP endpoint: `<extension id>-<slot>`; one identity. */
export type Device = string;

export type Registration =
  | { status: 'unknown' }
  | { status: 'never' }
  | { status: 'unregistered'; since: number; reason?: RegistrationFailure }
  | {
      status: 'registered';
      since: number;
      address: string;
      transport: string;
      userAgent: string;
      roundTripMs: number | null;
    };

export type RegistrationFailure = { kind: 'wrong-password' | 'blocked-address'; at: number; address: string };

export interface LiveChannel {
  channel: string;
  device: Device | null;
  number: string;
  name: string;
  state: 'ringing' | 'dialling' | 'up' | 'other';
}

export interface LiveCall {
  id: string;
  since: number;
  answeredAt: number | null;
  from: { number: string; name: string; device: Device | null };
  dialled: string;
  ringing: Device[];
  talking: Device[];
  /** Name of the application when the call is with the product itself: voicemail, a menu. */
  application: string | null;
}

export interface EngineObserved {
  state: 'stopped' | 'starting' | 'running' | 'stopping' | 'failed';
  since: number;
  manager: 'connecting' | 'ready' | 'lost';
  version: string | null;
  pid: number | null;
  failure: { code: string; message: string; remedy: string } | null;
}

/** A finding of the health checks; `code` is stable, the words are for people. */
export interface HealthItem {
  code: string;
  severity: 'attention' | 'broken';
  title: string;
  cause: string;
  remedy: string;
  route?: string;
  since: number;
}

export interface NetworkInterface {
  name: string;
  address: string;
  netmask: string;
  mac: string;
  internal: boolean;
}

export interface NetworkObserved {
  interfaces: NetworkInterface[];
  /** The address that phones and apps are told, or null while none fits. */
  address: string | null;
  chosenBy: 'fixed' | 'interface' | 'automatic' | null;
  sipPort: number;
  httpPort: number;
  /** Set while an address change is being carried out: the phones that have not fetched again yet. */
  change: { from: string | null; to: string | null; at: number; waitingFor: string[] } | null;
}

/** A device seen on the LAN, adopted or not. Vendor text in here is untrusted and only ever shown as text. */
export interface SeenPhone {
  mac: string;
  vendor: string | null;
  model: string | null;
  firmware: string | null;
  /** What it last said itself that it is; what the office has it for may differ. */
  said?: { vendor: string; model: string } | undefined;
  address: string | null;
  firstSeen: number;
  lastSeen: number;
  /** An adopted phone that turned up in another network than where its place was confirmed. */
  moved?: { from: string; to: string; at: number } | undefined;
  /** State and cause of the phone's life, see phones/life.ts. */
  life: { state: string; since: number; cause?: { code: string; message: string; remedy: string } };
  /** What happened, oldest first: `kind` is that of the life event, `method` how it was heard. */
  evidence: { at: number; kind: string; method: string; text: string }[];
}

/** A caller who waits in a queue. */
export interface QueueCaller {
  queue: string;
  /** Asterisk's name of the channel, unique while it lives. */
  channel: string;
  number: string;
  name: string;
  position: number;
  since: number;
}

/**
 * A trunk as Asterisk sees it. `askedAt` says how old that is; null while Asterisk cannot be asked or has not been yet, and
 * then nothing else here counts.
 */
export interface TrunkObserved {
  id: string;
  askedAt: number | null;
  /** Our login at the carrier; null for a trunk that needs none. `code`: SIP status of the last refusal. */
  login: {
    status: 'registered' | 'rejected' | 'no-answer' | 'trying';
    since: number;
    code: number | null;
  } | null;
  /** Whether the other side answers OPTIONS; `not-there`: a gateway that has not logged in here. */
  reach: { status: 'reachable' | 'unreachable' | 'not-there' | 'unknown'; since: number; roundTripMs: number | null };
  /** Addresses that stand for its names, as last looked up, and what went wrong with that. */
  names: { name: string; addresses: string[]; at: number | null; problem: string | null }[];
  /** The last call that went out by it, or should have. */
  lastCall: { at: number; result: string; code: number | null } | null;
  /** Numbers that were called by it and are none of the office's, latest first. */
  unknownNumbers: { number: string; at: number; count: number }[];
  lastTest: TrunkTest | null;
}

/** A test call: what was dialled, and what the carrier said. */
export interface TrunkTest {
  at: number;
  number: string;
  /** `under-way` has an end too: what does not come in time is `no-answer`. */
  result: 'under-way' | 'answered' | 'busy' | 'no-answer' | 'refused' | 'down';
  code: number | null;
  /** Milliseconds until the first sign of ringing or speech, and until the answer. */
  ringsAfterMs: number | null;
  answeredAfterMs: number | null;
}

export interface ReadBack {
  at: number | null;
  compared: number;
  differences: { owner: string; what: string }[];
}

export interface Observed {
  engine: EngineObserved;
  health: HealthItem[];
  network: NetworkObserved;
  registration(device: Device): Registration;
  inUse(device: Device): boolean | null;
  calls: readonly LiveCall[];
  phones: readonly SeenPhone[];
  /** Who waits, in order of queue and position; empty while Asterisk cannot be asked. */
  queues: readonly QueueCaller[];
  trunks: readonly TrunkObserved[];
  readBack: ReadBack;
}

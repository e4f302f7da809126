/** What the phone desk needs and what it does for the rest of the service. */
import type { Touched } from '../../db/journal.ts';
import type { Device, LiveCall, NetworkObserved, Registration, SeenPhone } from '../../office/core/observed.ts';
import type { Read } from '../../office/core/store.ts';
import type { Other, PhoneActionName, PhoneFetch, PhonesHandle } from '../../phones/index.ts';
import type { PhoneLife } from '../../phones/life.ts';
import type { NeighbourOf } from '../../phones/discovery/neighbours.ts';
import type { Device as FoundOnNetwork } from '../../phones/discovery/signs.ts';
import type { Mac } from '../../phones/mac.ts';
import type { PhoneFiles } from '../../phones/provisioning/files.ts';
import type { PhoneProfile } from '../../phones/vendors/define.ts';
import type { Acting } from './acting.ts';
import type { Flood } from './crowd.ts';

export interface DeskDeps {
  read: Read;
  now(): number;
  registration(device: Device): Registration;
  /** A NOTIFY through Asterisk, which is the registrar that a phone believes. */
  notify(device: Device, headers: Record<string, string>): Promise<void>;
  changed(phones: SeenPhone[]): void;
  /** A phone was carried to another network, or its place is right again. */
  placesChanged(): void;
  /** Calls this device for a moment, so that it rings. */
  ring(device: Device): Promise<void>;
  /** Stores what a phone said that it is; why not, when it cannot be. */
  learn(input: { phoneId: string; vendor: string; model: string }): string | undefined;
  /** This phone has fetched the settings that it should have. */
  fetched(mac: Mac): void;
  note(text: string): void;
  /** Softphone invitations, phone books, firmware: everything that is no phone file. */
  other?: Other;
  /** Every request to the provisioning server, for whoever keeps what phones got. */
  onFetch?(fetch: PhoneFetch): void;
  /** The administrator's password with which the phone last fetched its settings. */
  passwordOf?(mac: Mac): string | undefined;
  /** An adopted phone that never fetched: it may without its secret folder, see `PhonesDeps.awaits`. */
  awaits?(mac: Mac): boolean;
  /** The servers beside HTTP follow the address. */
  servers?: { opened(handle: PhonesHandle): Promise<void>; closed(): Promise<void> };
  pnp?: { group?: string; port?: number };
  /** Which device is at an address; without it as the system's neighbour table says. */
  neighbourOf?: NeighbourOf;
  /** Where the phones that were seen and not adopted are kept; without it they are forgotten at the end. */
  seenFile?: string;
  /** Where it is kept in which network adopted phones stood. */
  networksFile?: string;
}

export interface PhoneDesk {
  /** Listens at this address from now on, or nowhere; resolves also when it could not, see `failure`. */
  serve(network: NetworkObserved): Promise<void>;
  readonly failure: Error | undefined;
  readonly httpPort: number | undefined;
  commit(touched: readonly Touched[]): void;
  registrationsChanged(): void;
  /** Tells a phone to fetch its settings again; refuses with the reason when it cannot be told. */
  tell(mac: Mac, action?: Exclude<PhoneActionName, 'showText'>): Promise<void>;
  /** What people ask of phones, followed until its effect was seen. */
  readonly acting: Acting;
  callsChanged(calls: readonly LiveCall[]): void;
  /** Its emergency place is right, also in the network where it stands now. */
  confirmPlace(mac: Mac): void;
  /** Found by a look at the network: shown under New, or one sign more of a phone that is known. */
  found(mac: Mac, device: FoundOnNetwork): void;
  ignore(mac: Mac): void;
  /** A practice phone that is gone; one that is adopted leaves with its row. */
  forget(mac: Mac): void;
  /** Takes back `ignore`. */
  restore(mac: Mac): void;
  /** Tells every adopted phone that is reachable; returns those of which a fetch can be expected. */
  tellAll(): Promise<Mac[]>;
  urlOf(mac: Mac): string | undefined;
  /** What the phone would get now. */
  filesOf(mac: Mac): PhoneFiles | undefined;
  profileOf(mac: Mac): PhoneProfile | undefined;
  lifeOf(mac: Mac): PhoneLife | undefined;
  /** Of an adopted phone, as it said it itself. */
  firmwareOf(mac: Mac): string | undefined;
  readonly neighbourOf: NeighbourOf;
  seen(mac: Mac): SeenPhone | undefined;
  /** Strangers were dropped from the list of new phones because there were too many. */
  readonly flood: Flood | undefined;
  stop(): Promise<void>;
}

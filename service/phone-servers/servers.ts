/**
 * The servers for phones that an office switches on and off beside the one for settings: HTTPS, TFTP, the clock, and on
 * which networks phones that boot are heard. What fails is said, tried again from time to time, and costs the others
 * nothing.
 */
import { readFileSync } from 'node:fs';
import type { NetworkInterface } from '../../office/core/observed.ts';
import type { Read } from '../../office/core/store.ts';
import { network as networkTable } from '../../office/features/network/table.ts';
import { planSubnets } from '../../phones/discovery/subnets.ts';
import { ListenError, type AlsoState, type PhonesHandle } from '../../phones/index.ts';
import type { Mac } from '../../phones/mac.ts';
import { askTime, startSntp, type SntpHandle } from '../../phones/time/sntp.ts';

export interface ServerState {
  isOn: boolean;
  /** Undefined while it does not run. */
  port: number | null;
  /** Why it does not, and what to do. */
  failure: string | null;
}

export interface ServersState {
  https: ServerState;
  tftp: ServerState;
  /** `byOther`: another program of this computer tells the time already, which serves as well. */
  clock: ServerState & { byOther: boolean; isClockRight: boolean };
  /** Our addresses in the networks on which phones are heard when they boot. */
  heardOn: string[];
}

/** As `service/certificates` keeps them. */
export interface CertificateFiles {
  authorityFile: string;
  certificateFile: string;
  keyFile: string;
}

export interface PhoneServersDeps {
  read: Read;
  now(): number;
  interfaces(): readonly NetworkInterface[];
  certificate(): CertificateFiles | undefined;
  changed(): void;
  note(text: string): void;
  /** For tests that run beside others. */
  ports?: { tftp?: number; clock?: number };
}

export interface PhoneServers {
  readonly state: ServersState;
  /** Phones are served at this address from now on. */
  opened(handle: PhonesHandle): Promise<void>;
  /** The address is about to go. */
  closed(): Promise<void>;
  /** Something may be different now: the settings, a cable, a port that was freed. */
  look(): Promise<void>;
  /** A person lets a phone without its secret folder fetch its settings once. */
  allowFetch(window: { mac: Mac; address: string }): boolean;
  stop(): Promise<void>;
}

const lookEveryMs = 5000;
/** This program was not there before; a clock that shows an earlier time has lost its battery. */
const notBefore = Date.UTC(2026, 0, 1);

export function openPhoneServers(deps: PhoneServersDeps): PhoneServers {
  let handle: PhonesHandle | undefined;
  let clock: SntpHandle | undefined;
  let state: ServersState = nothing;
  let work: Promise<void> = Promise.resolve();
  let isStopped = false;

  const settings = () => deps.read.get(networkTable, 'network');

  async function alsoNow(at: PhonesHandle): Promise<Pick<ServersState, 'https' | 'tftp'>> {
    const { https = false, httpsPort = 0, tftp = false } = settings() ?? {};
    const files = https ? deps.certificate() : undefined;
    const also: AlsoState = await at.also({
      ...(files === undefined
        ? {}
        : { https: { port: httpsPort, key: readFileSync(files.keyFile, 'utf8'), certificate: chainOf(files) } }),
      ...(tftp ? { tftp: deps.ports?.tftp === undefined ? {} : { port: deps.ports.tftp } } : {}),
    });
    const failureOf = (what: string) => also.failures.find(({ message }) => message.includes(what))?.message ?? null;
    const noCertificate =
      https && files === undefined ? 'There is no certificate of the office yet. See the log.' : null;
    return {
      https: { isOn: https, port: also.httpsPort ?? null, failure: failureOf('HTTPS') ?? noCertificate },
      tftp: { isOn: tftp, port: also.tftpPort ?? null, failure: failureOf('TFTP') },
    };
  }

  async function clockNow(address: string): Promise<ServersState['clock']> {
    const isOn = settings()?.clock ?? true;
    const off = { isOn, port: null, failure: null, byOther: false, isClockRight: true };
    if (!isOn) {
      await clock?.close();
      clock = undefined;
      return off;
    }
    try {
      const port = deps.ports?.clock;
      clock ??= await startSntp({
        address,
        now: () => deps.now(),
        notBefore: () => notBefore,
        ...(port === undefined ? {} : { port }),
      });
      return { ...off, port: clock.port, isClockRight: clock.isClockRight };
    } catch (error) {
      if (!(error instanceof ListenError)) throw error;
      // A clock server of the system does what phones need.
      const byOther = error.code === 'port-in-use' && (await askTime(address, error.port, 500)) !== undefined;
      return { ...off, byOther, failure: byOther ? null : error.message };
    }
  }

  async function lookNow(): Promise<void> {
    const at = handle;
    if (at === undefined || isStopped) return;
    const { chosen, leftOut } = planSubnets([...deps.interfaces()]);
    const wires = [...chosen, ...leftOut.filter(({ why }) => why === 'large')].map(({ address }) => address);
    const next: ServersState = {
      ...(await alsoNow(at)),
      clock: await clockNow(at.address),
      heardOn: [...(await at.hearOn(wires))],
    };
    if (JSON.stringify(next) === JSON.stringify(state)) return;
    for (const { failure } of [next.https, next.tftp, next.clock])
      if (failure !== null && ![state.https, state.tftp, state.clock].some((one) => one.failure === failure))
        deps.note(failure);
    state = next;
    deps.changed();
  }

  function look(): Promise<void> {
    work = work
      .then(lookNow)
      .catch((error: unknown) => deps.note(`The servers for phones: ${error instanceof Error ? error.message : String(error)}`)); // prettier-ignore
    return work;
  }

  async function closed(): Promise<void> {
    handle = undefined;
    await work;
    await clock?.close();
    clock = undefined;
    state = nothing;
  }

  const timer = setInterval(() => void look(), lookEveryMs);
  timer.unref();

  return {
    get state() {
      return state;
    },
    async opened(next) {
      handle = next;
      await look();
    },
    closed,
    look,
    allowFetch(window) {
      handle?.allowFirstFetch({ ...window, isByHand: true });
      return handle !== undefined;
    },
    async stop() {
      isStopped = true;
      clearInterval(timer);
      await closed();
    },
  };
}

const off: ServerState = { isOn: false, port: null, failure: null };
const nothing: ServersState = {
  https: off,
  tftp: off,
  clock: { ...off, byOther: false, isClockRight: true },
  heardOn: [],
};

/** With the office's authority: a phone that knows only its name wants to see it in the handshake. */
const chainOf = ({ certificateFile, authorityFile }: CertificateFiles): string =>
  readFileSync(certificateFile, 'utf8') + readFileSync(authorityFile, 'utf8');

/**
 * Is the engine alive for phones? It is when AMI answers a Ping and each transport answers a SIP OPTIONS from outside;
 * "the process is up" proves nothing. One failing signal is shown; only when AMI and every transport are silent, twice
 * in a row, is the engine called hung, and that is what restarts it.
 */
import type { Clock } from '../ami/clock.ts';
import type { SipTransport, TransportSettings } from './settings.ts';

export type HealthReason =
  | { code: 'not-running' }
  | { code: 'ami-silent'; message: string }
  | ({ code: 'sip-silent'; message: string } & TransportSettings);

/** `unknown` before the first look at a new process: never shown as good or bad. */
export type Health =
  | { kind: 'unknown' }
  | { kind: 'healthy'; at: string }
  | { kind: 'unhealthy'; at: string; reasons: readonly HealthReason[]; isHung: boolean };

/** Resolves when anything answers SIP there, rejects otherwise. Must give up within `timeoutMs`. */
export type SipProbe = (host: string, port: number, transport: SipTransport, timeoutMs: number) => Promise<unknown>;

export interface HealthOptions {
  ping(timeoutMs: number): Promise<unknown>;
  transports(): readonly TransportSettings[];
  /** Without it SIP is not looked at and a hang is never concluded. */
  probe?: SipProbe;
  onHealth(health: Health): void;
  onHung(): void;
  clock: Clock;
  intervalMs?: number;
  timeoutMs?: number;
}

export interface HealthWatch {
  /** Looks now, out of turn. */
  look(): Promise<Health>;
  stop(): void;
}

/** Worst case from a hang (in the middle of a look that it half answers) to its detection: 3 looks and 2 pauses, 11.5 s. The bar is 15 s. */
const INTERVAL_MS = 2000;
const TIMEOUT_MS = 2500;
const SILENCES = 2;

export function watchHealth(options: HealthOptions): HealthWatch {
  const { clock } = options;
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  let silences = 0;
  let isStopped = false;
  let cancelNext = () => {};

  async function look(): Promise<Health> {
    const transports = options.transports();
    const { probe } = options;
    const [ami, ...sip] = await Promise.all([
      refusal(options.ping(timeoutMs)),
      ...(probe
        ? transports.map(({ address, port, protocol }) => refusal(probe(address, port, protocol, timeoutMs)))
        : []),
    ]);
    const reasons: HealthReason[] = ami === undefined ? [] : [{ code: 'ami-silent', message: ami }];
    sip.forEach((message, index) => {
      const transport = transports[index];
      if (message !== undefined && transport) reasons.push({ code: 'sip-silent', message, ...transport });
    });
    const isAllSilent = probe !== undefined && sip.length > 0 && reasons.length === 1 + sip.length;
    silences = isAllSilent ? silences + 1 : 0;
    const at = new Date().toISOString();
    const health: Health =
      reasons.length === 0 ? { kind: 'healthy', at } : { kind: 'unhealthy', at, reasons, isHung: silences >= SILENCES };
    if (isStopped) return health;
    options.onHealth(health);
    if (silences >= SILENCES) options.onHung();
    return health;
  }

  function next(): void {
    if (isStopped) return;
    cancelNext = clock.after(options.intervalMs ?? INTERVAL_MS, () => void look().then(next));
  }
  void look().then(next);
  return {
    look,
    stop() {
      isStopped = true;
      cancelNext();
    },
  };
}

/** The reason as text, undefined when it went well. */
const refusal = (promise: Promise<unknown>): Promise<string | undefined> =>
  promise.then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );

/**
 * Watches the computer's addresses and carries a change through: whoever serves phones is moved to the new address, then
 * every phone is told to fetch again and stays on the list until it has. Nothing is called done because it was sent.
 */
import type { NetworkInterface, NetworkObserved } from '../../office/core/observed.ts';
import { chooseAddress, type AddressWish, type Choice } from './choose.ts';
import { readInterfaces, routeAddress } from './interfaces.ts';

export interface NetworkDeps {
  /** From the configuration, or from the command line, which wins. */
  wish(): AddressWish & { sipPort: number; httpPort: number };
  set(network: NetworkObserved): void;
  /** Serves phones at the address from now on; resolves when everything that can be moved is. */
  moved(network: NetworkObserved): Promise<void>;
  /** Tells every adopted phone to fetch again; returns those of which a fetch can be expected. */
  tellPhones(): Promise<string[]>;
  now(): number;
  readInterfaces?: () => NetworkInterface[];
  routeAddress?: () => Promise<string | undefined>;
  intervalMs?: number;
  problem: (error: unknown) => void;
}

export interface NetworkWatch {
  readonly network: NetworkObserved;
  readonly missing: string | null;
  /** Looks now: the configuration has changed, or a test does not want to wait. Resolves when a change is carried out. */
  look(): Promise<void>;
  /** This phone has its settings of now. */
  fetched(mac: string): void;
  stop(): Promise<void>;
}

/**
 * The address that served phones and is gone while there is no other to serve them: it is kept. A cable that was pulled
 * out for a moment must cost no call, and there is nowhere to move to.
 */
function lostAddress(
  choice: Choice,
  interfaces: readonly NetworkInterface[],
  { address, chosenBy }: NetworkObserved,
): string | undefined {
  if (address === null || isLoopback(address) || interfaces.some((one) => one.address === address)) return undefined;
  // Asked for by address or by interface, it is what was asked for before too: else it would still be there.
  const isStillWished = choice.missing === address || (chosenBy === 'interface' && choice.chosenBy === 'interface');
  const isNowhere = choice.address === null || isLoopback(choice.address);
  return isNowhere && (choice.missing === null || isStillWished) ? address : undefined;
}

const isLoopback = (address: string): boolean => address.startsWith('127.');

export async function watchNetwork(deps: NetworkDeps): Promise<NetworkWatch> {
  const { readInterfaces: interfacesNow = readInterfaces, routeAddress: routeNow = routeAddress } = deps;
  let missing: string | null = null;
  let network = await read(undefined);
  let isStopped = false;
  let work: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  async function read(last: NetworkObserved | undefined): Promise<NetworkObserved> {
    const interfaces = interfacesNow();
    const { sipPort, httpPort, ...wish } = deps.wish();
    const choice = chooseAddress(wish, interfaces, { route: await routeNow(), last: last?.address });
    const kept = last && lostAddress(choice, interfaces, last);
    missing = choice.missing ?? kept ?? null;
    return {
      interfaces,
      address: kept ?? choice.address,
      chosenBy: kept === undefined ? choice.chosenBy : (last?.chosenBy ?? null),
      sipPort,
      httpPort,
      change: last?.change ?? null,
    };
  }

  function set(next: NetworkObserved): void {
    network = next;
    deps.set(next);
  }

  /** A move that was not carried through whole. */
  let isUnfinished = false;

  async function lookNow(): Promise<void> {
    if (isStopped) return;
    const before = network;
    const wasMissing = missing;
    const next = await read(before);
    const isMoved =
      next.address !== before.address || next.sipPort !== before.sipPort || next.httpPort !== before.httpPort;
    if (!isMoved) {
      set(next);
      // Its interface may be another one now, to which nobody listens yet. Phones have nothing to learn.
      const isBack = wasMissing !== null && missing === null && next.address !== null;
      if (!isBack && !isUnfinished) return;
      isUnfinished = false;
      try {
        await deps.moved(network);
      } catch (error) {
        isUnfinished = true;
        throw error;
      }
      return;
    }
    const change = { from: before.address, to: next.address, at: deps.now(), waitingFor: [] as string[] };
    set({ ...next, change });
    try {
      await deps.moved(network);
      isUnfinished = false;
    } catch (error) {
      // Phones are told all the same, and the next look carries the rest through.
      isUnfinished = true;
      deps.problem(error);
    }
    // Without an address there is nothing to tell; the next one that comes is a change again.
    const waitingFor = next.address === null ? [] : await deps.tellPhones();
    set({ ...network, change: waitingFor.length === 0 ? null : { ...change, waitingFor } });
  }

  function look(): Promise<void> {
    work = work.then(lookNow).catch(deps.problem);
    return work;
  }

  function again(): void {
    timer = setTimeout(() => void look().then(() => isStopped || again()), deps.intervalMs ?? 2000);
    timer.unref();
  }

  deps.set(network);
  again();
  return {
    get network() {
      return network;
    },
    get missing() {
      return missing;
    },
    look,
    fetched(mac) {
      const { change } = network;
      if (!change?.waitingFor.includes(mac)) return;
      const waitingFor = change.waitingFor.filter((one) => one !== mac);
      set({ ...network, change: waitingFor.length === 0 ? null : { ...change, waitingFor } });
    },
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await work;
    },
  };
}

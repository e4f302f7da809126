/**
 * The certificate of the address that phones are told, as soon as some identity wants TLS. A failure is told and leaves
 * TLS off: calls without it go on.
 */
import { join } from 'node:path';
import { serverCertificate, type ServerCertificate } from './authority.ts';

export interface CertificateDeps {
  dataDir: string;
  isWanted(): boolean;
  address(): string | null;
  now(): number;
  problem(error: unknown): void;
}

export interface CertificateKeeper {
  readonly current: ServerCertificate | undefined;
  /** Makes what is needed now; returns whether `current` is another than before. */
  look(): Promise<boolean>;
}

export function keepCertificate(deps: CertificateDeps): CertificateKeeper {
  let current: ServerCertificate | undefined;
  let looking: Promise<boolean> = Promise.resolve(false);

  async function lookNow(): Promise<boolean> {
    const before = current;
    const address = deps.address();
    try {
      current =
        deps.isWanted() && address !== null
          ? await serverCertificate(join(deps.dataDir, 'certificates'), address, deps.now())
          : undefined;
    } catch (error) {
      current = undefined;
      deps.problem(error);
    }
    return (before === undefined) !== (current === undefined);
  }

  return {
    get current() {
      return current;
    },
    look: () => (looking = looking.then(lookNow)),
  };
}

/** The port that goes with a transport: TLS is one above the others, as the engine's own settings have it. */
import type { Identity } from './types.ts';

export const portOf = (sipPort: number, transport: Identity['transport']): number =>
  transport === 'tls' ? sipPort + 1 : sipPort;

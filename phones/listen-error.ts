/** Why a port could not be opened, with what to do about it. The service shows `message` as it is. */

export type ListenFailure = 'port-in-use' | 'no-such-address' | 'not-permitted' | 'failed';

export class ListenError extends Error {
  override name = 'ListenError';
  readonly code: ListenFailure;
  readonly address: string;
  readonly port: number;
  constructor(what: string, address: string, port: number, cause: unknown, advice: Partial<Advice> = {}) {
    const code = codeOf(cause);
    super(`${what} cannot use ${address}:${port}: ${advice[code] ?? ADVICE[code]}`, { cause });
    this.code = code;
    this.address = address;
    this.port = port;
  }
}

type Advice = Record<ListenFailure, string>;

const ADVICE: Advice = {
  'port-in-use': 'another program has this port. Stop that program, or choose another port.',
  'no-such-address': 'this computer does not have this address (any more). Choose another one.',
  'not-permitted': 'the system does not allow it. Choose a port above 1023.',
  failed: 'the system refused. See the cause.',
};

function codeOf(cause: unknown): ListenFailure {
  switch ((cause as NodeJS.ErrnoException | undefined)?.code) {
    case 'EADDRINUSE':
      return 'port-in-use';
    case 'EADDRNOTAVAIL':
    case 'ENODEV':
      return 'no-such-address';
    case 'EACCES':
    case 'EPERM':
      return 'not-permitted';
    default:
      return 'failed';
  }
}

/** For ports that cannot be chosen, because phones and clocks know only these. */
export const lowPortAdvice = (port: number): Partial<Advice> => ({
  'port-in-use': 'another program has this port, and phones know no other one. Stop that program.',
  'not-permitted':
    process.platform === 'linux'
      ? `Linux keeps ports below 1024 for administrators, and phones know no other one. An administrator allows it with “sysctl -w net.ipv4.ip_unprivileged_port_start=${port}”, and for good with that line in /etc/sysctl.d.`
      : 'the system keeps ports below 1024 for administrators, and phones know no other one.',
});

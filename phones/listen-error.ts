/** Why a port could not be opened, with what to do about it. The service shows `message` as it is. */

export type ListenFailure = 'port-in-use' | 'no-such-address' | 'not-permitted' | 'failed';

export class ListenError extends Error {
  override name = 'ListenError';
  readonly code: ListenFailure;
  readonly address: string;
  readonly port: number;
  constructor(what: string, address: string, port: number, cause: unknown) {
    const code = codeOf(cause);
    super(`${what} cannot use ${address}:${port}: ${ADVICE[code]}`, { cause });
    this.code = code;
    this.address = address;
    this.port = port;
  }
}

const ADVICE: Record<ListenFailure, string> = {
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

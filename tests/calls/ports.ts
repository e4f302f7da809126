import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

/**
 * A port that is free for UDP and TCP, and the next one too (TLS has that). Below the system's range for outgoing
 * connections, so that nobody gets it by chance between this look and its use.
 */
export async function freePort(address = '127.0.0.1'): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const port = 20_000 + 2 * Math.floor(Math.random() * 5_000);
    if (
      (await isFree('udp', port, address)) &&
      (await isFree('tcp', port, address)) &&
      (await isFree('tcp', port + 1, address))
    )
      return port;
  }
  throw new Error('no free port found');
}

function isFree(protocol: 'udp' | 'tcp', port: number, address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const taken = () => resolve(false);
    if (protocol === 'udp') {
      const socket = createSocket('udp4').once('error', taken);
      socket.bind(port, address, () => socket.close(() => resolve(true)));
    } else {
      const server = createServer().once('error', taken);
      server.listen(port, address, () => server.close(() => resolve(true)));
    }
  });
}

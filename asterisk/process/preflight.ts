/**
 * Asked before Asterisk is started, because Asterisk itself starts happily without a transport whose port is taken or
 * whose address is gone, and says so in one log line only.
 */
import { createSocket } from 'node:dgram';
import { accessSync, constants, existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { isIP } from 'node:net';
import { EngineError, type EngineFailure } from './failures.ts';
import { makeFolders, type EnginePaths } from './paths.ts';
import { hostPort, portOwner } from './port-owner.ts';
import type { EngineBundle, TransportSettings } from './settings.ts';

export function checkBundle(bundle: EngineBundle): void {
  for (const path of [bundle.run, bundle.modules, bundle.share]) {
    if (existsSync(path)) continue;
    const message = `The phone engine is incomplete: ${path} is missing. Run "npm start" once: it builds it.`;
    throw new EngineError({ kind: 'missing-bundle', dir: path, message });
  }
}

/** config.c builds "<etc>/<file>" in 256 bytes; cut off there, Asterisk would start with the system's own /etc/asterisk. */
const MAX_DATA_DIR_BYTES = 200;

export function checkFolders(paths: EnginePaths): void {
  const length = Buffer.byteLength(paths.dataDir);
  if (length > MAX_DATA_DIR_BYTES) {
    const message = `The data folder's path has ${length} bytes; the engine takes ${MAX_DATA_DIR_BYTES}. Choose a shorter one: ${paths.dataDir}`;
    throw new EngineError({ kind: 'path-too-long', path: paths.dataDir, message });
  }
  try {
    makeFolders(paths);
    for (const folder of [paths.root, paths.etc, paths.lib, paths.run, paths.log]) {
      accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    }
  } catch (error) {
    const path = (error as NodeJS.ErrnoException).path ?? paths.root;
    const reason = error instanceof Error ? error.message : String(error);
    const message = `The engine cannot write to ${path} (${reason}). Give this user the folder, or choose another data folder.`;
    throw new EngineError({ kind: 'unwritable-folder', path, message }, error);
  }
}

/** Binds each address and port for a moment, as Asterisk will. */
export async function checkTransports(transports: readonly TransportSettings[]): Promise<void> {
  for (const { protocol, address, port } of transports) {
    const wire = protocol === 'udp' ? 'udp' : 'tcp';
    try {
      await (wire === 'udp' ? bindUdp(address, port) : listenTcp(address, port));
    } catch (error) {
      throw new EngineError(bindFailure(wire, address, port, error as NodeJS.ErrnoException), error);
    }
  }
}

function bindFailure(
  protocol: 'udp' | 'tcp',
  address: string,
  port: number,
  error: NodeJS.ErrnoException,
): EngineFailure {
  const where = hostPort(address, port);
  if (error.code === 'EADDRINUSE') {
    const program = portOwner(protocol, port);
    const by = program === undefined ? 'another program' : program;
    const message = `${where} (${protocol.toUpperCase()}) is used by ${by}. End it, or choose another SIP port.`;
    return { kind: 'port-in-use', protocol, address, port, message, ...(program === undefined ? {} : { program }) };
  }
  if (error.code === 'EACCES') {
    const message = `This user may not use ${where}: ports below 1024 are the system's. Choose another SIP port.`;
    return { kind: 'port-forbidden', address, port, message };
  }
  if (error.code === 'EADDRNOTAVAIL') {
    const message = `${address} is not an address of this computer now. Choose another network address.`;
    return { kind: 'address-not-here', address, message };
  }
  return { kind: 'bad-settings', message: `${where} cannot be used: ${error.message}` };
}

function bindUdp(address: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(isIP(address) === 6 ? 'udp6' : 'udp4');
    socket.once('error', (error) => {
      socket.close();
      reject(error);
    });
    socket.bind({ address, port, exclusive: true }, () => socket.close(() => resolve()));
  });
}

function listenTcp(address: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ host: address, port, exclusive: true }, () => {
      // A TCP server's address is never a string (that would be a pipe).
      const bound = (server.address() as AddressInfo).port;
      server.close(() => resolve(bound));
    });
  });
}

/** For AMI. Taken by somebody else in the meantime, the start fails and the next one takes another. */
export const freeLoopbackPort = (): Promise<number> => listenTcp('127.0.0.1', 0);

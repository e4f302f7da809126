/**
 * The service's door: a Unix socket (a named pipe on Windows) in a folder that only this user may enter. Requests of one
 * connection are answered as they finish; a connection that breaks the limits of protocol.ts loses only itself.
 */
import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { lineReader, LineTooLong } from './lines.ts';
import {
  limits,
  request,
  requestId,
  type Failure,
  type Outcome,
  type Push,
  type Reply,
  type Request,
  type RequestId,
} from './protocol.ts';

export interface ServerOptions {
  path: string;
  /** Never rejects: whatever goes wrong is an outcome. */
  handle(request: Exclude<Request, { op: 'watch' }>): Promise<Outcome>;
}

export interface SocketServer {
  push(push: Push): void;
  /** Stops accepting, lets running requests answer for up to `graceMs`, then closes every connection. */
  close(graceMs?: number): Promise<void>;
}

interface Connection {
  socket: Socket;
  watches: boolean;
  pending: number;
}

interface Door {
  connections: Set<Connection>;
  /** Each connection ends with its last answer. */
  isClosing: boolean;
}

/** Must be called by the owner of the lock only: it removes what an earlier owner left at `path`. */
export async function serveSocket(options: ServerOptions): Promise<SocketServer> {
  const connections = new Set<Connection>();
  const door = { connections, isClosing: false };
  const server = createServer((socket) => accept(socket, door, options));
  server.maxConnections = limits.connections;
  if (process.platform !== 'win32') rmSync(options.path, { force: true });
  await listen(server, options.path);
  return {
    push(push) {
      const line = `${JSON.stringify(push)}\n`;
      for (const connection of connections) if (connection.watches) send(connection, line);
    },
    async close(graceMs = 2000) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const deadline = setTimeout(() => connections.forEach(({ socket }) => socket.destroy()), graceMs);
      door.isClosing = true;
      for (const connection of connections) endWhenIdle(connection);
      await closed;
      clearTimeout(deadline);
    },
  };
}

async function listen(server: Server, path: string): Promise<void> {
  // The folder is private already; the mask keeps the socket private from its first moment as well.
  const mask = process.platform === 'win32' ? undefined : process.umask(0o177);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ path, backlog: 128 }, () => {
        server.off('error', reject);
        resolve();
      });
    });
    if (process.platform !== 'win32') chmodSync(path, 0o600);
  } finally {
    if (mask !== undefined) process.umask(mask);
  }
}

function accept(socket: Socket, door: Door, options: ServerOptions): void {
  const { connections } = door;
  const connection: Connection = { socket, watches: false, pending: 0 };
  connections.add(connection);
  const answer = (reply: Reply) => send(connection, `${JSON.stringify(reply)}\n`);
  const refuse = (id: RequestId | null, message: string) =>
    answer({ id, ok: false, error: { kind: 'bad-request', message } });

  const read = lineReader(limits.requestBytes, (line) => {
    if (line.trim() === '') return;
    const parsed = parse(line);
    if ('error' in parsed) return refuse(parsed.id, parsed.error);
    const { request } = parsed;
    if (request.op === 'watch') {
      connection.watches = true;
      return answer({ id: request.id, ok: true, value: null });
    }
    if (connection.pending >= limits.pending) {
      return refuse(request.id, `More than ${limits.pending} requests wait for an answer on this connection.`);
    }
    connection.pending += 1;
    void options.handle(request).then((outcome) => {
      connection.pending -= 1;
      answer({ id: request.id, ...outcome });
      if (door.isClosing) endWhenIdle(connection);
    });
  });

  socket.on('data', (chunk: Buffer) => {
    try {
      read(chunk);
    } catch (error) {
      if (!(error instanceof LineTooLong)) throw error;
      refuse(null, `A request may have at most ${limits.requestBytes} bytes.`);
      socket.destroySoon();
    }
  });
  socket.on('close', () => connections.delete(connection));
  // A client that went away mid-write: 'close' follows and there is nobody to tell.
  socket.on('error', () => socket.destroy());
}

function endWhenIdle(connection: Connection): void {
  if (connection.pending === 0) connection.socket.end();
}

function send(connection: Connection, line: string): void {
  if (!connection.socket.writable) return;
  connection.socket.write(line);
  if (connection.socket.writableLength > limits.unreadBytes) connection.socket.destroy();
}

type Parsed = { request: Request } | { id: RequestId | null; error: Failure['message'] };

function parse(line: string): Parsed {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { id: null, error: 'This is not a line of JSON.' };
  }
  const parsed = request.safeParse(value);
  if (parsed.success) return { request: parsed.data };
  const id = typeof value === 'object' && value !== null && 'id' in value ? requestId.safeParse(value.id) : undefined;
  const issue = parsed.error.issues[0];
  return {
    id: id?.success ? id.data : null,
    error: `This is not a request: ${issue ? `${issue.path.join('.') || 'message'}: ${issue.message}` : 'unknown form'}`,
  };
}

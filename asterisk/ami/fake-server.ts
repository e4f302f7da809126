/**
 * For tests only: an AMI server that behaves badly on purpose. It speaks the text that Asterisk 22 sends (greeting,
 * login, FullyBooted, lists, Output lines; taken from recorded traffic), and can cut it into single bytes, die in the
 * middle of a message, stay silent, or flood.
 */
import { createServer, type AddressInfo, type Socket } from 'node:net';

export type FakeAction = Readonly<Record<string, string>>;

export interface FakeSession {
  /** Sends lines as one AMI message. */
  say(...lines: string[]): void;
  /** Sends text as it is. */
  raw(text: string): void;
  /** Closes without a word, as a killed Asterisk does. */
  die(): void;
}

export interface FakeAmi {
  readonly port: number;
  /** All actions received on all connections, logins too, header names in lower case. */
  readonly actions: FakeAction[];
  /** One per connection, oldest first. */
  readonly sessions: FakeSession[];
  stop(): Promise<void>;
}

export interface FakeOptions {
  secret?: string;
  port?: number;
  /** Bytes per write; 1 splits inside UTF-8 characters and line ends. */
  chunkBytes?: number;
  /** Sends FullyBooted with the login when true (default). */
  isBooted?: boolean;
  /** Answers every action except Login; by default with Success. */
  answer?(action: FakeAction, session: FakeSession): void;
}

export async function startFakeAmi(options: FakeOptions = {}): Promise<FakeAmi> {
  const actions: FakeAction[] = [];
  const sessions: FakeSession[] = [];
  const sockets = new Set<Socket>();
  const answer =
    options.answer ?? ((action, session) => session.say('Response: Success', `ActionID: ${action.actionid ?? ''}`));

  const server = createServer((socket) => {
    socket.setNoDelay(true);
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    const session: FakeSession = {
      say: (...lines) => session.raw(`${lines.join('\r\n')}\r\n\r\n`),
      raw: (text) => {
        const bytes = Buffer.from(text);
        const size = options.chunkBytes ?? bytes.length;
        for (let at = 0; at < bytes.length; at += size) socket.write(bytes.subarray(at, at + size));
      },
      die: () => socket.destroy(),
    };
    sessions.push(session);
    session.raw('Asterisk Call Manager/11.0.0\r\n');
    let text = '';
    socket.on('data', (data) => {
      text += data.toString();
      for (let end = text.indexOf('\r\n\r\n'); end !== -1; end = text.indexOf('\r\n\r\n')) {
        const action = parseAction(text.slice(0, end));
        text = text.slice(end + 4);
        actions.push(action);
        if (action.action === 'login') login(action, session, options);
        else answer(action, session);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  return {
    // A TCP server's address is never a string (that would be a pipe).
    port: (server.address() as AddressInfo).port,
    actions,
    sessions,
    stop: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function login(action: FakeAction, session: FakeSession, options: FakeOptions): void {
  const id = `ActionID: ${action.actionid ?? ''}`;
  if (action.secret !== (options.secret ?? 'secret')) {
    return session.say('Response: Error', id, 'Message: Authentication failed');
  }
  session.say('Response: Success', id, 'Message: Authentication accepted');
  if (options.isBooted ?? true) session.say(...fullyBooted);
}

export const fullyBooted = [
  'Event: FullyBooted',
  'Privilege: system,all',
  'Uptime: 33',
  'LastReload: 33',
  'Status: Fully Booted',
];

/** As manager.c reads it: LF ends a header, CR is dropped, a repeated header keeps its last value (enough for tests). */
function parseAction(text: string): FakeAction {
  const fields: Record<string, string> = {};
  for (const line of text.split('\n')) {
    const at = line.indexOf(':');
    if (at > 0)
      fields[line.slice(0, at).toLowerCase()] = line
        .slice(at + 1)
        .replace(/^ /, '')
        .replace(/\r$/, '');
  }
  return fields;
}

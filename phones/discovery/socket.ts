/** UDP sockets for questions: bound to our own address in one network, closed once, and with errors that are counted. */

import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';

/** What kept a question from leaving, by the system's code, with how often. */
export type SendProblems = Map<string, number>;

export type Asker = {
  send: (bytes: Uint8Array, port: number, host: string) => void;
  close: () => void;
  readonly isOpen: boolean;
  readonly socket: Socket;
};

const count = (problems: SendProblems, error: Error): void => {
  const code = (error as NodeJS.ErrnoException).code ?? error.message.slice(0, 60);
  problems.set(code, (problems.get(code) ?? 0) + 1);
};

/** Answers beyond this are a flood; the rest of it is not read. */
const MOST_ANSWERS = 50_000;

/** Resolves with an asker also when it could not be bound: then nothing leaves, and `problems` says why. */
export function openAsker(options: {
  address: string;
  onMessage: (bytes: Buffer, from: RemoteInfo) => void;
  problems: SendProblems;
}): Promise<Asker> {
  const { address, onMessage, problems } = options;
  const socket = createSocket('udp4');
  let isOpen = false;
  let isClosed = false;
  let answers = 0;
  const asker: Asker = {
    socket,
    get isOpen() {
      return isOpen && !isClosed;
    },
    send(bytes, port, host) {
      if (!isOpen || isClosed) return;
      socket.send(bytes, port, host, (error) => {
        if (error !== null && !isClosed) count(problems, error);
      });
    },
    close() {
      if (isClosed) return;
      isClosed = true;
      socket.close();
    },
  };
  socket.on('message', (bytes, from) => {
    answers += 1;
    if (answers <= MOST_ANSWERS) onMessage(bytes, from);
  });
  return new Promise((resolve) => {
    socket.on('error', (error) => {
      count(problems, error);
      resolve(asker);
    });
    socket.bind({ address, port: 0 }, () => {
      isOpen = true;
      resolve(asker);
    });
  });
}

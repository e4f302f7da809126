/**
 * Opens the TCP connection of one asterisk-manager instance and gets hold of its socket, which the library hides. We
 * need it twice: to destroy a dead connection (the library only half-closes it), and to bound what the library buffers,
 * because a peer that never ends its message would grow its text without limit. Node publishes each new client socket
 * on the documented diagnostics channel `net.client.socket`, synchronously, so nothing is patched.
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import type { Manager } from 'asterisk-manager';

export interface OpenSocket {
  manager: Manager;
  host: string;
  port: number;
  maxMessageBytes: number;
  onConnected(): void;
  onTooMuch(): void;
}

export function openSocket(options: OpenSocket): Socket {
  let socket: Socket | undefined;
  const capture = (message: unknown) => {
    // The channel's message is documented as { socket: net.Socket }.
    socket ??= (message as { socket: Socket }).socket;
  };
  subscribe('net.client.socket', capture);
  try {
    options.manager.connect(options.port, options.host, options.onConnected);
  } finally {
    unsubscribe('net.client.socket', capture);
  }
  if (socket === undefined) throw new Error('asterisk-manager opened no socket: its way of connecting has changed');
  bound(socket, options);
  return socket;
}

/** Counts the characters since the last empty line, which ends an AMI message. */
function bound(socket: Socket, options: OpenSocket): void {
  let open = 0;
  let tail = '';
  socket.on('data', (data: string | Buffer) => {
    const text = tail + data.toString();
    const end = text.lastIndexOf('\r\n\r\n');
    open = end === -1 ? open + text.length - tail.length : text.length - end - 4;
    tail = text.slice(-3);
    if (open > options.maxMessageBytes) options.onTooMuch();
  });
}

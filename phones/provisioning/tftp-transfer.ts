/**
 * One file on its way to one phone, from a port of its own (RFC 1350: the transfer identifier), a window of blocks at a
 * time. The phone's last ACK says how far it is; what is not acknowledged in time is sent again from there.
 */

import { createSocket } from 'node:dgram';
import { dataPacket, ERROR, errorPacket, optionsPacket, readPacket, type ReadRequest } from './tftp-packet.ts';

export type TransferEnd = 'taken' | 'broken-off' | 'silent' | 'failed';

export type Transfer = { close: () => void };

/** RFC 1350 leaves it open; doubled with each try, it covers a phone that is busy for about half a minute. */
const FIRST_WAIT_MS = 1000;
const TRIES = 5;

export function startTransfer(
  request: ReadRequest,
  bytes: Buffer,
  to: { local: string; address: string; port: number; firstWaitMs?: number },
  onEnd: (end: TransferEnd) => void,
): Transfer {
  const { options } = request;
  const socket = createSocket('udp4');
  /** A last block that is shorter than the others ends the file; of an exact multiple it is empty. */
  const blocks = Math.floor(bytes.length / options.blksize) + 1;
  /** Acknowledged up to here; counts on where the number on the wire starts again at 0. */
  let done = 0;
  let areOptionsOpen = request.named.length > 0;
  let tries = 0;
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;

  function end(how: TransferEnd): void {
    if (isOver) return;
    isOver = true;
    clearTimeout(timer);
    socket.close();
    onEnd(how);
  }

  const send = (packet: Buffer): void => {
    // A phone that is gone answers nothing; the tries end by themselves.
    if (!isOver) socket.send(packet, to.port, to.address, () => undefined);
  };

  function sendWindow(): void {
    if (areOptionsOpen) send(optionsPacket(request, bytes.length));
    else {
      const last = Math.min(done + options.windowsize, blocks);
      for (let block = done + 1; block <= last; block += 1)
        send(dataPacket(block, bytes.subarray((block - 1) * options.blksize, block * options.blksize)));
    }
    clearTimeout(timer);
    timer = setTimeout(again, options.timeoutMs ?? (to.firstWaitMs ?? FIRST_WAIT_MS) * 2 ** tries);
  }

  function again(): void {
    tries += 1;
    if (tries >= TRIES) end('silent');
    else sendWindow();
  }

  function acknowledged(block: number): void {
    if (areOptionsOpen) {
      if (block !== 0) return;
      areOptionsOpen = false;
    } else {
      const ahead = (block - done) & 0xffff;
      const inWindow = Math.min(options.windowsize, blocks - done);
      // An ACK of before is not answered: that is how every block came to be sent twice for the rest of a file. In a
      // window (RFC 7440) the same number again means that a block is missing, and the timer sends the window once more.
      if (ahead === 0 || ahead > inWindow) return;
      done += ahead;
      if (done === blocks) {
        end('taken');
        return;
      }
    }
    tries = 0;
    sendWindow();
  }

  socket.on('message', (packet, from) => {
    if (from.address !== to.address || from.port !== to.port) {
      // Somebody else at our port: told, and nothing is disturbed (RFC 1350 section 4).
      if (packet.length >= 4)
        socket.send(errorPacket(ERROR.unknownTransfer, ''), from.port, from.address, () => undefined);
      return;
    }
    const message = readPacket(packet);
    if (message.kind === 'ack') acknowledged(message.block);
    else if (message.kind === 'error') end('broken-off');
  });
  // ICMP says that nobody listens there any more.
  socket.on('error', () => end('failed'));
  socket.bind({ address: to.local, port: 0 }, sendWindow);
  return { close: () => end('failed') };
}

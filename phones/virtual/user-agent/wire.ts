/** One UDP socket with SIP on it: whole messages in and out. Hostile until read, like all that comes from a network. */

import { createSocket, type RemoteInfo } from 'node:dgram';
import { parseSip, type SipRequest, type SipResponse } from '../../sip/message.ts';

/** A call with many codecs and candidates is larger than what discovery reads. */
const LIMITS = { bytes: 16_384, line: 4096, headers: 100 };

export type Place = { host: string; port: number };

export type Wire = {
  /** `address:port` of this end. */
  here: string;
  address: string;
  send: (bytes: Buffer, to: Place) => void;
  close: () => Promise<void>;
};

export async function openWire(
  bind: string,
  hear: { request: (request: SipRequest, from: Place) => void; response: (response: SipResponse) => void },
): Promise<Wire> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind({ address: bind, port: 0 }, () => {
      socket.removeListener('error', reject);
      resolve();
    });
  });
  socket.on('error', () => undefined); // ICMP of single datagrams; what was not answered is sent again or given up.
  socket.on('message', (bytes, from: RemoteInfo) => {
    const message = parseSip(bytes, LIMITS);
    if (message.kind === 'request') hear.request(message, { host: from.address, port: from.port });
    else if (message.kind === 'response') hear.response(message);
  });
  let isOpen = true;
  const { address, port } = socket.address();
  return {
    here: `${address}:${port}`,
    address,
    send: (bytes, to) => {
      if (isOpen) socket.send(bytes, to.port, to.host, () => undefined);
    },
    close: () => {
      isOpen = false;
      return new Promise((resolve) => {
        socket.close(() => {
          resolve();
        });
      });
    },
  };
}

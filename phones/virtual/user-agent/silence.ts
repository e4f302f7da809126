/** The speech of a practice phone: silence, as RTP (RFC 3550), so that the other end hears a call that is up. */

import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';

const FRAME_MS = 20;
const SAMPLES = 160;
/** Zero in G.711 A-law and in mu-law. */
const QUIET: Readonly<Record<number, number>> = { 8: 0xd5, 0: 0xff };

export type Silence = {
  /** What this end offers or answers with. */
  sdp: (of?: string) => string;
  /** Where the other end listens; starts to send. */
  hear: (sdp: string) => void;
  readonly heard: number;
  close: () => void;
};

/** Payload types of the offer that we have, in its order; both when there is none. */
function codecsOf(offer: string | undefined): number[] {
  const offered = /^m=audio \d+ \S+ ([\d ]+)/m.exec(offer ?? '')?.[1]?.trim().split(/ +/).map(Number); // prettier-ignore
  const known = [8, 0];
  return offered === undefined ? known : offered.filter((type) => known.includes(type));
}

/** Whether a call with this offer can have speech of ours: plain RTP with G.711. */
export const canSpeak = (offer: string): boolean =>
  offer === '' || (/^m=audio \d+ RTP\/AVP /m.test(offer) && codecsOf(offer).length > 0);

export async function openSilence(bind: string): Promise<Silence> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind({ address: bind, port: 0 }, () => {
      socket.removeListener('error', reject);
      resolve();
    });
  });
  socket.on('error', () => undefined); // The other end closed first; its BYE is on the way.
  let heard = 0;
  socket.on('message', () => {
    heard += 1;
  });
  const { port } = socket.address();
  const ssrc = randomBytes(4);
  let sequence = randomBytes(2).readUInt16BE();
  let stamp = randomBytes(4).readUInt32BE();
  let payload = 8;
  let peer: { host: string; port: number } | undefined;
  let sending: NodeJS.Timeout | undefined;

  function speak(): void {
    if (peer === undefined) return;
    const packet = Buffer.alloc(12 + SAMPLES, QUIET[payload] ?? 0xd5);
    packet[0] = 0x80;
    packet[1] = payload;
    packet.writeUInt16BE(sequence, 2);
    packet.writeUInt32BE(stamp, 4);
    ssrc.copy(packet, 8);
    sequence = (sequence + 1) & 0xffff;
    stamp = (stamp + SAMPLES) >>> 0;
    socket.send(packet, peer.port, peer.host, () => undefined);
  }

  return {
    sdp: (of) => {
      const types = codecsOf(of);
      const names: Readonly<Record<number, string>> = { 8: 'PCMA', 0: 'PCMU' };
      return [
        'v=0',
        `o=- ${ssrc.readUInt32BE()} 1 IN IP4 ${bind}`,
        's=-',
        `c=IN IP4 ${bind}`,
        't=0 0',
        `m=audio ${port} RTP/AVP ${types.join(' ')}`,
        ...types.map((type) => `a=rtpmap:${type} ${names[type] ?? ''}/8000`),
        'a=sendrecv',
        '',
      ].join('\r\n');
    },
    hear: (sdp) => {
      const to = Number(/^m=audio (\d+)/m.exec(sdp)?.[1] ?? 0);
      const host = /^c=IN IP4 ([\d.]+)/m.exec(sdp)?.[1];
      if (to === 0 || host === undefined) return;
      payload = codecsOf(sdp)[0] ?? 8;
      peer = { host, port: to };
      sending ??= setInterval(speak, FRAME_MS);
    },
    get heard() {
      return heard;
    },
    close: () => {
      clearInterval(sending);
      peer = undefined;
      socket.close();
    },
  };
}

/** SNTP on the wire: 48 octets (RFC 4330 section 4, RFC 5905 section 7.3). Pure. */

export const PACKET_LENGTH = 48;

/** Seconds from 1900 to 1970. The 32 bits start again at 0 in February 2036; phones of today count on (RFC 4330 section 3). */
const EPOCH = 2_208_988_800;

/** Nobody disciplines us as far as we know: far from the reference clocks, but good enough for a phone. */
const STRATUM = 10;
/** 2^-10 s: a millisecond is what the system tells us. */
const PRECISION = -10;

export function writeTime(packet: Buffer, at: number, ms: number): void {
  const seconds = Math.floor(ms / 1000);
  packet.writeUInt32BE((seconds + EPOCH) % 2 ** 32, at);
  packet.writeUInt32BE(Math.floor(((ms - seconds * 1000) / 1000) * 2 ** 32), at + 4);
}

/** Milliseconds since 1970, from 1968 to 2104. */
export function readTime(packet: Buffer, at: number): number {
  const seconds = packet.readUInt32BE(at);
  const era = seconds < 2 ** 31 ? 2 ** 32 : 0;
  return (seconds + era - EPOCH) * 1000 + (packet.readUInt32BE(at + 4) / 2 ** 32) * 1000;
}

/** The answer to a client's question, or undefined: whatever else comes to this port gets no word. */
export function answerTo(question: Buffer, receivedAt: number, sentAt: number): Buffer | undefined {
  if (question.length < PACKET_LENGTH) return undefined;
  const [first = 0] = question;
  const version = (first >> 3) & 7;
  const mode = first & 7;
  // Mode 3 is a client; version 1 had no modes.
  if (version < 1 || version > 4 || (mode !== 3 && !(version === 1 && mode === 0))) return undefined;
  const packet = Buffer.alloc(PACKET_LENGTH);
  packet[0] = (version << 3) | 4;
  packet[1] = STRATUM;
  packet[2] = question[2] ?? 0;
  packet.writeInt8(PRECISION, 3);
  packet.writeUInt32BE(0x0000_1000, 8); // Root dispersion: a sixteenth of a second.
  packet.write('LOCL', 12, 'latin1');
  writeTime(packet, 16, Math.floor(receivedAt / 64_000) * 64_000);
  question.copy(packet, 24, 40, 48);
  writeTime(packet, 32, receivedAt);
  writeTime(packet, 40, sentAt);
  return packet;
}

export function questionAt(ms: number): Buffer {
  const packet = Buffer.alloc(PACKET_LENGTH);
  packet[0] = (4 << 3) | 3;
  writeTime(packet, 40, ms);
  return packet;
}

/** How far the other clock is ahead of ours (RFC 4330 section 5), or undefined when this is no answer to the question. */
export function offsetIn(answer: Buffer, question: Buffer, arrivedAt: number): number | undefined {
  if (answer.length < PACKET_LENGTH || !answer.subarray(24, 32).equals(question.subarray(40, 48))) return undefined;
  const [first = 0, stratum = 0] = answer;
  // Leap indicator 3: that clock is not set. Stratum 0: a kiss of death.
  if ((first & 7) !== 4 || first >> 6 === 3 || stratum === 0 || stratum > 15) return undefined;
  const sentAt = readTime(question, 40);
  return (readTime(answer, 32) - sentAt + (readTime(answer, 40) - arrivedAt)) / 2;
}

/**
 * SNMP v1 and v2c, only as much as asking a device for its description needs (RFC 1157, RFC 3416): GET sysDescr.0 with the
 * community "public", which devices that have it on answer without a password. BER (X.690) with definite lengths of up to
 * two bytes, because no description is longer; everything else is refused and not guessed.
 */

import { deviceText } from '../text.ts';

export const SNMP_PORT = 161;

const TAG = { integer: 0x02, octets: 0x04, null: 0x05, oid: 0x06, sequence: 0x30, get: 0xa0, response: 0xa2 };
/** 1.3.6.1.2.1.1.1.0; the first two arcs are one byte (40 * 1 + 3). */
const SYS_DESCR = Uint8Array.from([0x2b, 6, 1, 2, 1, 1, 1, 0]);

function ber(tag: number, ...parts: Uint8Array[]): Uint8Array {
  const body = Buffer.concat(parts);
  const length = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 255];
  return Buffer.concat([Uint8Array.from([tag, ...length]), body]);
}

/** `value` is not negative and fits 31 bits; the leading zero keeps it so. */
function integer(value: number): Uint8Array {
  const bytes = [value & 255];
  for (let rest = value >>> 8; rest > 0; rest >>>= 8) bytes.unshift(rest & 255);
  if ((bytes[0] ?? 0) > 127) bytes.unshift(0);
  return ber(TAG.integer, Uint8Array.from(bytes));
}

export function snmpQuestion(version: 1 | 2, requestId: number): Buffer {
  const binding = ber(TAG.sequence, ber(TAG.oid, SYS_DESCR), ber(TAG.null));
  const pdu = ber(TAG.get, integer(requestId), integer(0), integer(0), ber(TAG.sequence, binding));
  return Buffer.from(ber(TAG.sequence, integer(version - 1), ber(TAG.octets, Buffer.from('public')), pdu));
}

type Item = { tag: number; body: Uint8Array; rest: Uint8Array };

function read(bytes: Uint8Array): Item | undefined {
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined) return undefined;
  const extra = first < 128 ? 0 : first & 127;
  if (extra > 2 || (first >= 128 && extra === 0)) return undefined;
  let length = extra === 0 ? first : 0;
  for (let n = 0; n < extra; n += 1) length = length * 256 + (bytes[2 + n] ?? Infinity);
  const from = 2 + extra;
  return from + length > bytes.length
    ? undefined
    : { tag, body: bytes.subarray(from, from + length), rest: bytes.subarray(from + length) };
}

/** The items of a constructed value when they have exactly these tags; null takes any. */
function items(body: Uint8Array, tags: readonly (number | null)[]): Uint8Array[] | undefined {
  const found: Uint8Array[] = [];
  let rest = body;
  for (const tag of tags) {
    const item = read(rest);
    if (item === undefined || (tag !== null && item.tag !== tag)) return undefined;
    found.push(item.body);
    rest = item.rest;
  }
  return found;
}

const numberOf = (bytes: Uint8Array): number =>
  bytes.length > 4 ? NaN : bytes.reduce((sum, byte) => sum * 256 + byte, 0);

/** undefined: no answer to our question, or one that we do not read. An answer without the value has no text. */
export function readSnmp(bytes: Uint8Array): { requestId: number; text: string | undefined } | undefined {
  const message = read(bytes.subarray(0, 2048));
  const parts =
    message?.tag === TAG.sequence ? items(message.body, [TAG.integer, TAG.octets, TAG.response]) : undefined;
  const pdu = parts && items(parts[2] ?? bytes, [TAG.integer, TAG.integer, TAG.integer, TAG.sequence]);
  const requestId = pdu?.[0] === undefined ? NaN : numberOf(pdu[0]);
  if (pdu === undefined || Number.isNaN(requestId)) return undefined;
  const binding = read(pdu[3] ?? bytes.subarray(0, 0));
  const pair = binding?.tag === TAG.sequence ? items(binding.body, [TAG.oid, TAG.octets]) : undefined;
  const isOurs = pair?.[0] !== undefined && Buffer.compare(pair[0], SYS_DESCR) === 0;
  const failed = numberOf(pdu[1] ?? bytes) !== 0;
  const text = isOurs && !failed ? new TextDecoder('utf-8').decode(pair?.[1]).replace(/\s+/g, ' ') : undefined;
  return { requestId, text: deviceText(text, 200) };
}

/**
 * "Who are you?" asked as SIP asks it: OPTIONS (RFC 3261 section 11) to many hosts from one socket. Any status names its
 * sender, a 401 or 404 as well as a 200. The answer is known by its Call-ID, which holds chance, and by the address it
 * comes from; its port may be another one.
 */

import { randomBytes } from 'node:crypto';
import { deviceText } from '../text.ts';
import { buildRequest } from '../sip/message.ts';

export type SipBanner = {
  callId: string;
  status: number;
  /** User-Agent, else Server: Snom, Mitel, Cisco SPA and Grandstream name themselves only in the latter (GVM). */
  text: string | undefined;
  /** Methods that it knows; a registrar or PBX says REGISTER. */
  allow: string | undefined;
};

const MAX_BYTES = 8192;
const MAX_LINES = 100;

/**
 * Reads only the lines that name the sender. Not by the strict grammar of sip/message.ts: some phones put a raw byte into
 * their name (Avaya 12x0), and a banner is looked at, never obeyed.
 */
export function readSipBanner(bytes: Uint8Array): SipBanner | undefined {
  if (bytes.length > MAX_BYTES) return undefined;
  const lines = new TextDecoder('utf-8').decode(bytes).split('\n', MAX_LINES);
  const status = /^SIP\/2\.0 ([1-6]\d\d)(?: |\r|$)/.exec(lines[0]?.slice(0, 40) ?? '')?.[1];
  if (status === undefined) return undefined;
  const found = new Map<string, string>();
  for (const line of lines.slice(1)) {
    if (line === '' || line === '\r') break;
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).trim().toLowerCase();
    if (name.length <= 20 && !found.has(name)) found.set(name, line.slice(colon + 1, colon + 600).trim());
  }
  const callId = (found.get('call-id') ?? found.get('i') ?? '').trim();
  return {
    callId,
    status: Number(status),
    text: deviceText(found.get('user-agent')) ?? deviceText(found.get('server')),
    allow: deviceText(found.get('allow')),
  };
}

export function sipQuestion(to: { host: string; port: number }, own: { address: string; port: number }, callId: string): Buffer {
  const here = `${own.address}:${own.port}`;
  return buildRequest('OPTIONS', `sip:${to.host}:${to.port}`, {
    headers: [
      ['Via', `SIP/2.0/UDP ${here};branch=z9hG4bK${randomBytes(8).toString('hex')};rport`],
      ['Max-Forwards', '70'],
      ['From', `<sip:switchroom@${own.address}>;tag=${randomBytes(4).toString('hex')}`],
      ['To', `<sip:${to.host}:${to.port}>`],
      ['Call-ID', callId],
      ['CSeq', '1 OPTIONS'],
      ['Contact', `<sip:switchroom@${here}>`],
      ['Accept', 'application/sdp'],
      ['User-Agent', 'Switchroom'],
    ],
  });
} // prettier-ignore

export const newCallId = (): string => randomBytes(16).toString('hex');

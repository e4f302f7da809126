/**
 * What a Snom desk phone says at boot: its PnP SUBSCRIBE, its HTTP User-Agent and the files it asks for, in order.
 * Built from documented traffic (vendor wiki, public PnP servers and their examples), not from a recording of a device.
 */

import { randomBytes } from 'node:crypto';
import { buildRequest } from '../sip/message.ts';

export type VirtualIdentity = { mac: string; model: string; firmware: string };

export function snomSubscribe(who: VirtualIdentity, here: { address: string; port: number; callId: string }): Buffer {
  const uri = `sip:MAC%3a${who.mac.toUpperCase()}@224.0.1.75`;
  return buildRequest('SUBSCRIBE', uri, {
    headers: [
      ['Via', `SIP/2.0/UDP ${here.address}:${here.port};branch=z9hG4bK-${here.callId.slice(0, 12)};rport`],
      ['From', `<${uri}>;tag=${randomBytes(5).toString('hex')}`],
      ['To', `<${uri}>`],
      ['Call-ID', here.callId],
      ['CSeq', '1 SUBSCRIBE'],
      ['Max-Forwards', '70'],
      ['Contact', `<sip:${here.address}:${here.port}>`],
      ['Event', `ua-profile;profile-type="device";vendor="snom";model="snom${who.model}";version="${who.firmware}"`],
      ['Expires', '0'],
      ['Accept', 'application/url'],
    ],
  });
}

export const snomHttpUserAgent = (who: VirtualIdentity): string =>
  `Mozilla/4.0 (compatible; snom${who.model}-SIP ${who.firmware} 2010.12-00004-g9ba52f5 ${who.mac.toUpperCase()} SXM:0 UXM:0)`;

export const snomSipUserAgent = (who: VirtualIdentity): string => `snom${who.model}/${who.firmware}`;

/** A folder gets the two names appended; a URL with placeholders is filled in and asked for as it is (vendor wiki). */
export function snomFiles(url: string, who: VirtualIdentity): string[] {
  const mac = who.mac.toUpperCase();
  if (url.includes('{')) return [url.replaceAll('{mac}', mac).replaceAll('{model}', who.model)];
  const folder = url.endsWith('/') ? url : `${url}/`;
  return [`${folder}snom${who.model}.htm`, `${folder}snom${who.model}-${mac}.htm`];
}

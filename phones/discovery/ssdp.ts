/**
 * SSDP (UPnP Device Architecture 2.0, section 1.3): "who is there?" to the group, answers to us. Desk phones hardly speak it;
 * routers, printers and media boxes do, and so are not taken for phones. The LOCATION that an answer names is never fetched.
 */

import { deviceText } from '../text.ts';

export const SSDP = { group: '239.255.255.250', port: 1900 };

/** MX 1: answers come within a second. */
export const ssdpQuestion = (): Buffer =>
  Buffer.from(
    [
      'M-SEARCH * HTTP/1.1',
      `HOST: ${SSDP.group}:${SSDP.port}`,
      'MAN: "ssdp:discover"',
      'MX: 1',
      'ST: ssdp:all',
      '',
      '',
    ].join('\r\n'),
  );

export type SsdpAnswer = { server: string | undefined; type: string | undefined };

export function readSsdp(bytes: Uint8Array): SsdpAnswer | undefined {
  const lines = new TextDecoder('utf-8').decode(bytes.subarray(0, 2048)).split('\n', 40);
  if (!/^HTTP\/1\.[01] 200(?: |\r|$)/.test(lines[0]?.slice(0, 30) ?? '')) return undefined;
  const header = (name: string): string | undefined => {
    const line = lines.find((one) => one.slice(0, name.length + 1).toLowerCase() === `${name}:`);
    return deviceText(line?.slice(name.length + 1).trim(), 160);
  };
  return { server: header('server'), type: header('st') };
}

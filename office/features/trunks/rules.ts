/** What may stand in a trunk, and what must hold between its parts. Everything here ends up in SIP, so nothing in it is syntax. */
import { z } from 'zod';
import { refuseField } from '../../core/refusal.ts';
import type { Read } from '../../core/store.ts';
import type { Trunk } from './read.ts';
import { trunks } from './table.ts';

export const codecNames = ['g722', 'alaw', 'ulaw', 'opus', 'g729', 'gsm', 'g726'] as const;

const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
const ipv6 = /^(?=.*:)[0-9a-f:]{2,39}(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3})?$/i;
const hostName = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i;

export const isAddress = (text: string): boolean => ipv4.test(text) || isIpv6(text);

function isIpv6(text: string): boolean {
  if (!ipv6.test(text)) return false;
  const groups = text.split('::');
  const count = text.split(':').filter((part) => part !== '').length;
  return (
    groups.length <= 2 &&
    (groups.length === 2 ? count < 8 : count === 8) &&
    text.split(':').every((part) => part.length <= 4)
  );
}

const isHost = (text: string): boolean => isAddress(text) || (hostName.test(text) && !/^[0-9.]+$/.test(text));

const trimmed = z
  .string()
  .max(400, 'This is too long.')
  .transform((text) => text.trim());

/** Also taken: `sip:host`, `host:5070` is refused with the advice to use the field for the port. */
export const host = trimmed
  .transform((text) =>
    text
      .replace(/^sips?:/i, '')
      .replace(/\.$/, '')
      .toLowerCase(),
  )
  .refine(
    (text) => text === '' || isHost(text),
    'Write a name or an address, for example sip.example.com or 203.0.113.5; a port has a field of its own.',
  );

const hostWithPort = /^(\[[0-9a-f:]+\]|[^:[\]]+)(?::([0-9]{1,5}))?$/i;
export const proxy = trimmed
  .transform((text) =>
    text
      .replace(/^sips?:/i, '')
      .replace(/;.*$/, '')
      .toLowerCase(),
  )
  .refine((text) => {
    if (text === '') return true;
    const parts = hostWithPort.exec(text);
    return parts !== null && isHost((parts[1] ?? '').replace(/[[\]]/g, '')) && isPort(parts[2]);
  }, 'Write a name or an address, with a port if it is not 5060, for example proxy.example.com:5070.');

const isPort = (text: string | undefined): boolean =>
  text === undefined || (Number(text) >= 1 && Number(text) <= 65535);

export const port = z
  .int('Use whole numbers.')
  .min(0, 'A port is between 1 and 65535.')
  .max(65535, 'A port is between 1 and 65535.');

/** The user part of a SIP address, without what would need an escape there (RFC 3261 section 25.1). */
export const userPart = trimmed.refine(
  (text) => /^[A-Za-z0-9._+~*-]{0,64}$/.test(text),
  'Use letters, digits and . _ + ~ * - only: the part before the @ of the address that the carrier gave you.',
);

export const authUser = trimmed.refine(
  (text) => /^[A-Za-z0-9._+~*=:@/-]{0,128}$/.test(text),
  'Use letters, digits and . _ + ~ * = : @ / - only.',
);

export const password = z
  .string()
  .max(128, 'At most 128 characters.')
  .regex(
    /^[\u0021-\u007e\u00a1-\u024f]*$/,
    'A password has no blanks and no special signs. Copy it once more from the carrier.',
  );

/** Addresses that nobody outside can reach (RFC 1918, 5735, 6598). */
const inside =
  /^(?:0|10|127|169\.254|172\.(?:1[6-9]|2[0-9]|3[01])|192\.168|100\.(?:6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])|22[4-9]|2[3-5][0-9])\./;

export const externalAddress = trimmed.refine(
  (text) => text === '' || (ipv4.test(text) && !inside.test(text)),
  'Write the public IPv4 address of your internet connection, for example 198.51.100.20. Leave it empty when it changes.',
);

/** IPv4 and IPv6 addresses and networks, typed with commas, blanks or on lines of their own. */
export const addresses = z
  .string()
  .max(2000, 'At most 2,000 characters.')
  .transform((text) => [...new Set(text.split(/[\s,;]+/).filter((part) => part !== ''))].join(' '))
  .refine((text) => text.split(' ').length <= 30, 'At most 30 addresses.')
  .refine(
    (text) => text === '' || text.split(' ').every(isNetwork),
    'Write addresses or networks, for example 203.0.113.5 or 203.0.113.0/28.',
  );

/** A network so wide that anybody is in it would let everybody in. */
function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  if (more.length > 0 || !isAddress(address)) return false;
  const widest = address.includes(':') ? { least: 32, most: 128 } : { least: 16, most: 32 };
  if (bits === undefined) return !/^[0:.]+$/.test(address);
  return /^[0-9]{1,3}$/.test(bits) && Number(bits) >= widest.least && Number(bits) <= widest.most;
}

export const codecs = z
  .array(z.enum(codecNames))
  .min(1, 'Choose at least one codec.')
  .max(codecNames.length)
  .refine((list) => new Set(list).size === list.length, 'A codec stands in the list twice.')
  .transform((list) => list.join(','));

/** Rules between the parts of one trunk, and between trunks. */
export function refuseBadTrunk(trunk: Trunk, read: Read): void {
  if (trunk.kind === 'registration') {
    if (trunk.host === '') refuseField('host', 'Write the registrar of the carrier, for example sip.example.com.');
    if (trunk.username === '') refuseField('username', 'Write the user name that the carrier gave you.');
  }
  if (trunk.kind === 'address' && trunk.host === '')
    refuseField('host', 'Write the address of the other side, for example 203.0.113.5.');
  if (trunk.registersHere) {
    if (trunk.kind !== 'gateway') refuseField('registersHere', 'Only a gateway logs in here.');
    if (trunk.password.length < 12)
      refuseField('password', 'Use at least 12 characters: whoever knows this password can place calls.');
  } else if (trunk.kind === 'gateway' && trunk.host === '')
    refuseField('host', 'Write the address of the gateway, for example 192.168.1.30, or let it log in here.');
  if (trunk.encryptsMedia && trunk.transport !== 'tls')
    refuseField('encryptsMedia', 'Encrypted speech needs TLS: its keys travel in the signalling. Choose TLS first.');
  refuseSharedAddress(trunk, read);
  refuseOtherOwnAddress(trunk, read);
}

/** Asterisk has one address of ours for each transport (`external_signaling_address`), and trunks share the transports. */
function refuseOtherOwnAddress(trunk: Trunk, read: Read): void {
  if (!trunk.enabled || trunk.externalAddress === '') return;
  const other = read
    .all(trunks, { enabled: true })
    .find(({ externalAddress: own }) => own !== '' && own !== trunk.externalAddress);
  if (other)
    refuseField(
      'externalAddress',
      `${other.name} has ${other.externalAddress} as our address on the internet already. All trunks tell the same one, so leave this empty, or empty it there first.`,
      { label: `Open ${other.name}`, route: `/lines/trunks/${other.id}` },
    );
}

/** Calls from one address belong to one trunk, or Asterisk could not tell whose they are. */
function refuseSharedAddress(trunk: Trunk, read: Read): void {
  if (trunk.registersHere) return;
  for (const other of read.all(trunks)) {
    if (other.id === trunk.id || other.registersHere) continue;
    const shared = sources(trunk).find((one) => sources(other).includes(one));
    if (shared === undefined) continue;
    // Two accounts at one carrier: what we tell it at login brings each call back to its own account.
    if (trunk.kind === 'registration' && other.kind === 'registration') continue;
    refuseField(
      trunk.addresses.split(' ').includes(shared) ? 'addresses' : 'host',
      `Calls from ${shared} belong to ${other.name} already. One address can be one trunk only.`,
    );
  }
}

const sources = ({ host: name, addresses: more }: Trunk): string[] =>
  [name, ...more.split(' ')].filter((one) => one !== '');

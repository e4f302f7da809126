/** Where a trunk is reached, as SIP writes it. All parts were checked when they were stored: nothing in them is syntax. */
import type { Read } from '../../core/store.ts';
import { sites } from '../sites/table.ts';
import type { Trunk } from './read.ts';

export function siteOf(read: Read, trunk: Pick<Trunk, 'siteId'>) {
  const site = read.get(sites, trunk.siteId);
  if (!site) throw new Error(`trunk of the missing site ${trunk.siteId}`);
  return site;
}

export const hostAndPort = ({ host, port }: Pick<Trunk, 'host' | 'port'>): string =>
  `${host.includes(':') ? `[${host}]` : host}${port === 0 ? '' : `:${port}`}`;

const transportPart = ({ transport }: Pick<Trunk, 'transport'>): string =>
  transport === 'udp' ? '' : `;transport=${transport}`;

/** RFC 3261 section 19.1. */
export const sipUri = (trunk: Pick<Trunk, 'host' | 'port' | 'transport'>): string =>
  `sip:${hostAndPort(trunk)}${transportPart(trunk)}`;

/** Empty without one. `lr`: a loose router (RFC 3261 section 16.12.1), as all are today. */
export const proxyUri = (trunk: Pick<Trunk, 'outboundProxy' | 'transport'>): string =>
  trunk.outboundProxy === '' ? '' : `sip:${trunk.outboundProxy}${transportPart(trunk)};lr`;

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

/** RFC 3261 section 19.1. */
export function sipUri(trunk: Pick<Trunk, 'host' | 'port' | 'transport'>, user = ''): string {
  const transport = trunk.transport === 'udp' ? '' : `;transport=${trunk.transport}`;
  return `sip:${user === '' ? '' : `${user}@`}${hostAndPort(trunk)}${transport}`;
}

/** How a trunk is connected, as a hash: a test counts for exactly that, and nothing of it can be read from what is kept. */
import { createHash } from 'node:crypto';
import type { Trunk } from '../../office/features/trunks/read.ts';

export function wayOf(trunk: Trunk): string {
  // What leads nobody anywhere else when it is changed.
  const {
    name: _name,
    enabled: _on,
    position: _position,
    siteId: _site,
    maxCalls: _most,
    destination: _next,
    ...connection
  } = trunk;
  const fields = Object.entries(connection).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}

/** Numbers that are logged in at other phones: still, no longer, or until some later moment. */
import { extensions } from '../../../../office/features/extensions/table.ts';
import { handsets, hotDesks } from '../../../../office/features/hot-desks/table.ts';
import { deviceOf, identities } from '../../../../office/features/identities/table.ts';
import { queueAgents } from '../../../../office/features/queues/table.ts';
import { runBegins } from '../scenario.ts';
import type { DrawPart } from './draw.ts';

const day = 86_400_000;

export const drawHotDesks: DrawPart = {
  id: 'hot-desks',
  fill(draw) {
    const { office, chance, pick, phones } = draw;
    if (phones.size < 2 || !chance(0.4)) return;
    const free = new Set(draw.extensionIds);
    const [, ...others] = office.all(identities);
    const desks = new Set(others.map(({ id }) => id));
    for (let count = draw.between(1, 2); count > 0 && desks.size > 0 && free.size > 0; count--) {
      const identity = office.get(identities, pick([...desks]));
      const extension = office.get(extensions, pick([...free]));
      if (!identity || !extension || identity.extensionId === extension.id) continue;
      // Of phones that decline, queues count by the clock's seconds, see queues.ts.
      const isCalm = ['rings', 'answers'].includes(phones.get(deviceOf(identity))?.does.what ?? 'rings');
      if (!isCalm && office.all(queueAgents, { extensionId: extension.id }).length > 0) continue;
      desks.delete(identity.id);
      free.delete(extension.id);
      const until = chance(0.5) ? null : runBegins + (chance(0.6) ? day : -day);
      office.add(handsets, { id: identity.id, phoneId: String(count), logOutAt: '' });
      office.add(hotDesks, {
        id: deviceOf(identity),
        identityId: identity.id,
        extensionId: extension.id,
        since: runBegins - 2 * day,
        until,
      });
    }
  },
};

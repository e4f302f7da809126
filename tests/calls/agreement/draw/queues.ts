/**
 * A queue with agents who are there or not. app_queue counts a caller's wait in whole seconds of the clock, so agents who
 * decline (an attempt that ends between two seconds) have calls of their own in queues.test.ts, and who waited too long
 * goes to an ending, whose time is not compared.
 */
import { deviceOf, identities } from '../../../../office/features/identities/table.ts';
import { queueAgents, queues } from '../../../../office/features/queues/table.ts';
import type { Draw, DrawPart } from './draw.ts';

const idOf = (draw: Draw) => `que-${draw.prefix}q0`;

export const drawQueues: DrawPart = {
  id: 'queues',
  plan(draw) {
    if (!draw.chance(0.3)) return;
    draw.queueIds.push(idOf(draw));
    draw.numbers.push(draw.claim(idOf(draw)));
    draw.destinations.push(`node:${idOf(draw)}`);
  },
  fill(draw) {
    const id = idOf(draw);
    if (!draw.destinations.includes(`node:${id}`)) return;
    const { office, chance, between, pick } = draw;
    const ringSeconds = between(3, 4);
    office.add(queues, {
      id, number: draw.numberOf(id), name: 'Queue', strategy: pick(['ring-all', 'ring-all', 'in-order', 'round-robin', 'fewest-calls', 'longest-idle', 'random'] as const), ringSeconds,
      wrapUpSeconds: 0, maxWaiting: 0, maxWaitSeconds: ringSeconds * between(1, 2), hold: pick(['music', 'ringing'] as const),
      sayPosition: false, sayWait: false, sayEvery: 45, whenEmpty: chance(0.8) ? 'leave' : 'wait', showName: chance(0.5),
      whenFullTo: 'end:busy', whenLateTo: pick(['end:busy', 'end:no-answer', 'end:unreachable']),
      whenEmptyTo: pick(draw.destinations.filter((one) => one !== `node:${id}`)),
    }); // prettier-ignore
    const calm = draw.extensionIds.filter((ext) =>
      office
        .all(identities, { extensionId: ext })
        .every((one) => ['rings', 'answers'].includes(draw.phones.get(deviceOf(one))?.does.what ?? 'rings')),
    );
    for (const [position, extensionId] of calm.filter(() => chance(0.6)).entries()) {
      const [identity] = office.all(identities, { extensionId });
      office.add(queueAgents, {
        id: `agt-${draw.prefix}p${position}`,
        queueId: id,
        extensionId,
        identityId: identity && chance(0.3) ? identity.id : null,
        position,
        signedIn: chance(0.8),
      });
    }
  },
};

/** A queue and a call flow for the pictures: hours, a menu with German names, a group, the queue, a voicemail. */
import type { Office } from './app.ts';

export interface DemoFlows {
  queueId: string;
  flowId: string;
  menuId: string;
}

export async function addFlows(
  { service }: Office,
  given: { extensionIds: readonly string[]; groupId: string; hoursId: string },
): Promise<DemoFlows> {
  const extension = (at: number) => given.extensionIds[at] ?? '';
  const { id: queueId } = await service.run<{ id: string }>('queue.create', {
    name: 'Kundendienst und technische Unterstützung',
    number: '650',
    maxWaiting: 5,
    agents: [0, 1, 2].map((at) => ({ extensionId: extension(at) })),
  });
  const { id: flowId } = await service.run<{ id: string }>('flow.create', { name: 'Reception', number: '660' });
  const add = async (type: string, from: [step: string | null, exit: string], rest: object = {}) => {
    const [step, exit] = from;
    return (await service.run<{ id: string }>('flow-step.add', { flowId, type, from: { step, exit }, ...rest })).id;
  };
  const hours = await add('when', [null, 'entry'], { target: given.hoursId });
  const menuId = await add('menu', [hours, 'open'], {
    sound: 'prompt:hello-world',
    settings: { keys: ['1', '2', '9'], direct: true },
  });
  const group = await add('group', [menuId, '1'], { target: given.groupId });
  const queue = await add('queue', [menuId, '2'], { target: queueId });
  const sorry = await add('play', [hours, 'closed'], {
    sound: 'prompt:vm-nobodyavail',
    name: 'Außerhalb der Geschäftszeiten',
  });
  await add('hangup', [sorry, 'next']);
  const end = await add('extension', [group, 'next'], { target: extension(3) });
  const lead = (step: string, exit: string, to: string) =>
    service.run('flow.connect', { flowId, from: { step, exit }, to });
  await lead(queue, 'next', `node:${end}`);
  await lead(menuId, '9', `node:${menuId}`);
  await lead(menuId, 'timeout', `node:${extension(3)}`);
  await lead(menuId, 'wrong', 'end:hang-up');
  return { queueId, flowId, menuId };
}

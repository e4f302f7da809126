/**
 * Who waits in which queue, from app_queue's events. A caller joins and leaves; the positions of those behind follow from the
 * order in which they came. `<id>.o` is a queue kept in order, see asterisk/apply/runtime/queues.sql.
 */
import type { AmiEvent } from '../../asterisk/ami/messages.ts';
import type { QueueCaller } from '../../office/core/observed.ts';

export type Waiting = Map<string, QueueCaller>;

const idOf = (queue: string | undefined) => (queue ?? '').replace(/\.o$/, '');
const known = (text: string | undefined) => (text === undefined || text === '<unknown>' ? '' : text);

/** Whether anything changed. */
export function reduceQueue(waiting: Waiting, event: AmiEvent, now: number): boolean {
  const channel = event.channel ?? '';
  switch (event.event) {
    case 'QueueCallerJoin':
      waiting.set(channel, caller(event, now));
      return true;
    // Answered, given up, or gone on: app_queue says this for all of them.
    case 'QueueCallerLeave':
    case 'Hangup':
      return waiting.delete(channel);
    default:
      return false;
  }
}

/** One item of QueueStatus; `Wait` is in seconds. */
export function queueCallerOfList(item: AmiEvent, now: number): QueueCaller | undefined {
  if (item.event !== 'QueueEntry' || !item.channel) return undefined;
  return caller(item, now - (Number(item['wait']) || 0) * 1000);
}

function caller(event: AmiEvent, since: number): QueueCaller {
  return {
    queue: idOf(event['queue']),
    channel: event.channel ?? '',
    number: known(event.calleridnum),
    name: known(event.calleridname),
    position: 0,
    since,
  };
}

/** In order of queue and time, with their positions. */
export function inLine(waiting: Waiting): QueueCaller[] {
  const sorted = [...waiting.values()].sort((a, b) =>
    a.queue < b.queue ? -1 : a.queue > b.queue ? 1 : a.since - b.since,
  );
  let position = 0;
  return sorted.map((one, index) => {
    position = sorted[index - 1]?.queue === one.queue ? position + 1 : 1;
    return { ...one, position };
  });
}

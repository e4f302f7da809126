/** Queues as plain Asterisk configuration: settings and agents in queues.conf, and what rings for each agent. */
import type { PlainParts } from '../../core/feature.ts';
import type { QueueNode } from '../../core/call-flow/queue/index.ts';
import { legNow } from '../../core/plain/legs.ts';
import { commentLine, type PlainNames, type PlainSection } from '../../core/plain/plain.ts';
import type { Read } from '../../core/store.ts';
import { queueNode } from './flow.ts';
import { queues } from './table.ts';

const strategies: Readonly<Record<QueueNode['strategy'], string>> = {
  'ring-all': 'ringall',
  'in-order': 'linear',
  'round-robin': 'rrmemory',
  'fewest-calls': 'fewestcalls',
  'longest-idle': 'leastrecent',
  random: 'random',
};

export function queuePlain(read: Read, names: PlainNames): PlainParts {
  const all = read.all(queues).map((queue) => queueNode(read, queue));
  if (all.length === 0) return {};
  return {
    sections: [
      {
        file: 'queues.conf',
        name: 'general',
        entries: [
          ['persistentmembers', 'no'],
          ['autofill', 'yes'],
          ['shared_lastcall', 'yes'],
        ],
      },
      ...all.map((node) => section(node, names)),
    ],
    dialplan: [agents(all, names)],
  };
}

/** Signed out, on do not disturb or forwarding all calls: such an agent is left out, as it stands. */
const present = (node: QueueNode) =>
  node.agents.filter((agent) => agent.signedIn && !agent.dnd && !agent.forwarded && agent.legs.length > 0);

function section(node: QueueNode, names: PlainNames): PlainSection {
  return {
    file: 'queues.conf',
    name: names.context(node.id),
    comment: [`Queue ${node.number} ${node.label}`],
    entries: [
      ['strategy', strategies[node.strategy]],
      ['timeout', node.seconds],
      ['retry', 1],
      ['wrapuptime', node.wrapUp],
      ['maxlen', node.maxWaiting],
      ['ringinuse', 'no'],
      ['joinempty', 'yes'],
      ['leavewhenempty', node.leaveWhenEmpty ? 'paused,unavailable,invalid,unknown' : 'no'],
      ['announce-frequency', node.sayPosition || node.sayWait ? node.sayEvery : 0],
      ['announce-position', node.sayPosition ? 'yes' : 'no'],
      ['announce-holdtime', node.sayWait ? 'yes' : 'no'],
      ['musicclass', 'default'],
      ...present(node).map((agent) => {
        const state = agent.device === null ? `hint:${agent.ext}@agents` : `PJSIP/${agent.device}`;
        return ['member', `Local/${agent.id}@agent,0,${agent.id},${state}`] as const;
      }),
    ],
  };
}

function agents(all: readonly QueueNode[], names: PlainNames): string {
  const each = all.flatMap(present);
  const hints = [...new Set(each.filter(({ device }) => device === null).map(({ ext }) => ext))];
  return [
    commentLine('All phones of an agent as one state: one of them in a call keeps the others silent.'),
    '[agents]',
    ...hints.map((ext) => `exten => ${ext},hint,PJSIP/${ext}-1&PJSIP/${ext}-2&PJSIP/${ext}-3`),
    '',
    commentLine('What rings for an agent: the queue takes the call back when the time is over.'),
    '[agent]',
    ...each.flatMap((agent) => {
      const devices = agent.legs.map((leg) => legNow(leg, names).device).filter((device) => device !== '');
      return [
        commentLine(agent.label),
        `exten => ${agent.id},1,Gosub(in-call,${agent.ext},1)`,
        ' same => n,GotoIf($["${GOSUB_RETVAL}" = "1"]?busy)',
        ...(devices.length === 0 ? [] : [` same => n,Dial(${devices.map((device) => `PJSIP/${device}`).join('&')})`]),
        ' same => n(busy),Hangup(17)',
      ];
    }),
    '',
  ].join('\n');
}

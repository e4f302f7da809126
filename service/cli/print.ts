/** What the command line writes for people. Everything that programs read is JSON. */
import type { Queries } from '../contract.ts';
import type { Push } from '../protocol.ts';

type Status = Queries['status']['value'];
type Simulation = Queries['calls.simulate']['value'];
type History = Queries['history.list']['value'];

export function statusText(status: Status): string {
  const { engine, network, counts } = status;
  const lines = [
    `Health    ${status.level}`,
    `Engine    ${engine.state}${engine.version ? `, Asterisk ${engine.version}` : ''}${engine.pid ? `, process ${engine.pid}` : ''}`,
    `Address   ${network.address ?? 'none'}, calls on port ${network.sipPort}, phone set-up on ${network.httpPort}`,
    `Office    ${counts.people} people, ${counts.extensions} extensions, ${counts.phones} phones, ${counts.phonesNew} new`,
    `Calls     ${counts.calls}`,
    `Data      ${status.dataDir}`,
  ];
  const items = status.items.flatMap((item) => [
    '',
    `${item.title}  [${item.code}]`,
    `  ${item.cause}`,
    `  ${item.remedy}`,
  ]);
  return [...lines, ...items].join('\n');
}

export function simulationText({ rings, steps, ending, words }: Simulation): string {
  const events = [
    ...steps.map((step) => ({ at: step.at, text: step.words })),
    ...rings.map((ring) => ({ at: ring.from, text: `${ring.label} rings until ${ring.to} s (${ring.end}).` })),
  ].sort((a, b) => a.at - b.at);
  return [...events.map(({ at, text }) => `${seconds(at)}  ${text}`), `${seconds(ending.at)}  ${words}`].join('\n');
}

const seconds = (at: number): string => `${at.toFixed(1).padStart(6)} s`;

export function historyText({ entries }: History): string {
  return entries
    .map((entry) => {
      const undone = entry.undoneBy === null ? '' : '  (undone)';
      return `${String(entry.id).padStart(6)}  ${new Date(entry.at).toISOString()}  ${entry.actor.name}: ${entry.words}${undone}`;
    })
    .join('\n');
}

export function pushText(push: Push): string {
  switch (push.event) {
    case 'journal':
      return `${push.entry.actor.name}: ${push.entry.words}`;
    case 'changed':
      return `changed: ${push.topics.join(', ')}`;
    case 'health':
      return push.items.length === 0 ? 'health: ok' : `health: ${push.items.map((item) => item.title).join('; ')}`;
    case 'service':
      return `service: ${push.state}${push.message ? ` (${push.message})` : ''}`;
  }
}

/**
 * An extension's call flow: its own node, its voicemail, and the node that rings several other extensions while all
 * its calls are forwarded to them (spec X5). After its devices, voicemail or an ending follows, unless forwarding for
 * that circumstance is on.
 */
import type { DestinationChoice, FlowCompiler } from '../../core/feature.ts';
import type { ExtensionNode, Leg, Next, Node, RingNode, VoicemailNode } from '../../core/call-flow/node.ts';
import type { Read, Row } from '../../core/store.ts';
import { alwaysNext, forwardNodeId, forwardNumber, targetsOf } from '../forwarding/next.ts';
import { vipCallers } from '../forwarding/table.ts';
import { deviceOf } from '../identities/table.ts';
import { unavailableRule } from '../unavailable/read.ts';
import { mailboxes } from '../voicemail/table.ts';
import { handsetOfExtension } from './desk.ts';
import { extensionName, identitiesOf, legOf } from './legs.ts';
import { extensions } from './table.ts';

type Extension = Row<typeof extensions>;

export const voicemailNodeId = (extensionId: string) => `vm-${extensionId}`;

export function hasVoicemail(read: Read, extensionId: string): boolean {
  return read.get(mailboxes, extensionId)?.enabled ?? false;
}

export function extensionNode(read: Read, extension: Extension): ExtensionNode {
  const voicemail: Next | undefined = hasVoicemail(read, extension.id)
    ? { to: 'node', id: voicemailNodeId(extension.id) }
    : undefined;
  const end = (ending: 'busy' | 'no-answer' | 'unreachable'): Next => voicemail ?? { to: 'end', ending };
  const timing = { start: 0, seconds: extension.ringSeconds, skipBusy: false, signedOut: false };
  const handset = handsetOfExtension(read, extension.id);
  return {
    kind: 'extension',
    id: extension.id,
    ext: extension.id,
    number: extension.number,
    label: extensionName(extension),
    devices: identitiesOf(read, extension.id).map(deviceOf),
    legs: identitiesOf(read, extension.id)
      // Everything goes to a gateway's account (spec X9).
      .filter((identity) => identity.ringsOnIncoming || extension.type === 'gateway')
      .map((identity) => legOf(read, extension, identity, timing)),
    ...(handset ? { handset } : {}),
    seconds: extension.ringSeconds,
    dnd: extension.doNotDisturb,
    callWaiting: extension.callWaiting,
    vips: read
      .all(vipCallers, { extensionId: extension.id })
      .map((vip) => vip.number)
      .sort(),
    always: alwaysNext(read, extension.id),
    ...awayNode(read, extension),
    onDnd: end('busy'),
    onBusy: forwardNumber(read, extension.id, 'busy') ?? end('busy'),
    onNoAnswer: forwardNumber(read, extension.id, 'no-answer') ?? end('no-answer'),
    onUnreachable: forwardNumber(read, extension.id, 'unreachable') ?? end('unreachable'),
  };
}

function awayNode(read: Read, extension: Extension): Pick<ExtensionNode, 'unavailable'> {
  const rule = unavailableRule(read, extension);
  return rule ? { unavailable: rule } : {};
}

/** Rings the devices of several extensions at once, and a number outside beside them; their own do not disturb and forwarding keep them silent. */
function forwardNode(read: Read, extension: Extension): RingNode {
  const number = forwardNumber(read, extension.id, 'always');
  const direct = number?.to === 'number' ? read.all(extensions, { number: number.number }) : [];
  const targets = [...direct, ...targetsOf(read, extension.id)].filter(
    (one, index, all) => all.findIndex((other) => other.id === one.id) === index,
  );
  const legs: Leg[] = targets.flatMap((target) =>
    identitiesOf(read, target.id)
      .filter((identity) => identity.ringsOnIncoming)
      .map((identity) =>
        legOf(read, target, identity, { start: 0, seconds: extension.ringSeconds, skipBusy: false, signedOut: false }),
      ),
  );
  const voicemail = hasVoicemail(read, extension.id);
  return {
    kind: 'ring',
    id: forwardNodeId(extension.id),
    label: `those who take the calls of ${extensionName(extension)}`,
    shown: '',
    legs,
    ...(number?.to === 'number' && number.number.startsWith('+')
      ? { outside: { number: number.number, by: extension.id, seconds: extension.ringSeconds } }
      : {}),
    next: voicemail ? { to: 'node', id: voicemailNodeId(extension.id) } : { to: 'end', ending: 'no-answer' },
  };
}

function voicemailNode(extension: Extension): VoicemailNode {
  return {
    kind: 'voicemail',
    id: voicemailNodeId(extension.id),
    mailbox: extension.id,
    label: extensionName(extension),
  };
}

/** Calls that are sent to a voicemail that was turned off hear that nobody can be reached. */
const noVoicemail = (extension: Extension): Node => ({
  kind: 'flow',
  id: voicemailNodeId(extension.id),
  label: `the voicemail of ${extensionName(extension)}, which is turned off`,
  next: { to: 'end', ending: 'unreachable' },
});

const byNumber = (a: Extension, b: Extension) => a.number.length - b.number.length || (a.number < b.number ? -1 : 1);

const people = (read: Read): DestinationChoice[] =>
  read
    .all(extensions)
    .sort(byNumber)
    .map((extension) => ({ node: extension.id, label: extensionName(extension), group: 'People' }));

const voicemails = (read: Read): DestinationChoice[] =>
  read
    .all(extensions)
    .filter((extension) => hasVoicemail(read, extension.id))
    .sort(byNumber)
    .map((extension) => ({
      node: voicemailNodeId(extension.id),
      label: `Voicemail of ${extensionName(extension)}`,
      group: 'Voicemail',
    }));

export const extensionFlows: readonly FlowCompiler[] = [
  {
    prefix: 'ext',
    compile: (read, id) => {
      const extension = read.get(extensions, id);
      return extension && extensionNode(read, extension);
    },
    atNumber: (read, number) => read.all(extensions, { number })[0]?.id,
    destinations: (read) => read.memo(people),
  },
  {
    prefix: 'vm',
    compile: (read, id) => {
      const extension = read.get(extensions, id.slice('vm-'.length));
      return extension && (hasVoicemail(read, extension.id) ? voicemailNode(extension) : noVoicemail(extension));
    },
    destinations: (read) => read.memo(voicemails),
  },
  {
    prefix: 'fa',
    compile: (read, id) => {
      const extension = read.get(extensions, id.slice('fa-'.length));
      return extension && forwardNode(read, extension);
    },
  },
];

/** The voicemail node: a mailbox takes a message. The mailbox is named by the extension's id, so renumbering keeps it. */
import { projected } from '../../projection.ts';
import type { NodeKind } from '../kinds.ts';

export const voicemailKind: NodeKind<'voicemail'> = {
  rows: (node) => [
    projected('node', {
      id: node.id,
      kind: 'voicemail',
      ext: '',
      seconds: 0,
      next: 'end,no-answer,1',
      mode: '',
      shown: '',
      value: node.mailbox,
    }),
  ],
  simulate: (node, { at }) => ({
    rings: [],
    steps: [{ at, node: node.id, code: 'voicemail', words: `The voicemail of ${node.label} takes a message.` }],
    at,
    then: { end: { kind: 'voicemail', at, mailbox: node.mailbox, label: node.label } },
  }),
  words: (node) => `The voicemail of ${node.label} takes a message.`,
  exits: () => [],
  plain: (node, names) => [
    `Set(CDR(userfield)=voicemail ${names.extension(node.mailbox)})`,
    `VoiceMail(${names.extension(node.mailbox)}@default,u)`,
    'Hangup()',
  ],
  past: (node) => `the voicemail of ${node.label} took the call`,
};

/** The hangup node: the call ends, after a message if there is one. */
import { projected } from '../../projection.ts';
import type { NodeKind } from '../kinds.ts';
import type { Next } from '../node.ts';
import { plainSoundPath, seconds, speakPause, type Sound } from '../sound.ts';

declare module '../node.ts' {
  interface NodeKinds {
    hangup: HangupNode;
  }
}

export interface HangupNode {
  kind: 'hangup';
  id: string;
  label: string;
  message: Sound | null;
  ending: 'hang-up' | 'busy';
}

export const hangupKind: NodeKind<'hangup'> = {
  rows: (node) => [
    projected('node', {
      id: node.id,
      kind: 'hangup',
      ext: '',
      seconds: 0,
      next: `end,${node.ending},1`,
      mode: '',
      shown: '',
      value: node.message?.path ?? '',
    }),
  ],
  simulate(node, { at, isAnswered }) {
    const { message, ending } = node;
    const next: Next = { to: 'end', ending };
    const words = `${message ? `The caller hears “${message.label}”, then the` : 'The'} ${ending === 'busy' ? 'caller hears the busy tone' : 'call ends'}.`;
    const answers = message !== null && !isAnswered;
    return {
      rings: [],
      steps: [{ at, node: node.id, code: ending, words }],
      at: at + (answers ? speakPause : 0) + (message ? seconds(message) : 0),
      then: { go: next },
      ...(answers ? { answeredAt: at } : {}),
    };
  },
  words: ({ message, ending }) =>
    `${message ? `The caller hears “${message.label}”, then the` : 'The'} ${ending === 'busy' ? 'caller hears the busy tone' : 'call ends'}.`,
  exits: () => [],
  plain: (node) => [
    ...(node.message === null ? [] : ['Gosub(speak,s,1)', `Playback(${plainSoundPath(node.message)})`]),
    `Goto(end,${node.ending},1)`,
  ],
  past: ({ message, ending }) =>
    `${message ? `the caller heard “${message.label}” and then ` : ''}${ending === 'busy' ? 'the call was to end with the busy tone' : 'the call was to end here'}`,
};

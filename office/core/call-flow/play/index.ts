/**
 * The play node: an announcement, then the call goes on. It answers the call, or it plays before that ("early"): then the
 * caller pays nothing, but some carriers let nothing through.
 */
import { projected } from '../../projection.ts';
import type { NodeKind } from '../kinds.ts';
import type { Next } from '../node.ts';
import { plainSoundPath, seconds, speakPause, type Sound } from '../sound.ts';
import { nextWords, target } from '../target.ts';

declare module '../node.ts' {
  interface NodeKinds {
    play: PlayNode;
  }
}

export interface PlayNode {
  kind: 'play';
  id: string;
  label: string;
  /** Without one the call goes on at once; the flow's problems name it. */
  sound: Sound | null;
  isEarly: boolean;
  next: Next;
}

export const playKind: NodeKind<'play'> = {
  rows: (node) => [
    projected('node', {
      id: node.id,
      kind: 'play',
      ext: '',
      seconds: 0,
      next: target(node.next),
      mode: node.isEarly ? 'early' : 'answer',
      shown: '',
      value: node.sound?.path ?? '',
    }),
  ],
  simulate(node, { at, isAnswered }) {
    const { sound, next } = node;
    if (sound === null) {
      const words = `${node.label} has no sound to play: ${nextWords(next)}.`;
      return {
        rings: [],
        steps: [{ at, node: node.id, code: 'no-sound', words }],
        at,
        exit: 'next',
        then: { go: next },
      };
    }
    const answers = !node.isEarly && !isAnswered;
    const until = at + (answers ? speakPause : 0) + seconds(sound);
    return {
      rings: [],
      steps: [{ at, node: node.id, code: 'play', words: `The caller hears “${sound.label}”.` }],
      at: until,
      exit: 'next',
      then: { go: next },
      ...(answers ? { answeredAt: at } : {}),
    };
  },
  words: (node) =>
    node.sound === null
      ? `${node.label} has no sound yet, so ${nextWords(node.next)}.`
      : `The caller hears “${node.sound.label}”${node.isEarly ? ' before the call is answered' : ''}; then ${nextWords(node.next)}.`,
  exits: (node) => [{ name: 'next', label: 'then', next: node.next }],
  plain: (node, names) => [
    ...(node.sound === null
      ? []
      : node.isEarly
        ? ['Progress()', `Playback(${plainSoundPath(node.sound)},noanswer)`]
        : ['Gosub(speak,s,1)', `Playback(${plainSoundPath(node.sound)})`]),
    `Goto(${names.place(node.next)})`,
  ],
  past: (node) => (node.sound === null ? `${node.label} had no sound` : `the caller heard “${node.sound.label}”`),
};

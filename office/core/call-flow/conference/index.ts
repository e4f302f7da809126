/** A conference room: whoever calls it talks with all others in it, after the PIN when it has one (spec G4). */
import { projected } from '../../projection.ts';
import type { PlainLine, PlainNames } from '../../plain/plain.ts';
import type { NodeKind } from '../kinds.ts';
import { lastExit } from '../past.ts';

export interface ConferenceNode {
  kind: 'conference';
  id: string;
  label: string;
  asksPin: boolean;
  waitsForLeader: boolean;
  hasLeader: boolean;
  announce: 'tone' | 'names' | 'quiet';
  /** At most this many at once; 0 is without limit. */
  most: number;
}

declare module '../node.ts' {
  interface NodeKinds {
    conference: ConferenceNode;
  }
}

export const conferenceKind: NodeKind<'conference'> = {
  rows: (node) => [
    projected('node', {
      id: node.id,
      kind: 'conference',
      ext: '',
      seconds: 0,
      next: 'end,unreachable,1',
      mode: '',
      shown: '',
      value: '',
    }),
  ],
  simulate: (node, { at }) => ({
    rings: [],
    steps: [{ at, node: node.id, code: 'conference', words: words(node) }],
    at,
    answeredAt: at,
    then: { end: { kind: 'service', at, service: node.id, label: `The caller is in ${node.label}` } },
  }),
  words,
  exits: () => [],
  plain,
  past(node, step) {
    switch (lastExit(step).word) {
      case 'leader':
        return `the caller led ${node.label}`;
      case 'member':
        return `the caller was in ${node.label}`;
      case 'wrong-pin':
        return `the caller typed no right PIN for ${node.label} in three tries`;
      default:
        return node.asksPin ? `${node.label} asked for the PIN` : `the call came to ${node.label}`;
    }
  },
};

/** The PINs stand in [globals], so that no context holds one. */
function plain(node: ConferenceNode, names: PlainNames): PlainLine[] {
  const room = names.context(node.id);
  const [pin, leaderPin] = [names.secret('PIN', node.id), names.secret('LEADER_PIN', node.id)];
  const ask: PlainLine[] = [
    'Set(TRIES=0)',
    'Set(SAY=)',
    { label: 'ask', app: 'Set(TRIES=$[${TRIES} + 1])' },
    'Read(PIN,${SAY}conf-getpin,8,,,10)',
    ...(node.hasLeader ? [`GotoIf($["\${PIN}" = "\${${leaderPin}}" & "\${PIN}" != ""]?leader)`] : []),
    // A member without a PIN of his own presses # only.
    `GotoIf($["\${PIN}" = "\${${pin}}" & "\${READSTATUS}" = "OK"]?join)`,
    'Set(SAY=conf-invalidpin&)',
    'GotoIf($[${TRIES} < 3]?ask)',
    'Playback(conf-invalidpin&vm-goodbye)',
    'Hangup()',
    { label: 'leader', app: 'Set(ROLE=leader)' },
    'Set(CONFBRIDGE(user,admin)=yes)',
    'Set(CONFBRIDGE(user,marked)=yes)',
  ];
  return [
    'Answer()',
    'Set(ROLE=member)',
    ...(node.asksPin ? ask : []),
    {
      label: 'join',
      app: node.waitsForLeader ? 'ExecIf($["${ROLE}" = "member"]?Set(CONFBRIDGE(user,wait_marked)=yes))' : 'NoOp()',
    },
    ...(node.announce === 'names' ? ['Set(CONFBRIDGE(user,announce_join_leave)=yes)'] : []),
    ...(node.announce === 'quiet' ? ['Set(CONFBRIDGE(user,quiet)=yes)'] : []),
    'Set(CONFBRIDGE(user,music_on_hold_when_empty)=yes)',
    'Set(CONFBRIDGE(user,announce_only_user)=no)',
    'Set(CONFBRIDGE(user,dsp_drop_silence)=yes)',
    ...(node.most > 0 ? [`Set(CONFBRIDGE(bridge,max_members)=${node.most})`] : []),
    `ConfBridge(${room},,,\${ROLE}_menu)`,
    'Hangup()',
  ];
}

function words(node: ConferenceNode): string {
  const pin = node.asksPin ? 'asks for the PIN and then ' : '';
  const wait = node.waitsForLeader ? ' Until a leader is there, members hear music.' : '';
  return `${node.label} ${pin}puts the caller together with all who are in it.${wait}`;
}

/**
 * The extension node: one extension with its own rules. Do not disturb comes first (spec X6: neither receives nor
 * forwards), then forwarding of all calls (X5: except for VIP callers), then a call in progress without call waiting,
 * then its devices ring together. Asterisk reads the rules from the `exten` row, because phones change them as well.
 */
import { projected } from '../../projection.ts';
import { dialable, nextWords, target } from '../target.ts';
import { legRow } from '../leg-row.ts';
import type { ExtensionNode, Leg, Next } from '../node.ts';
import type { NodeKind } from '../kinds.ts';
import { legNow } from '../../plain/legs.ts';
import type { PlainLine, PlainNames } from '../../plain/plain.ts';
import { lastExit, legsInWords, listed, reasonInWords, type PastStep } from '../past.ts';
import { awayNow } from '../unavailable.ts';
import {
  isInCall,
  presentLeg,
  ringTogether,
  stands,
  type NodeContext,
  type NodeResult,
  type Step,
} from '../simulate.ts';

export const extensionKind: NodeKind<'extension'> = {
  rows: (node) => [
    projected('node', {
      id: node.id,
      kind: 'extension',
      ext: node.ext,
      seconds: node.seconds,
      next: target(node.onUnreachable),
      mode: '',
      shown: '',
      value: '',
    }),
    ...node.legs.map((leg, position) => legRow(node.id, leg, position)),
  ],
  simulate: simulateExtension,
  words,
  exits: (node) => [
    ...(node.always ? [{ label: 'all calls forwarded', next: node.always }] : []),
    ...(node.unavailable ? [{ label: 'unavailable by schedule', next: node.unavailable.next }] : []),
    { label: 'do not disturb', next: node.onDnd },
    { label: 'busy', next: node.onBusy },
    { label: 'no answer', next: node.onNoAnswer },
    { label: 'not reachable', next: node.onUnreachable },
  ],
  plain,
  past(node, step) {
    switch (step.decided) {
      case 'dnd':
        return `${node.label} was on do not disturb`;
      case 'always':
        return `${node.label} forwarded all calls`;
      case 'unavailable':
        return wasUnavailable(node, step);
      case 'vip':
        if (lastExit(step).word === 'unavailable') return wasUnavailable(node, step);
        return step.legs.length === 0 ? `${node.label} forwarded all calls` : legsInWords(node.label, step);
      case 'waiting':
        return step.legs.length === 0
          ? `${node.label} was in a call and has call waiting off, or had no connected phone`
          : legsInWords(node.label, step);
      default:
        // 21 is what a phone's "reject" is (603).
        return lastExit(step).word === 'BUSY' || step.exits.at(-1) === 'CHANUNAVAIL 21'
          ? `${listed(step.legs.map((leg) => leg.label)) || node.label} declined or was busy`
          : legsInWords(node.label, step);
    }
  },
};

function wasUnavailable(node: ExtensionNode, step: PastStep): string {
  const [, schedule = '', reason = ''] = (step.exits.at(-1) ?? '').split(' ');
  if (schedule === '') return `${node.label} was unavailable by schedule`;
  // Which side of the hours makes it unavailable is not written down; a reason that names a day says it by itself.
  const why = reasonInWords(node.unavailable?.when === 'during', reason, step.called);
  return `${node.label} was unavailable by the hours ${step.called(schedule)}: ${why}`;
}

/** The number's rules count there as at its own devices. */
const handsetLeg = (node: ExtensionNode, { device, identity, label, siblings }: NonNullable<ExtensionNode['handset']>): Leg => ({
  device, identity, label, siblings, ext: node.ext, start: 0, seconds: node.seconds, skipBusy: false, signedOut: false, dnd: node.dnd,
  forwarded: false,
}); // prettier-ignore

function simulateExtension(node: ExtensionNode, context: NodeContext): NodeResult {
  const { at, call } = context;
  const steps: Step[] = [];
  const say = (code: string, words: string, when = at) => steps.push({ at: when, node: node.id, code, words });
  const leave = (go: Next, when = at, rings: NodeResult['rings'] = []): NodeResult => ({
    rings,
    steps,
    at: when,
    then: { go },
  });

  if (node.dnd) {
    say('dnd', `${node.label} is on do not disturb: ${nextWords(node.onDnd)}.`);
    return leave(node.onDnd);
  }
  if (node.always !== null) {
    if (!node.vips.includes(call.from)) {
      say('forward-always', `${node.label} forwards all calls: ${nextWords(node.always)}.`);
      return leave(node.always);
    }
    say('vip', `${call.from} is on the VIP list of ${node.label}, so the call is not forwarded.`);
  }
  if (node.unavailable) {
    const { away, why } = awayNow(node.unavailable, context);
    if (away) {
      const { next, schedule } = node.unavailable;
      say(
        'unavailable',
        `${node.label} is unavailable by the hours ${schedule.label}. ${why.words} So ${nextWords(next)}.`,
      );
      return leave(next);
    }
  }
  const handset = node.handset && stands(node.handset.until, context) ? node.handset : undefined;
  if (!node.callWaiting && isInCall([...node.devices, ...(handset ? [handset.device] : [])], context)) {
    say('in-call', `${node.label} is in a call and has call waiting off: ${nextWords(node.onBusy)}.`);
    return leave(node.onBusy);
  }
  const own = node.legs.map((leg) => presentLeg(leg, context)).filter((leg) => leg.device !== '');
  if (handset && !own.some(({ device }) => device === handset.device)) own.push(handsetLeg(node, handset));
  const legs = own
    .filter((leg) => leg.device !== call.device)
    .map((leg) => ({ ...leg, start: 0, seconds: node.seconds }));
  const outcome = ringTogether(legs, context);
  const end = at + outcome.end;
  if (outcome.rings.length > 0)
    say(
      'ring',
      `${outcome.rings.map((ring) => ring.label).join(', ')} ${outcome.rings.length === 1 ? 'rings' : 'ring'}.`,
    );
  if (outcome.answeredBy) {
    const { device, label } = outcome.answeredBy;
    say('answered', `${label} answers.`, end);
    return { rings: outcome.rings, steps, at: end, then: { end: { kind: 'answered', at: end, device, label } } };
  }
  if (outcome.unanswered) {
    say(
      'no-answer',
      `Nobody answers at ${node.label} within ${node.seconds} seconds: ${nextWords(node.onNoAnswer)}.`,
      end,
    );
    return leave(node.onNoAnswer, end, outcome.rings);
  }
  if (outcome.busy) {
    say('busy', `${node.label} is busy: ${nextWords(node.onBusy)}.`, end);
    return leave(node.onBusy, end, outcome.rings);
  }
  say('unreachable', `${node.label} has no connected phone: ${nextWords(node.onUnreachable)}.`, end);
  return leave(node.onUnreachable, end, outcome.rings);
}

function plain(node: ExtensionNode, names: PlainNames): PlainLine[] {
  // A call to the outside goes by the rules of whoever passes it on.
  const at = (next: Next) =>
    next.to === 'number' ? `Goto(passed-on,${dialable(next.number)}*${node.ext},1)` : `Goto(${names.place(next)})`;
  if (node.dnd) return [at(node.onDnd)];
  const own = node.legs.map((leg) => legNow(leg, names).device).filter((device) => device !== '');
  const handset = node.handset && (node.handset.until === null || node.handset.until > names.now) ? node.handset : null;
  if (handset && !own.includes(handset.device)) own.push(handset.device);
  const devices = own.map((device) => `PJSIP/${device}&`).join('');
  const gate: PlainLine[] = [];
  if (node.always !== null) {
    gate.push(...node.vips.map((vip) => `GotoIf($["\${CALLERID(num)}" = "${vip}"]?own)`), at(node.always));
    if (node.vips.length === 0) return gate;
  }
  const away: PlainLine[] = node.unavailable
    ? [
        `Gosub(${names.hours(node.unavailable.schedule.id)},s,1)`,
        `GotoIf($["\${GOSUB_RETVAL}" = "${node.unavailable.when === 'during' ? 1 : 0}"]?unavailable)`,
      ]
    : [];
  const waiting: PlainLine[] = node.callWaiting
    ? []
    : [
        `Gosub(in-call,${node.ext},1)`,
        'GotoIf($["${GOSUB_RETVAL}" = "1"]?busy)',
        ...(handset
          ? [`GotoIf($["\${DEVICE_STATE(PJSIP/${handset.device})}" =~ "^(INUSE|BUSY|RINGINUSE|ONHOLD)"]?busy)`]
          : []),
      ];
  const ring: PlainLine[] = [
    ...away,
    ...waiting,
    // The phone that calls is not rung by its own call.
    `Set(LEGS=${devices})`,
    'Set(LEGS=${STRREPLACE(LEGS,PJSIP/${CHANNEL(endpoint)}&)})',
    'GotoIf($["${LEGS}" = ""]?unreachable)',
    `Dial(\${LEGS:0:-1},${node.seconds})`,
    // A user's "reject" is 603, cause 21: that is busy, not absent.
    'GotoIf($["${DIALSTATUS}" = "BUSY" | "${DIALSTATUS}/${HANGUPCAUSE}" = "CHANUNAVAIL/21"]?busy)',
    'GotoIf($["${DIALSTATUS}" = "NOANSWER"]?no-answer)',
    { label: 'unreachable', app: at(node.onUnreachable) },
    { label: 'busy', app: at(node.onBusy) },
    { label: 'no-answer', app: at(node.onNoAnswer) },
    ...(node.unavailable ? [{ label: 'unavailable', app: at(node.unavailable.next) }] : []),
  ];
  const [first, ...rest] = ring;
  return gate.length === 0 || typeof first !== 'string'
    ? [...gate, ...ring]
    : [...gate, { label: 'own', app: first }, ...rest];
}

function words(node: ExtensionNode): string {
  if (node.dnd) return `${node.label} is on do not disturb: ${nextWords(node.onDnd)}.`;
  if (node.always !== null) {
    const except =
      node.vips.length > 0 ? ` Callers on the VIP list (${node.vips.join(', ')}) still reach its own phones.` : '';
    return `${node.label} forwards all calls: ${nextWords(node.always)}.${except}`;
  }
  const devices =
    node.legs.length === 0
      ? 'has no phone'
      : `rings ${node.legs.map((leg) => leg.label).join(' and ')} for ${node.seconds} seconds`;
  const away = node.unavailable
    ? ` ${node.unavailable.when === 'outside' ? 'Outside' : 'During'} the hours ${node.unavailable.schedule.label}, ${nextWords(node.unavailable.next)}.`
    : '';
  return `${node.label} ${devices}. If nobody answers, ${nextWords(node.onNoAnswer)}.${away}`;
}

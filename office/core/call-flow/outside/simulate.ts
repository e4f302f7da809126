/** A call to the outside as the simulator sees it: the rule, then its trunks in turn until one of them takes the call. */
import type { Ending, Step, World } from '../simulate.ts';
import type { OutsideRefusal, OutsideRoute } from './route.ts';

/** How long a number outside rings at most, see asterisk/program/outside.conf. */
export const outsideSeconds = 120;

export interface OutsideResult {
  steps: Step[];
  ending: Ending;
}

/** What the caller is told when no. */
export const refusalWords: Readonly<Record<OutsideRefusal | 'carrier' | 'limit' | 'no-rate', string>> = {
  'not-allowed': 'this extension may not call such numbers',
  closed: 'such numbers are not called at this time',
  blocked: 'such numbers are not called',
  'passcode-needed': 'such numbers need a passcode, which nobody can press for this call',
  'no-line': 'no line to the outside works',
  carrier: 'the carrier does not connect the call',
  'no-rate': 'nobody knows what such a call costs, and this extension has a limit',
  limit: 'what this extension may spend this month is used up',
};

export function callOutside(route: OutsideRoute, world: World, at: number): OutsideResult {
  const steps: Step[] = [];
  const say = (code: string, words: string, when = at) => steps.push({ at: when, node: '', code, words });
  const refused = (code: keyof typeof refusalWords, when: number): OutsideResult => {
    const words = refusalWords[code];
    say(`outside-${code}`, `The call ends: ${words}.`, when);
    return { steps, ending: { kind: 'refused', at: when, code, label: `Refused: ${words}` } };
  };
  if (route.kind === 'unknown') {
    say('unknown-number', `There is no ${route.digits} in this office, and no outbound rule is for it.`);
    return { steps, ending: { kind: 'unknown-number', at } };
  }
  if (route.kind === 'refused') {
    say('outside-rule', `${route.digits} is for the outbound rule “${route.rule.name}”.`);
    return refused(route.code, at);
  }
  say('outside-rule', `${route.digits} goes outside by the rule “${route.rule.name}” as ${route.send}.`);
  if (route.asksPasscode) say('passcode', 'The caller is asked for the passcode.');
  let time = at;
  for (const trunk of route.rule.trunks) {
    const does = world.outside(trunk.id, route.send);
    if (does.what === 'down') {
      say('trunk-down', `${trunk.name} is down.`, time);
      continue;
    }
    const after = Math.min(does.after, outsideSeconds);
    switch (does.what) {
      case 'answers':
        time += after;
        say('outside', `${route.send} answers by ${trunk.name}.`, time);
        return {
          steps,
          ending: { kind: 'outside', at: time, number: route.send, trunk: trunk.id, label: `${route.send} outside` },
        };
      case 'busy':
        time += after;
        say('outside-busy', `${route.send} is busy.`, time);
        return { steps, ending: { kind: 'busy', at: time } };
      case 'rings':
        time += outsideSeconds;
        say('outside-no-answer', `Nobody answers at ${route.send} within ${outsideSeconds} seconds.`, time);
        return { steps, ending: { kind: 'no-answer', at: time } };
      case 'refused':
        return refused('carrier', time + after);
      default:
        time += after;
        say('trunk-down', `${trunk.name} does not take the call.`, time);
    }
  }
  return refused('no-line', time);
}

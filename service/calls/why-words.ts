/** Clauses of what is no node: codes, calls to the outside, calls for help, and what people did with a call. */
import { refusalWords } from '../../office/core/call-flow/outside/simulate.ts';
import type { Feature } from '../../office/core/feature.ts';
import { emergencyNumbers } from '../../office/core/numbering.ts';
import type { Read } from '../../office/core/store.ts';
import { basicCodes } from '../../office/features/feature-codes/codes.ts';
import { featureCodes } from '../../office/features/feature-codes/table.ts';
import { features } from '../../office/features/index.ts';
import { countriesOf } from '../../office/features/sites/rules.ts';
import type { CallLine } from './cdr.ts';
import type { CelEvent } from './cel.ts';
import type { CallRecords } from './history.ts';
import type { NamedDevice } from './names.ts';
import type { Leg } from './why.ts';

/** A step without what is looked up for the screen. */
export interface Told {
  at: number;
  node: string;
  words: string;
}

/** What a caller got in the end, by its place in the dialplan's context `end`. */
export const endings: Readonly<Record<string, string>> = {
  busy: 'the caller heard the busy tone',
  'no-answer': 'the call ended',
  unreachable: 'the caller heard that nobody could be reached',
  'hang-up': 'the call was ended',
  reserved: 'the caller was told that the number is not in use',
  'nothing-rings': 'the caller heard that nothing rang there',
  'nothing-parked': 'the caller heard that no call is parked there',
  'nobody-yet': 'the caller heard that there is nobody to call',
  loop: 'it ended, because it had been passed on too often',
};

const does = new Map(
  [...basicCodes, ...features.flatMap((feature: Feature) => feature.codes ?? [])].map((code) => [code.id, code.does]),
);

/** The code that was dialled, by the codes of today. */
export function codeStep(line: CallLine, read: Read): Told[] {
  if (!line.dialled.startsWith('*')) return [];
  const code = [line.dialled, line.dialled.slice(0, 3)]
    .map((text) => read.all(featureCodes, { code: text })[0])
    .find((row) => row !== undefined);
  const meant = code && does.get(code.id);
  const words = meant === undefined ? 'which is no code of this office' : `“${meant}”`;
  return [{ at: line.at, node: '', words: `${line.dialled} was dialled, ${words}` }];
}

const results: Readonly<Record<string, string>> = {
  BUSY: 'told that the number was busy',
  NOANSWER: 'rang the number and nobody answered',
  REFUSED: 'would not connect the call',
  DOWN: 'did not take the call',
};

/** The rule by which a call went out or did not, and what each line made of it. */
export function outsideSteps(
  own: readonly CelEvent[],
  legs: readonly Leg[],
  called: (id: string) => string,
  dialled: string,
): Told[] {
  const trunkLegs = legs.filter(({ trunk }) => trunk !== null);
  return own.flatMap((event, index): Told[] => {
    const told = (words: string, at = event.at): Told => ({ at, node: '', words });
    const [first = '', second = '', third = ''] = event.text.split(' ');
    switch (event.name) {
      case 'outside': {
        const next = own.slice(index + 1).find(({ name }) => name === 'outside' || name === 'node')?.at ?? Infinity;
        // A record knows whole seconds.
        const isHere = (at: number) => at + 999 >= event.at && at < next;
        // Its record may begin with the call itself, so the answer is what counts.
        const answered = trunkLegs.find((leg) => leg.end === 'answered' && isHere(leg.at + leg.seconds * 1000));
        // The one that connected it came last, whatever the seconds of the record say.
        const tried = own.filter(({ name, at }) => name === 'trunk' && at >= event.at && at < next).at(-1)?.at ?? 0;
        return [
          told(`the call went to ${event.place} outside by the rule “${called(first)}”`),
          ...(answered
            ? [
                told(
                  `${answered.label} connected it after ${answered.seconds} s`,
                  Math.max(tried + 1, event.at + answered.seconds * 1000),
                ),
              ]
            : []),
        ];
      }
      case 'trunk':
        if (second === 'ANSWER') return [];
        return [
          told(`${called(first)} ${results[second] ?? 'gave no answer'}${third === '' ? '' : ` (SIP ${third})`}`),
        ];
      case 'refused':
        // What the carrier said stands there already.
        if (first === 'carrier') return [];
        return [
          // A short number was most likely meant for somebody here.
          ...(index === 0 && /^[0-9]{1,5}$/.test(dialled) ? [told(`nobody in the office has ${dialled}`)] : []),
          told(refusal(first, second === '' ? '' : called(second))),
        ];
      default:
        return [];
    }
  });
}

function refusal(code: string, rule: string): string {
  const named = rule === '' ? 'the rules' : `the rule “${rule}”`;
  switch (code) {
    case 'not-allowed':
      return `${named} did not allow this extension to call such numbers`;
    case 'closed':
      return `${named} was not in force at that time`;
    case 'blocked':
      return `${named} forbids such numbers`;
    case 'passcode-needed':
      return `${named} needed a passcode, which could not be asked for`;
    case 'passcode-wrong':
      return `the passcode for ${named} was wrong three times`;
    case 'no-line':
      return 'no line to the outside was left';
    case 'limit':
      return 'what this extension may spend in a month was used up';
    case 'no-rate':
      return 'nobody knew what such a call costs, and this extension has a limit';
    default:
      return code in refusalWords ? refusalWords[code as keyof typeof refusalWords] : `it was refused (${code})`;
  }
}

/** An emergency call writes nothing down while it runs: the call records of its lines tell. */
export function helpSteps({ line, events }: CallRecords, legs: readonly Leg[], read: Read): Told[] {
  const isHelp =
    events.every(({ name }) => name !== 'outside') &&
    countriesOf(read).some((country) => emergencyNumbers(country).includes(line.dialled));
  if (!isHelp) return [];
  const told = (at: number, words: string): Told => ({ at, node: '', words });
  return [
    told(line.at, `${line.dialled} was dialled, an emergency number, which no rule holds back`),
    ...legs
      .filter(({ trunk }) => trunk !== null)
      .map((leg) =>
        leg.end === 'answered'
          ? told(leg.at + leg.seconds * 1000, `${leg.label} connected it after ${leg.seconds} s`)
          : told(leg.at, `${leg.label} did not connect it`),
      ),
  ];
}

/** Pick-up, parking and transfer, as Asterisk itself records them. */
export function handStep(event: CelEvent, nameOf: (channel: string) => NamedDevice): Told[] {
  const { name, details, channel, at } = event;
  const who = (given: unknown): string => {
    const { number, label } = nameOf(typeof given === 'string' ? given : '');
    return `${number} ${label}`.trim() || 'somebody';
  };
  const told = (words: string): Told[] => [{ at, node: '', words }];
  const text = (key: string): string => (typeof details[key] === 'string' ? details[key] : '');
  switch (name) {
    case 'PICKUP':
      return told(`${who(details['pickup_channel'])} picked the call up`);
    case 'BLINDTRANSFER':
      return told(`${who(channel)} passed the call on to ${text('extension')}`);
    case 'ATTENDEDTRANSFER':
      return told(`${who(channel)} passed the call on after asking`);
    case 'PARK_START':
      return told('the call was parked');
    case 'PARK_END':
      return told(
        {
          ParkedCallTimeOut: 'nobody fetched it in time',
          ParkedCallUnparked: 'somebody fetched it',
          ParkedCallGiveUp: 'the parked caller hung up',
        }[text('reason')] ?? 'it was parked no more',
      );
    default:
      return [];
  }
}

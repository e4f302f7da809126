import { z } from 'zod';
import { simulate, type Ending, type Simulation, type Step } from '../../core/call-flow/simulate.ts';
import type { FlowSource } from '../../core/call-flow/node.ts';
import { query } from '../../core/feature.ts';
import { callerNumber } from '../../core/numbering.ts';
import { momentsOf } from '../../core/schedule/zone.ts';
import type { Read } from '../../core/store.ts';
import { id } from '../../core/text.ts';
import { identitiesOf } from '../extensions/legs.ts';
import { emergencyRoute } from '../emergency/read.ts';
import { extensions } from '../extensions/table.ts';
import { featureCodes } from '../feature-codes/table.ts';
import { deviceOf, identities } from '../identities/table.ts';
import { helpDialled } from '../outbound/read.ts';
import { defaultSite } from '../sites/rules.ts';
import { worldOf } from './world.ts';

const whatIf = z.strictObject({
  registered: z.boolean().optional(),
  inCall: z.boolean().optional(),
  does: z.enum(['rings', 'answers', 'declines', 'busy']).optional(),
  after: z.number().min(0).max(600).default(2),
});
export type WhatIf = z.output<typeof whatIf>;

const dialled = z
  .string()
  .transform((text) => text.replace(/[\s().-]/g, ''))
  .pipe(z.string().regex(/^[0-9*][0-9*#+]{0,23}$/, 'Write the number as it is dialled, for example 101 or *78.'));

export interface Answer extends Omit<Simulation, 'ending'> {
  ending: Ending | { kind: 'emergency' | 'feature-code'; at: 0 };
  words: string;
}

/** `flows` comes in, because it is made of all features' compilers, of which this is one. */
export function whoRingsQueries(flows: (read: Read) => FlowSource) {
  return {
    'calls.simulate': query({
      input: z
        .strictObject({
          from: callerNumber,
          to: dialled.optional(),
          /** A flow instead of a number, which it may not have. */
          flow: id.optional(),
          /** Moment of the call in milliseconds; now when it is not given. */
          at: z.number().optional(),
          /** The same as the clock on the office's wall shows it. */
          wall: z
            .string()
            .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/, 'Choose a day and a time.')
            .optional(),
          /** By device, `<extension id>-<slot>`. */
          phones: z.record(z.string().max(64), whatIf).default({}),
          /** What the caller presses at each menu, in turn. */
          keys: z
            .array(z.string().regex(/^[0-9*#]{0,8}$/))
            .max(20)
            .default([]),
          assume: z.enum(['as-observed', 'all-connected']).default('as-observed'),
        })
        .refine(({ to, flow }) => to !== undefined || flow !== undefined, {
          path: ['to'],
          message: 'Write the number as it is dialled, for example 101 or *78.',
        }),
      topics: ['journal', 'observed:registrations', 'observed:calls'],
      run({ read, observed, now }, { from, to: number = '', flow, at, wall, phones, keys, assume }): Answer {
        const to = flow ?? number;
        const special = specialNumber(read, from, to);
        if (special) return special;
        const caller = read.all(extensions, { number: from })[0];
        const own = caller && identitiesOf(read, caller.id)[0];
        const call = { from, to, ...(own ? { device: deviceOf(own), ext: own.extensionId } : {}) };
        const { world, assumed } = worldOf(observed, {
          phones,
          keys,
          now: at ?? (wall === undefined ? undefined : momentOf(read, wall)) ?? now,
          allConnected: assume === 'all-connected',
        });
        const { steps, ...rest } = simulate(
          flow === undefined ? flows(read) : beginning(flows(read), flow),
          call,
          world,
        );
        const notes = rest.rings.length === 0 && assumed.size === 0 ? [] : assumedStep(read, assumed);
        return { ...rest, steps: [...notes, ...steps], words: endingWords(rest.ending) };
      },
    }),
  };
}

/** An hour that the clock skips in spring is taken for the one after it. */
function momentOf(read: Read, wall: string): number | undefined {
  const second = Date.parse(`${wall}:00Z`) / 1000;
  const zone = defaultSite(read).timeZone || 'UTC';
  const [first] = [second, second + 3600].flatMap((one) => momentsOf(zone, one));
  return first === undefined ? undefined : first * 1000;
}

/** The flow stands where a number would be looked up. */
const beginning = (source: FlowSource, flow: string): FlowSource => ({
  ...source,
  byNumber: (number) => (number === flow ? source.byId(flow) : source.byNumber(number)),
});

/** A call that is at none of the office's nodes. */
const nowhere = { rings: [], way: [], answeredAt: null, pressed: [] };

/** What the emergency route does with a number, from the phone of this extension. */
function emergencySteps(read: Read, from: string, to: string): Step[] | undefined {
  const caller = read.all(extensions, { number: from })[0];
  const form = helpDialled(read, to, caller?.id ?? '');
  if (form === undefined) return undefined;
  const step = (code: string, words: string): Step => ({ at: 0, node: '', code, words });
  const identity = caller && identitiesOf(read, caller.id)[0];
  const dialled = form === to ? `${to} is an emergency number` : `${to} stands for the emergency number ${form}`;
  const past = `${dialled}: the call goes past every rule.`;
  if (!identity) return [step('emergency', `${past} It can only be dialled from a phone of the office.`)];
  const route = emergencyRoute(read, identity, form);
  const [first, ...others] = route.trunks.map(({ name }) => name);
  if (first === undefined)
    return [
      step('emergency', past),
      step(
        'emergency-notice',
        'There is no line to the outside: the caller hears that there is no service, and the office is told.',
      ),
    ];
  const sent = route.sends === form ? '' : ` as ${route.sends}, which is what ${route.place.country} knows`;
  return [
    step('emergency', past),
    step(
      'emergency-shows',
      route.shows === ''
        ? 'No number is known at which helpers could call back.'
        : `Helpers see ${route.shows} and can call it back for an hour, past do-not-disturb and menus.`,
    ),
    step('emergency-trunk', `The call goes out by ${first}${sent}.`),
    ...others.map((name) => step('emergency-next', `If that does not connect it, by ${name}.`)),
    step(
      'emergency-room',
      'If no channel is free, an ordinary call is ended for it; if nothing helps, the caller hears that there is no service.',
    ),
    step('emergency-told', 'The office is told at once.'),
  ];
}

function specialNumber(read: Read, from: string, to: string): Answer | undefined {
  const step = (code: string, words: string): Step => ({ at: 0, node: '', code, words });
  const help = emergencySteps(read, from, to);
  if (help)
    return {
      ...nowhere,
      steps: help,
      ending: { kind: 'emergency', at: 0 },
      words: help
        .slice(0, 3)
        .map(({ words }) => words)
        .join(' '),
    };
  const code = read.all(featureCodes).find((row) => row.code === to.slice(0, 3) && to.startsWith('*'));
  if (!code) return undefined;
  const words = `${code.code} is a feature code (${code.id.replaceAll('-', ' ')}): no phone rings.`;
  return { ...nowhere, steps: [step('feature-code', words)], ending: { kind: 'feature-code', at: 0 }, words };
}

function assumedStep(read: Read, devices: ReadonlySet<string>): Step[] {
  if (devices.size === 0) return [];
  const labels = [...devices].sort().map((device) => labelOf(read, device));
  const words = `It is not known now whether ${labels.join(', ')} ${labels.length === 1 ? 'is' : 'are'} connected, so that is assumed.`;
  return [{ at: 0, node: '', code: 'assumed-connected', words }];
}

function labelOf(read: Read, device: string): string {
  const at = device.lastIndexOf('-');
  const slot = Number(device.slice(at + 1));
  return read.all(identities, { extensionId: device.slice(0, at), slot })[0]?.label ?? device;
}

function endingWords(ending: Ending): string {
  const after = ending.at === 0 ? 'at once' : `after ${ending.at} s`;
  switch (ending.kind) {
    case 'answered':
      return `${ending.label} answers ${after}.`;
    case 'voicemail':
      return `The voicemail of ${ending.label} takes a message ${after}.`;
    case 'busy':
      return `The caller hears the busy tone ${after}.`;
    case 'no-answer':
      return `Nobody answers; the call ends ${after}.`;
    case 'unreachable':
      return `The caller hears ${after} that nobody can be reached.`;
    case 'unknown-number':
      return `The caller hears ${after} that the number does not exist.`;
    case 'outside':
      return `${ending.label} answers ${after}.`;
    case 'service':
    case 'refused':
      return `${ending.label} (${after}).`;
    case 'hang-up':
      return `The call is ended ${after}.`;
    case 'loop':
      return `The call was passed on too often and ends ${after}.`;
  }
}

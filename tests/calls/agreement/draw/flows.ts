/** Call flows of all steps, connected at random, and what callers press at their menus. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { menuKeys, type MenuKey } from '../../../../office/core/call-flow/menu/index.ts';
import { callFlows, flowExits, flowSteps, type StepType } from '../../../../office/features/call-flows/table.ts';
import { exitsOf } from '../../../../office/features/call-flows/types.ts';
import { sounds } from '../../../../office/features/sounds/table.ts';
import { mailboxes } from '../../../../office/features/voicemail/table.ts';
import { wav } from '../../wav.ts';
import type { Keys } from '../scenario.ts';
import type { Draw, DrawPart } from './draw.ts';

/** Short sounds, the same in every office. */
const lengths = [300, 500, 900];
const fileOf = (milliseconds: number) => String(milliseconds).padStart(32, '0');

export const drawFlows: DrawPart = {
  id: 'flows',
  plan(draw) {
    const count = draw.between(0, 3);
    for (let index = 0; index < count; index++) {
      const id = `flw-${draw.prefix}f${index}`;
      draw.flowIds.push(id);
      draw.destinations.push(`node:${id}`);
      if (!draw.chance(0.75)) continue;
      draw.numbers.push(draw.claim(id));
      draw.destinations.push(`number:${draw.numberOf(id)}`);
    }
  },
  fill(draw) {
    if (draw.flowIds.length === 0) return;
    for (const milliseconds of lengths)
      draw.office.add(sounds, {
        id: soundId(draw, milliseconds),
        name: 'Sound',
        file: fileOf(milliseconds),
        milliseconds,
      });
    for (const id of draw.flowIds) drawFlow(draw, id);
  },
  prepare({ dataDir }) {
    writeSounds(join(dataDir, 'sounds'));
    return Promise.resolve(undefined);
  },
};

/** Also for the stock Asterisk, which has them elsewhere. */
export function writeSounds(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const milliseconds of lengths) writeFileSync(join(folder, `${fileOf(milliseconds)}.wav`), wav(milliseconds));
}

const types: readonly StepType[] = [
  'play', 'menu', 'menu', 'when', 'when', 'when', 'caller', 'extension', 'group', 'queue', 'voicemail', 'forward', 'hangup',
]; // prettier-ignore

const soundId = (draw: Draw, milliseconds: number) => `snd-${draw.prefix}l${milliseconds}`;

function drawFlow(draw: Draw, flowId: string): void {
  const { office, between, chance, pick } = draw;
  const ids = Array.from({ length: between(1, 6) }, (_, index) => `fst-${flowId.slice(4)}n${index}`);
  /** Mostly ahead, so that most calls come to an end by themselves. */
  const somewhere = (from: number) => {
    const ahead = ids.slice(from + 1);
    if (chance(0.08)) return '';
    if (ahead.length > 0 && chance(0.7)) return `node:${pick(ahead)}`;
    if (chance(0.12)) return `node:${pick(ids)}`;
    return chance(0.25) ? `end:${pick(['busy', 'no-answer', 'unreachable', 'hang-up'])}` : pick(draw.destinations);
  };
  office.add(callFlows, {
    id: flowId,
    name: 'Flow',
    number: draw.hasNumber(flowId) ? draw.numberOf(flowId) : null,
    entry: chance(0.97) ? `node:${ids[0] ?? ''}` : '',
  });
  for (const [index, id] of ids.entries()) {
    const type = pick<StepType>(index === 0 && chance(0.6) ? ['menu', 'menu', 'when'] : types);
    const step = { id, flowId, type, ...drawStep(draw, id, type) };
    office.add(flowSteps, step);
    for (const exit of exitsOf(step)) {
      const destination = exit.optional && chance(0.4) ? '' : somewhere(index);
      if (destination !== '')
        office.add(flowExits, { id: `${id}-${exit.name}`, stepId: id, exit: exit.name, destination });
    }
  }
}

function drawStep(draw: Draw, id: string, type: StepType): { target?: string; sound?: string; settings: string } {
  const { pick, chance, between } = draw;
  const length = pick(lengths);
  const sound = soundId(draw, length);
  const settings = (value: object) => JSON.stringify(value);
  switch (type) {
    case 'play':
      return { sound: chance(0.9) ? sound : '', settings: settings({ early: chance(0.3) }) };
    case 'menu': {
      const keys = menuKeys.filter(() => chance(0.3));
      const seconds = between(1, 2);
      const direct = chance(0.5);
      const greeting = chance(0.9) ? sound : '';
      draw.keys.set(id, drawKeys(draw, keys, direct, (greeting === '' ? 0 : length / 1000) + seconds));
      return { sound: greeting, settings: settings({ keys, seconds, tries: between(1, 2), direct }) };
    }
    case 'caller':
      return {
        settings: settings({
          who: pick(['numbers', 'anonymous', 'internal']),
          numbers: [chance(0.5) ? draw.number(0) : `${draw.number(0).slice(0, -1)}*`, '+4930*'],
        }),
      };
    case 'extension':
      return { target: pick(draw.extensionIds), settings: settings({ seconds: chance(0.3) ? 5 : 0 }) };
    case 'group':
      return { target: draw.groupIds.length === 0 ? '' : pick(draw.groupIds), settings: '{}' };
    case 'queue':
      return { target: draw.queueIds[0] ?? '', settings: '{}' };
    case 'when':
      return { target: draw.scheduleIds.length === 0 ? '' : pick(draw.scheduleIds), settings: '{}' };
    case 'voicemail': {
      const target = pick(draw.extensionIds);
      if (chance(0.8)) draw.office.change(mailboxes, target, { enabled: true });
      return { target, settings: '{}' };
    }
    case 'forward':
      return {
        settings: settings({ number: pick([...draw.numbers, ...draw.outsideNumbers, ...draw.outsideNumbers]) }),
      };
    default:
      return { sound: chance(0.5) ? sound : '', settings: settings({ busy: chance(0.4) }) };
  }
}

/** What is pressed at each visit: an offered key, any key, an internal number, or nothing. Never when time is just up. */
function drawKeys(draw: Draw, offered: readonly MenuKey[], direct: boolean, patience: number): Keys[] {
  const { pick, chance, random } = draw;
  return Array.from({ length: 6 }, () => {
    const press =
      offered.length > 0 && chance(0.55)
        ? pick(offered)
        : direct && chance(0.6)
          ? pick(draw.numbers) + (chance(0.3) ? '#' : '')
          : chance(0.5)
            ? pick(menuKeys)
            : '';
    return { press, after: 0.2 + random() * (patience - 0.6), gap: 0.2 };
  });
}

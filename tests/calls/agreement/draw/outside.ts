/**
 * Calls to the outside: numbers that people dial, forwards and flows pass calls on to, by rules that are the same in every
 * office, because Asterisk walks one list. An area code is for one rule, and the last three digits say what the carrier does.
 * Some offices have a digit for the outside line, needed or tolerated.
 */
import type { OutsideWorld } from '../../../../office/core/call-flow/simulate.ts';
import {
  outboundPatterns,
  outboundPeople,
  outboundRules,
  outboundSites,
  outboundTrunks,
} from '../../../../office/features/outbound/table.ts';
import { schedules } from '../../../../office/features/schedules/table.ts';
import { trunkLines } from '../../../../office/features/trunks/lines.ts';
import { trunks } from '../../../../office/features/trunks/table.ts';
import { memoryOffice } from '../../memory-read.ts';
import { startCarrier, startTroubledCarrier } from '../../lines.ts';
import type { Draw, DrawPart } from './draw.ts';
import { siteOf } from './site.ts';

type Rule = Partial<typeof outboundRules.$inferInsert> & { area: string; lines: readonly string[] };

const good = 'trk-good';
const troubled = 'trk-troubled';

const rules: readonly Rule[] = [
  { area: '900', action: 'refuse', lines: [good] },
  { area: '718', who: 'chosen', lines: [good] },
  { area: '719', scheduleId: 'sch-outside', scheduleSide: 'closed', lines: [good] },
  { area: '917', strip: 1, add: '99', lines: [good] },
  { area: '305', lines: [good] },
  { area: '406', lines: [troubled, good] },
  { area: '407', lines: [troubled] },
];
/** The last has no rule. */
const areas = [...rules.map(({ area }) => area), '305', '406', '508'];

/** The carrier rings for a moment before it answers, see carrier.xml. */
const does: Readonly<Record<string, OutsideWorld>> = {
  '200': { what: 'answers', after: 0.2 },
  '486': { what: 'busy', after: 0 },
  '404': { what: 'refused', after: 0 },
  '503': { what: 'congested', after: 0 },
};

const lineDigits = [['', false], ['9', true], ['0', true], ['9', false], ['8', true]] as const; // prettier-ignore

/** A number of the world in all the ways in which somebody in the United States may dial it, right and wrong ones. */
export function dialledForms({ office, prefix }: Pick<Draw, 'office' | 'prefix'>, e164: string): string[] {
  const line = office.get(outboundSites, siteOf(prefix))?.line ?? '';
  const digits = e164.slice(1);
  const forms = [`00${digits}`, `011${digits}`, digits, digits.slice(1)];
  return [e164, e164, ...forms, ...(line === '' ? [] : forms.map((form) => `${line}${form}`))];
}

const always = '00:00-24:00';

export const drawOutside: DrawPart = {
  id: 'outside',
  plan(draw) {
    if (!draw.hasLines || !draw.chance(0.5)) return;
    for (let count = draw.between(1, 2); count > 0; count--) {
      const national = `${draw.pick(areas)}${String(draw.block).padStart(4, '0')}${draw.pick(['200', '200', ...Object.keys(does)])}`;
      draw.outsideNumbers.push(`+1${national}`);
      draw.destinations.push(`number:+1${national}`);
      for (const sent of [`+1${national}`, `99${national}`]) {
        draw.outside.set(`${good} ${sent}`, does[national.slice(-3)] ?? { what: 'down' });
        draw.outside.set(`${troubled} ${sent}`, { what: 'congested', after: 0 });
      }
    }
  },
  fill(draw) {
    if (draw.outside.size === 0) return;
    addRules(draw);
    const [line, lineNeeded] = draw.pick(lineDigits);
    if (line !== '') draw.office.add(outboundSites, { id: siteOf(draw.prefix), line, lineNeeded });
  },
  async prepare(test, list) {
    if (list.every(({ outside }) => outside.size === 0)) return undefined;
    const [carrier, bad] = await Promise.all([startCarrier(undefined, '127.0.0.2'), startTroubledCarrier('127.0.0.3')]);
    const lines = memoryOffice();
    addTrunk(lines, good, 'site', carrier);
    addTrunk(lines, troubled, 'site', bad);
    await test.engine.apply({ ...test.engine.settings, trunks: trunkLines(lines, () => []) });
    return async () => {
      await Promise.all([carrier.stop(), bad.stop()]);
    };
  },
};

const addTrunk = (office: Draw['office'], id: string, siteId: string, at: { address: string; port: number }) =>
  office.add(trunks, { id, name: id, kind: 'address', siteId, host: at.address, port: at.port });

function addRules(draw: Draw): void {
  const { office, extensionIds } = draw;
  // Where it is reached is not in its rows.
  for (const id of [good, troubled]) addTrunk(office, id, siteOf(draw.prefix), { address: '127.0.0.2', port: 5060 });
  office.add(schedules, {
    id: 'sch-outside', name: 'Always', number: '', siteId: siteOf(draw.prefix), timeZone: 'UTC', phoneLasts: 'next-change',
    monday: always, tuesday: always, wednesday: always, thursday: always, friday: always, saturday: always, sunday: always,
  }); // prettier-ignore
  for (const [position, { area, lines, ...rule }] of rules.entries()) {
    const ruleId = `out-${area}`;
    office.add(outboundRules, { id: ruleId, position, name: area, ...rule });
    office.add(outboundPatterns, { id: `pat-${area}`, ruleId, position: 0, kind: 'prefix', text: `1${area}` });
    for (const [place, trunkId] of lines.entries())
      office.add(outboundTrunks, { id: `otr-${area}p${place}`, ruleId, trunkId, position: place });
    if (rule.who !== 'chosen') continue;
    for (const extensionId of extensionIds.filter(() => draw.chance(0.4)))
      office.add(outboundPeople, { id: `ope-${extensionId}`, ruleId, extensionId });
  }
}

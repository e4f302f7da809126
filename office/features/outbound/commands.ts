import { z } from 'zod';
import { classWords, numberClasses } from '../../core/call-flow/outside/classes.ts';
import { dialPlanOf } from '../../core/call-flow/outside/dial-plan.ts';
import { regexOfAll } from '../../core/call-flow/outside/pattern.ts';
import { command } from '../../core/feature.ts';
import { found, refuse, refuseField } from '../../core/refusal.ts';
import type { Read, Tx } from '../../core/store.ts';
import { id, requiredLine } from '../../core/text.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { sites } from '../sites/table.ts';
import { schedules } from '../schedules/table.ts';
import { trunks } from '../trunks/table.ts';
import { userPlans } from '../users/table.ts';
import { patternRows, ruleOf, ruleRows, type RuleRow } from './read.ts';
import { refuseBadPattern, refuseTooLong } from './rules.ts';
import {
  outboundPasscodes,
  outboundPatterns,
  outboundPeople,
  outboundRules,
  outboundSites,
  outboundTrunks,
  passcodeKinds,
  patternKinds,
  ruleActions,
  ruleWho,
  scheduleSides,
} from './table.ts';

const pattern = z
  .strictObject({ kind: z.enum(patternKinds), text: z.string().max(60, 'At most 60 characters.') })
  .transform(({ kind, text }) => ({ kind, text: text.trim() }))
  .refine(
    ({ kind, text }) => kind !== 'class' || (numberClasses as readonly string[]).includes(text),
    'Choose a sort of numbers from the list.',
  );

export const passcode = z.string().regex(/^[0-9]{4,10}$/, 'A passcode has 4 to 10 digits.');
const digits = z.string().regex(/^[0-9]{0,12}$/, 'Write at most 12 digits.');

const fields = {
  name: requiredLine(60, 'The name'),
  enabled: z.boolean(),
  patterns: z
    .array(pattern)
    .min(1, 'Say for which numbers the rule is.')
    .max(40, 'At most 40 lines. Make two rules of it.'),
  action: z.enum(ruleActions),
  who: z.enum(ruleWho),
  people: z.array(id).max(500, 'At most 500 people. Choose a plan instead.'),
  plans: z.array(z.enum(userPlans)),
  strip: z.int('Use whole numbers.').min(0).max(12, 'At most 12 digits can be taken off.'),
  add: digits,
  passcodeFrom: z.enum(passcodeKinds),
  /** Left out: as it was. */
  passcode,
  scheduleId: id.nullable(),
  scheduleSide: z.enum(scheduleSides),
  /** None: all lines in their order. */
  trunkIds: z.array(id).max(20, 'At most 20 lines.'),
};

const newRule = z.strictObject({
  name: fields.name,
  enabled: fields.enabled.default(true),
  patterns: fields.patterns,
  action: fields.action.default('dial'),
  who: fields.who.default('everybody'),
  people: fields.people.default([]),
  plans: fields.plans.default([]),
  strip: fields.strip.default(0),
  add: fields.add.default(''),
  passcodeFrom: fields.passcodeFrom.default('none'),
  passcode: fields.passcode.optional(),
  scheduleId: fields.scheduleId.default(null),
  scheduleSide: fields.scheduleSide.default('open'),
  trunkIds: fields.trunkIds.default([]),
  /** The rule that comes after it; the end of the list when left out. */
  before: id.optional(),
});

const rulePatch = z.strictObject({
  id,
  name: fields.name.optional(),
  enabled: fields.enabled.optional(),
  patterns: fields.patterns.optional(),
  action: fields.action.optional(),
  who: fields.who.optional(),
  people: fields.people.optional(),
  plans: fields.plans.optional(),
  strip: fields.strip.optional(),
  add: fields.add.optional(),
  passcodeFrom: fields.passcodeFrom.optional(),
  passcode: fields.passcode.optional(),
  scheduleId: fields.scheduleId.optional(),
  scheduleSide: fields.scheduleSide.optional(),
  trunkIds: fields.trunkIds.optional(),
});

const nameOf = (read: Read, ruleId: string) => read.get(outboundRules, ruleId)?.name ?? ruleId;
const extensionOf = (read: Read, extensionId: string) => {
  const extension = read.get(extensions, extensionId);
  return extension ? extensionName(extension) : extensionId;
};

export const outboundCommands = {
  'outbound-rule.create': command({
    input: newRule,
    words: (input) => `Added the outbound rule “${input.name}”.`,
    run(tx, { patterns, people, plans, trunkIds, before, passcode: code, ...rest }) {
      const rule = tx.insert(outboundRules, {
        id: tx.newId('out'),
        position: tx.count(outboundRules),
        plans: plans.join(','),
        passcode: code ?? '',
        ...rest,
      });
      storeParts(tx, rule.id, { patterns, people, trunkIds });
      checkRule(tx, rule.id);
      if (before !== undefined) moveBefore(tx, rule.id, before);
      return { id: rule.id };
    },
  }),

  'outbound-rule.update': command({
    input: rulePatch,
    words: (input, read) => `Changed the outbound rule “${nameOf(read, input.id)}”.`,
    run(tx, { id: ruleId, patterns, people, plans, trunkIds, ...rest }) {
      found(tx.get(outboundRules, ruleId), 'This rule');
      tx.update(outboundRules, ruleId, { ...rest, ...(plans ? { plans: plans.join(',') } : {}) });
      storeParts(tx, ruleId, { patterns, people, trunkIds });
      checkRule(tx, ruleId);
    },
  }),

  'outbound-rule.move': command({
    /** `before` null: to the end of the list. */
    input: z.strictObject({ id, before: id.nullable() }),
    words: (input, read) =>
      input.before === null
        ? `Moved the outbound rule “${nameOf(read, input.id)}” to the end.`
        : `Moved the outbound rule “${nameOf(read, input.id)}” before “${nameOf(read, input.before)}”.`,
    run: (tx, input) => moveBefore(tx, found(tx.get(outboundRules, input.id), 'This rule').id, input.before),
  }),

  'outbound-rule.delete': command({
    input: z.strictObject({ id }),
    words: (input, read) => `Removed the outbound rule “${nameOf(read, input.id)}”.`,
    run(tx, input) {
      found(tx.get(outboundRules, input.id), 'This rule');
      if (tx.count(outboundRules) === 1)
        refuse({
          kind: 'rule',
          rule: 'last-outbound-rule',
          message: 'Without any rule nobody can call outside. Turn this one off, or change it.',
          remedy: { label: 'Turn it off', command: 'outbound-rule.update', input: { id: input.id, enabled: false } },
        });
      for (const table of [outboundPatterns, outboundPeople, outboundTrunks] as const)
        for (const row of tx.all(table, { ruleId: input.id })) tx.remove(table, row.id);
      tx.remove(outboundRules, input.id);
      renumber(tx, ruleRows(tx));
    },
  }),

  /** What an extension presses after a number whose rule wants its own passcode; empty: none. */
  'outbound.set-passcode': command({
    input: z.strictObject({ extensionId: id, passcode: z.union([z.literal(''), passcode]) }),
    words: (input, read) =>
      `${input.passcode === '' ? 'Took the passcode from' : 'Set the passcode of'} ${extensionOf(read, input.extensionId)}.`,
    run(tx, { extensionId, passcode: code }) {
      found(tx.get(extensions, extensionId), 'This extension');
      const row = tx.get(outboundPasscodes, extensionId);
      if (code === '') {
        if (row) tx.remove(outboundPasscodes, extensionId);
      } else if (row) tx.update(outboundPasscodes, extensionId, { passcode: code });
      else tx.insert(outboundPasscodes, { id: extensionId, passcode: code });
    },
  }),

  'outbound.set-site': command({
    input: z.strictObject({
      siteId: id,
      line: z.string().regex(/^[0-9]?$/, 'Choose one digit, or none.'),
      lineNeeded: z.boolean().default(false),
    }),
    words: ({ siteId, line }, read) =>
      line === ''
        ? `Outside numbers are dialled as they are in ${read.get(sites, siteId)?.name ?? siteId}.`
        : `${line} gets an outside line in ${read.get(sites, siteId)?.name ?? siteId}.`,
    run(tx, { siteId, line, lineNeeded }) {
      const site = found(tx.get(sites, siteId), 'This site');
      const { trunk, international } = dialPlanOf(site.country);
      if (line !== '' && !lineNeeded && (trunk.startsWith(line) || international.startsWith(line)))
        refuseField(
          'lineNeeded',
          `In ${site.country} long-distance numbers begin with ${line} too, so it must be dialled before every outside number, or not at all.`,
          {
            label: `${line} before every outside number`,
            command: 'outbound.set-site',
            input: { siteId, line, lineNeeded: true },
          },
        );
      const row = { line, lineNeeded: line !== '' && lineNeeded };
      if (tx.get(outboundSites, siteId)) tx.update(outboundSites, siteId, row);
      else tx.insert(outboundSites, { id: siteId, ...row });
    },
  }),
};

interface Parts {
  patterns?: { kind: (typeof patternKinds)[number]; text: string }[] | undefined;
  people?: string[] | undefined;
  trunkIds?: string[] | undefined;
}

function storeParts(tx: Tx, ruleId: string, { patterns, people, trunkIds }: Parts): void {
  if (patterns) {
    patterns.forEach((one, at) => refuseBadPattern(tx, one, `patterns.${at}.text`));
    for (const row of tx.all(outboundPatterns, { ruleId })) tx.remove(outboundPatterns, row.id);
    const once = patterns.filter(
      (one, at) => patterns.findIndex((other) => other.kind === one.kind && other.text === one.text) === at,
    );
    once.forEach((one, position) => tx.insert(outboundPatterns, { id: tx.newId('pat'), ruleId, position, ...one }));
  }
  if (people) {
    for (const row of tx.all(outboundPeople, { ruleId })) tx.remove(outboundPeople, row.id);
    for (const extensionId of new Set(people)) {
      found(tx.get(extensions, extensionId), 'An extension in this list');
      tx.insert(outboundPeople, { id: tx.newId('may'), ruleId, extensionId });
    }
  }
  if (trunkIds) {
    for (const row of tx.all(outboundTrunks, { ruleId })) tx.remove(outboundTrunks, row.id);
    [...new Set(trunkIds)].forEach((trunkId, position) => {
      found(tx.get(trunks, trunkId), 'A line in this list');
      tx.insert(outboundTrunks, { id: tx.newId('via'), ruleId, trunkId, position });
    });
  }
}

/** What holds whenever the rule stands; also after an undo. */
export function checkRule(read: Read, ruleId: string): void {
  const row = read.get(outboundRules, ruleId);
  if (!row) return;
  if (patternRows(read, ruleId).length === 0) refuseField('patterns', 'Say for which numbers the rule is.');
  if (row.passcodeFrom === 'rule' && row.passcode === '')
    refuseField('passcode', 'Write the passcode that callers press, 4 to 10 digits.');
  if (row.scheduleId !== null && !read.get(schedules, row.scheduleId))
    refuse({ kind: 'not-found', message: 'This schedule is no longer there. Choose another one.' });
  if (row.who === 'chosen' && row.plans === '' && read.count(outboundPeople, { ruleId }) === 0)
    refuseField('people', 'Choose the people or the plans that may use the rule.');
  const rule = ruleOf(read, row);
  refuseTooLong(read, row, regexOfAll(rule.patterns).length);
  const shortest = Math.min(...rule.patterns.map(({ sets, tail }) => (tail === 'exact' ? sets.length : 24)));
  if (row.strip >= shortest)
    refuseField('strip', `Some of its numbers have ${shortest} digits: nothing would be left to call. Take off fewer.`);
}

function moveBefore(tx: Tx, ruleId: string, before: string | null): void {
  const rest = ruleRows(tx).filter((row) => row.id !== ruleId);
  const at = before === null ? rest.length : rest.findIndex((row) => row.id === before);
  if (at === -1) refuse({ kind: 'not-found', message: 'The other rule is no longer there. Look at the list again.' });
  const rule = found(tx.get(outboundRules, ruleId), 'This rule');
  renumber(tx, [...rest.slice(0, at), rule, ...rest.slice(at)]);
}

function renumber(tx: Tx, rows: readonly RuleRow[]): void {
  rows.forEach((row, position) => {
    if (row.position !== position) tx.update(outboundRules, row.id, { position });
  });
}

/** What a new office starts with, and one that had no outside lines before: every number by every line. */
export function addFirstRule(tx: Tx): void {
  if (tx.count(outboundRules) > 0) return;
  tx.insert(outboundRules, { id: 'out-all', position: 0, name: 'All calls' });
  tx.insert(outboundPatterns, { id: 'out-all-1', ruleId: 'out-all', position: 0, kind: 'class', text: 'any' });
}

export const sentenceOf = (read: Read, row: RuleRow): string[] =>
  patternRows(read, row.id).map(({ kind, text }) =>
    kind === 'class'
      ? classWords[text as keyof typeof classWords]
      : kind === 'prefix'
        ? `numbers that begin with ${text}`
        : text,
  );

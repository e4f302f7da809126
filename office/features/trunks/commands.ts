import { z } from 'zod';
import { destination } from '../../core/destination.ts';
import { command } from '../../core/feature.ts';
import { found, refuse, refuseField, type Owner } from '../../core/refusal.ts';
import type { Read, Tx } from '../../core/store.ts';
import { id, requiredLine } from '../../core/text.ts';
import { outboundRules, outboundTrunks } from '../outbound/table.ts';
import { publicNumbers } from '../public-numbers/table.ts';
import { defaultSite } from '../sites/rules.ts';
import { sites } from '../sites/table.ts';
import { trunkRates } from '../usage-limits/table.ts';
import { addresses, authUser, codecs, externalAddress, host, password, port, proxy, userPart } from './rules.ts';
import {
  arrivals,
  callerHeaders,
  dtmfModes,
  natModes,
  numberFormats,
  trunkKinds,
  trunks,
  trunkTransports,
} from './table.ts';

/** More are a mistake, and would make every unknown caller's address a long search. */
const mostTrunks = 60;

const fields = {
  name: requiredLine(60, 'The name of the trunk'),
  enabled: z.boolean(),
  siteId: id,
  host,
  port,
  transport: z.enum(trunkTransports),
  encryptsMedia: z.boolean(),
  username: userPart,
  password,
  authUser,
  fromUser: userPart,
  fromDomain: host,
  outboundProxy: proxy,
  addresses,
  registersHere: z.boolean(),
  expiry: z.int('Use whole seconds.').min(60, 'At least 60 seconds.').max(86_400, 'At most one day.'),
  codecs,
  dtmf: z.enum(dtmfModes),
  t38: z.boolean(),
  nat: z.enum(natModes),
  externalAddress,
  maxCalls: z.int('Use whole numbers.').min(0, 'At least 1 call, or 0 for no limit.').max(1000, 'At most 1,000 calls.'),
  numberFormat: z.enum(numberFormats),
  arrival: z.enum(arrivals),
  callerHeader: z.enum(callerHeaders),
  destination,
};

const patch = z.strictObject(fields).partial();

const nameOf = (read: Read, trunkId: string) => read.get(trunks, trunkId)?.name ?? trunkId;

export const trunkCommands = {
  'trunk.create': command({
    input: patch.extend({ name: fields.name, kind: z.enum(trunkKinds) }),
    words: (input) => `Added the trunk ${input.name}.`,
    run(tx, { siteId = defaultSite(tx).id, ...rest }) {
      found(tx.get(sites, siteId), 'This site');
      const all = tx.all(trunks);
      if (all.length >= mostTrunks)
        refuse({ kind: 'rule', rule: 'most-trunks', message: `An office has at most ${mostTrunks} trunks.` });
      const position = Math.max(0, ...all.map((trunk) => trunk.position + 1));
      const secret = rest.registersHere && !rest.password ? { password: tx.newSecret() } : {};
      return { id: tx.insert(trunks, { id: tx.newId('trk'), siteId, position, ...rest, ...secret }).id };
    },
  }),

  /** Without a password the one that is stored stays. */
  'trunk.update': command({
    input: patch.extend({ id }),
    words: (input, read) => `Changed the trunk ${nameOf(read, input.id)}.`,
    run(tx, { id: trunkId, ...change }) {
      const before = found(tx.get(trunks, trunkId), 'This trunk');
      if (change.siteId !== undefined) found(tx.get(sites, change.siteId), 'This site');
      const secret =
        change.registersHere && !change.password && before.password === '' ? { password: tx.newSecret() } : {};
      tx.update(trunks, trunkId, { ...change, ...secret });
    },
  }),

  /** The whole order, first to be tried first. Trunks that are not named keep their order, behind. */
  'trunk.set-order': command({
    input: z.strictObject({ ids: z.array(id).max(mostTrunks) }),
    words: () => 'Changed the order of the trunks.',
    run(tx, { ids }) {
      const rest = tx
        .all(trunks)
        .sort((a, b) => a.position - b.position)
        .filter((trunk) => !ids.includes(trunk.id));
      [...ids, ...rest.map((trunk) => trunk.id)].forEach((one, position) => tx.update(trunks, one, { position }));
    },
  }),

  /**
   * `numbersTo`: the trunk to which its numbers go, or null for "any". `rulesTo`: the trunk that takes its place in outbound
   * rules, or null to take it out of those that name others. Without them numbers and rules keep it from being removed.
   */
  'trunk.delete': command({
    input: z.strictObject({ id, numbersTo: id.nullable().optional(), rulesTo: id.nullable().optional() }),
    words: (input, read) => `Removed the trunk ${nameOf(read, input.id)}.`,
    run(tx, { id: trunkId, numbersTo, rulesTo }) {
      found(tx.get(trunks, trunkId), 'This trunk');
      if (numbersTo !== undefined) moveNumbers(tx, trunkId, numbersTo);
      if (rulesTo !== undefined) moveRules(tx, trunkId, rulesTo);
      for (const rate of tx.all(trunkRates, { trunkId })) tx.remove(trunkRates, rate.id);
      tx.remove(trunks, trunkId);
    },
  }),
};

function moveNumbers(tx: Tx, from: string, to: string | null): void {
  if (to === from) refuseField('numbersTo', 'This trunk is removed. Choose another one for its numbers.');
  if (to !== null) found(tx.get(trunks, to), 'The trunk for its numbers');
  for (const number of tx.all(publicNumbers, { trunkId: from })) tx.update(publicNumbers, number.id, { trunkId: to });
}

function moveRules(tx: Tx, from: string, to: string | null): void {
  if (to === from) refuseField('rulesTo', 'This trunk is removed. Choose another one for its outbound rules.');
  if (to !== null) found(tx.get(trunks, to), 'The trunk for its outbound rules');
  const left: Owner[] = [];
  for (const { id: rowId, ruleId } of tx.all(outboundTrunks, { trunkId: from })) {
    const others = tx.all(outboundTrunks, { ruleId }).filter((one) => one.id !== rowId);
    const rule = tx.get(outboundRules, ruleId);
    if (to !== null && !others.some(({ trunkId }) => trunkId === to)) tx.update(outboundTrunks, rowId, { trunkId: to });
    // A rule that names none calls by all of them: nobody asked for that.
    else if (others.length === 0 && rule?.action === 'dial')
      left.push({ table: 'outbound_rules', id: ruleId, label: `“${rule.name}”`, route: `/lines/outbound/${ruleId}` });
    else tx.remove(outboundTrunks, rowId);
  }
  const [first] = left;
  if (!first) return;
  refuse({
    kind: 'in-use',
    by: left,
    message: `No trunk would be left for the outbound ${left.length === 1 ? 'rule' : 'rules'} ${left.map(({ label }) => label).join(', ')}. Choose another trunk, or change that first.`,
    remedy: { label: `Open ${first.label}`, route: first.route },
  });
}

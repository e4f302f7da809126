import { getTableName, is } from 'drizzle-orm';
import { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anna as actor, testOffice, type TestOffice } from '../../../db/test-office.ts';
import * as schema from '../../../db/schema.ts';
import type { Table } from '../../core/store.ts';
import { callerIds } from '../caller-ids/table.ts';
import { callFlows, flowExits, flowSteps } from '../call-flows/table.ts';
import { forwards, forwardTargets } from '../forwarding/table.ts';
import { publicNumbers } from '../public-numbers/table.ts';
import { queues } from '../queues/table.ts';
import { ringGroups } from '../ring-groups/table.ts';
import { speedDials } from '../speed-dials/table.ts';
import { trunks } from '../trunks/table.ts';
import { unavailable } from '../unavailable/table.ts';

const tables = Object.values(schema).filter((one) => is(one, SQLiteTable)) as unknown as Table[];

let office: TestOffice;
let ids: { anna: string; ben: string; cara: string; identity: string };
beforeEach(() => {
  office = testOffice();
  office.do('office.set-up', { siteName: 'Berlin', country: 'DE', timeZone: 'Europe/Berlin', language: 'de' });
  const anna = office.person('Anna', '101');
  ids = {
    anna: anna.extensionId,
    ben: office.person('Ben', '102').extensionId,
    cara: office.person('Cara', '103').extensionId,
    identity: anna.identityIds[0] ?? '',
  };
});
afterEach(() => office.close());

const read = () => office.office.read;
const rows = () => tables.flatMap((table) => read().all(table).map((row) => `${getTableName(table)} ${JSON.stringify(row)}`)); // prettier-ignore
const entries = () => office.office.history({ limit: 500 }).length;

const commands = {
  group: 'ring-group.delete',
  queue: 'queue.delete',
  flow: 'flow.delete',
  'paging group': 'paging-group.delete',
  room: 'conference-room.delete',
} as const;

/** Something of the sort with a number, and everything that can lead there by its node or its number. */
function made(sort: keyof typeof commands, number: string): { id: string; remove: (instead?: string) => void } {
  const name = `The ${sort}`;
  const make = {
    group: () => office.do('ring-group.create', { name, number, members: [{ identityId: ids.identity }] }),
    queue: () => office.do('queue.create', { name, number, agents: [{ extensionId: ids.anna }] }),
    flow: () => office.do('flow.create', { name, number }),
    'paging group': () => office.do('paging-group.create', { name, number, members: [ids.anna] }),
    room: () => office.do('conference-room.create', { name, number }),
  };
  const { id } = make[sort]();
  if (sort === 'flow') {
    const { id: step } = office.do('flow-step.add', { flowId: id, type: 'hangup', from: { step: null, exit: 'entry' } }); // prettier-ignore
    expect(read().get(callFlows, id)?.entry).toBe(`node:${step}`);
  }
  return { id, remove: (instead) => void office.do(commands[sort], instead === undefined ? { id } : { id, instead }) };
}

function led(id: string, number: string) {
  const node = `node:${id}`;
  const overflow = { overflowKind: 'destination', overflowId: node } as const;
  const group = office.do('ring-group.create', { name: 'Before', number: '390', ...overflow }).id;
  const queue = office.do('queue.create', { name: 'Waiting', number: '391', whenFullTo: node, whenEmptyTo: `number:${number}` }).id; // prettier-ignore
  const { id: flow } = office.do('flow.create', { name: 'Reception', number: '392' });
  const { id: menu } = office.do('flow-step.add', { flowId: flow, type: 'menu', settings: { keys: ['1'] }, from: { step: null, exit: 'entry' } }); // prettier-ignore
  office.do('flow.connect', { flowId: flow, from: { step: menu, exit: '1' }, to: node });
  office.do('flow.connect', { flowId: flow, from: { step: menu, exit: 'wrong' }, to: `number:${number}` });
  const { id: forward } = office.do('flow-step.add', { flowId: flow, type: 'forward', settings: { number }, from: { step: menu, exit: 'timeout' } }); // prettier-ignore
  const trunk = office.do('trunk.create', { name: 'Line', kind: 'address', host: '203.0.113.5', destination: node }).id;
  const outside = office.do('public-number.create', { number: '030 1234567', destination: node }).id;
  const hours = office.do('schedule.create', { name: 'Office' }).id;
  office.do('unavailable.set', { extensionId: ids.ben, enabled: true, scheduleId: hours, action: 'forward', destination: node }); // prettier-ignore
  office.do('forwarding.set', { extensionId: ids.ben, kind: 'no-answer', enabled: true, number });
  office.do('forwarding.set', { extensionId: ids.cara, kind: 'always', enabled: false, number });
  office.do('caller-id.set', { extensionId: ids.cara, internalNumber: number });
  const dial = office.do('speed-dial.create', { name: 'Them', number }).id;
  return () => ({
    overflow: read().get(ringGroups, group)?.overflowId,
    full: read().get(queues, queue)?.whenFullTo,
    empty: read().get(queues, queue)?.whenEmptyTo,
    key: read().get(flowExits, `${menu}-1`)?.destination,
    wrong: read().get(flowExits, `${menu}-wrong`)?.destination,
    step: read().get(flowSteps, forward)?.settings,
    trunk: read().get(trunks, trunk)?.destination,
    outside: read().get(publicNumbers, outside)?.destination,
    away: read().get(unavailable, ids.ben)?.destination,
    forward: read().get(forwards, `${ids.ben}-no-answer`)?.number,
    remembered: read().get(forwards, `${ids.cara}-always`)?.number,
    shown: read().get(callerIds, ids.cara)?.internalNumber,
    dial: read().get(speedDials, dial)?.number,
  });
}

describe('what is removed while calls lead to it', () => {
  it.each(['group', 'queue', 'flow', 'paging group', 'room'] as const)(
    '[G1] [G2] [G4] [X5] a %s gives all that led to it somewhere else, in one step that one undo takes back',
    (sort) => {
      const { id, remove } = made(sort, '300');
      const where = led(id, '300');
      const other = office.do('ring-group.create', { name: 'Sales', number: '310' }).id;
      const before = rows();
      const count = entries();
      remove(`node:${other}`);
      const to = `node:${other}`;
      expect(where()).toEqual({
        overflow: to, full: to, empty: to, key: to, wrong: to, step: '{"number":"310"}', trunk: to, outside: to, away: to,
        forward: '310', remembered: '310', shown: '310', dial: '310',
      }); // prettier-ignore
      expect(rows().filter((row) => row.includes(id))).toEqual([]);
      expect(entries()).toBe(count + 1);
      expect(office.office.undo(actor)).toMatchObject({ ok: true });
      expect(rows()).toEqual(before);
    },
  );

  it('[G1] without a choice, or with one that cannot be, it stays and nothing changes', () => {
    const { id } = made('group', '300');
    led(id, '300');
    const before = rows();
    const refused = (instead: string) => office.refused('ring-group.delete', { id, instead }).message;
    const bare = office.refused('ring-group.delete', { id });
    expect(bare.kind).toBe('in-use');
    for (const name of [
      '390 Before',
      '391 Waiting',
      '392 Reception',
      'Line',
      '030 1234567',
      '102 Ben',
      '103 Cara',
      'Them',
    ])
      // prettier-ignore
      expect(JSON.stringify(bare)).toContain(name);
    expect(refused('')).toBe('Choose where the calls go instead.');
    expect(refused(`node:${id}`)).toContain('what is removed');
    expect(refused('number:300')).toContain('what is removed');
    expect(refused('number:999')).toBe('There is no 999 in this office. Choose something else.');
    expect(refused('node:grp-0000000000')).toContain('What you chose is no longer there');
    expect(refused('somewhere')).toBe('Choose where the call goes.');
    // A forwarding and a speed dial need a number, and a busy tone has none.
    expect(refused('end:busy')).toMatch(/has no number.*forwarding of 102 Ben, speed dial 01 Them.*103 Cara shows/);
    expect(refused('number:+4930999')).toMatch(/no internal number.*103 Cara shows/);
    expect(rows()).toEqual(before);
  });

  it('[G1] [G2] [X5] no circle is made, and the way round is named', () => {
    const { id } = made('group', '300');
    const where = led(id, '300');
    const before = rows();
    const refused = (instead: string) => office.refused('ring-group.delete', { id, instead });
    const ofGroup = read().all(ringGroups, { number: '390' })[0]?.id ?? '';
    const ofFlow = read().all(callFlows, { number: '392' })[0]?.id ?? '';
    expect(refused(`node:${ofGroup}`)).toMatchObject({
      issues: [{ path: 'instead' }],
      message: 'Calls would go in a circle: Before → Before. Choose something else.',
    });
    // By the key that nobody presses and a forward; by its own forwarding; over two corners.
    expect(refused(`node:${ofFlow}`).message).toContain('Reception → Menu → Forward → Reception');
    expect(refused(`node:${ids.ben}`).message).toContain('Forwarding of 102 Ben: 102 is this extension itself');
    const behind = office.do('ring-group.create', { name: 'Behind', number: '320', overflowKind: 'ring-group', overflowId: ofGroup }).id; // prettier-ignore
    expect(refused(`node:${behind}`).message).toContain('Behind → Before → Behind');
    office.do('ring-group.delete', { id: behind });
    expect(rows()).toEqual(before);
    expect(where().overflow).toBe(`node:${id}`);
  });

  it('[G1] a number of the public network that led to it cannot take its place', () => {
    const { id } = made('group', '300');
    office.do('public-number.create', { number: '030 1234567', destination: `node:${id}` });
    expect(office.refused('ring-group.delete', { id, instead: 'number:+49301234567' }).message).toMatch(/in a circle: .*030 1234567 → /); // prettier-ignore
  });

  it('[G2] whoever presses a key may come round again, and an old circle elsewhere is no reason', () => {
    const { id, remove } = made('group', '300');
    const { id: flow } = office.do('flow.create', { name: 'Reception', number: '392' });
    const { id: menu } = office.do('flow-step.add', { flowId: flow, type: 'menu', settings: { keys: ['1'] }, from: { step: null, exit: 'entry' } }); // prettier-ignore
    office.do('flow.connect', { flowId: flow, from: { step: menu, exit: '1' }, to: `node:${id}` });
    const one = office.do('ring-group.create', { name: 'One', number: '311' }).id;
    const two = office.do('ring-group.create', { name: 'Two', number: '312', overflowKind: 'ring-group', overflowId: one }).id; // prettier-ignore
    office.do('ring-group.update', { id: one, overflowKind: 'ring-group', overflowId: two });
    remove(`node:${flow}`);
    expect(read().get(flowExits, `${menu}-1`)?.destination).toBe(`node:${flow}`);
    office.do('destination.replace', { id: flow, instead: `node:${two}` });
    expect(read().get(flowExits, `${menu}-1`)?.destination).toBe(`node:${two}`);
  });

  it('[G2] a step that rang it rings the other one, or gives its place to where calls go instead', () => {
    const steps = (flowId: string) => read().all(flowSteps, { flowId }).map(({ type, target }) => [type, target]); // prettier-ignore
    const reception = (target: string) => {
      const { id: flow } = office.do('flow.create', { name: 'Reception' });
      const { id: ring } = office.do('flow-step.add', { flowId: flow, type: 'group', target, from: { step: null, exit: 'entry' } }); // prettier-ignore
      office.do('flow-step.add', { flowId: flow, type: 'hangup', from: { step: ring, exit: 'next' } });
      return { flow, ring };
    };
    const first = made('group', '300');
    const { flow, ring } = reception(first.id);
    first.remove(`node:${ids.ben}`);
    expect(steps(flow)).toContainEqual(['extension', ids.ben]);
    expect(read().all(flowExits, { stepId: ring })).toHaveLength(1);
    expect(read().get(callFlows, flow)?.entry).toBe(`node:${ring}`);

    const second = made('group', '301');
    const other = reception(second.id);
    second.remove('end:unreachable');
    expect(steps(other.flow)).toEqual([['hangup', '']]);
    expect(read().get(callFlows, other.flow)?.entry).toBe('end:unreachable');
    expect(office.office.undo(actor)).toMatchObject({ ok: true });
    expect(steps(other.flow)).toContainEqual(['group', second.id]);
  });

  it('[G1] an overflow that names a group by itself, and the words of the history', () => {
    const { id, remove } = made('group', '300');
    const before = office.do('ring-group.create', { name: 'Before', number: '390', overflowKind: 'ring-group', overflowId: id }).id; // prettier-ignore
    remove('end:busy');
    expect(read().get(ringGroups, before)).toMatchObject({ overflowKind: 'destination', overflowId: 'end:busy' });
    expect(office.office.history({ limit: 1 })[0]?.words).toBe('Removed the ring group The group; instead: busy tone.');
  });

  it('[X5] a forwarding keeps its own rules', () => {
    const { id } = made('queue', '300');
    office.do('forwarding.set', { extensionId: ids.ben, kind: 'always', enabled: true, number: '300' });
    const before = rows();
    expect(office.refused('queue.delete', { id, instead: 'number:102' }).message).toContain(
      'Forwarding of 102 Ben: 102 is this extension itself',
    );
    expect(office.refused('queue.delete', { id, instead: 'number:+49301112223' }).message).toContain('outside');
    expect(rows()).toEqual(before);
    office.do('queue.delete', { id, instead: `node:${ids.anna}` });
    expect(read().get(forwards, `${ids.ben}-always`)).toMatchObject({ enabled: true, number: '101' });
  });

  it('[N9] [X5] an extension gives its calls away with its voicemail, and stays while others have it as a member', () => {
    const dora = office.person('Dora', '104').extensionId;
    office.do('voicemail.set', { extensionId: dora, enabled: true });
    const overflow = (name: string, overflowKind: 'extension' | 'voicemail') =>
      office.do('ring-group.create', { name, overflowKind, overflowId: dora }).id;
    const groups = [overflow('One', 'extension'), overflow('Two', 'voicemail')];
    const outside = office.do('public-number.create', { number: '030 1234567', destination: `node:vm-${dora}` }).id;
    office.do('forwarding.set', { extensionId: ids.ben, kind: 'always', enabled: true, extensions: [dora] });
    office.do('forwarding.set', { extensionId: ids.cara, kind: 'always', enabled: true, extensions: [dora, ids.anna] });
    const { id: flow } = office.do('flow.create', { name: 'Reception' });
    const { id: step } = office.do('flow-step.add', { flowId: flow, type: 'voicemail', target: dora, from: { step: null, exit: 'entry' } }); // prettier-ignore
    const before = rows();
    const refused = (instead: string) => office.refused('extension.delete', { id: dora, instead }).message;
    expect(refused(`node:vm-${dora}`)).toContain('what is removed');
    expect(refused('end:busy')).toContain('Forwarding of 102 Ben: Say where the calls go');
    expect(refused(`node:${ids.ben}`)).toContain('Forwarding of 102 Ben');
    const queue = office.do('queue.create', { name: 'Support', agents: [{ extensionId: dora }] }).id;
    expect(refused(`node:${ids.anna}`)).toContain('Support');
    office.do('queue.delete', { id: queue });
    expect(rows()).toEqual(before);
    office.do('extension.delete', { id: dora, instead: `node:${ids.anna}` });
    const to = `node:${ids.anna}`;
    for (const id of groups) expect(read().get(ringGroups, id)).toMatchObject({ overflowKind: 'destination', overflowId: to }); // prettier-ignore
    expect(read().get(publicNumbers, outside)?.destination).toBe(to);
    expect(read().get(flowSteps, step)).toMatchObject({ type: 'extension', target: ids.anna });
    expect(read().all(forwardTargets).map(({ extensionId, targetExtensionId }) => [extensionId, targetExtensionId])).toEqual(expect.arrayContaining([[ids.ben, ids.anna], [ids.cara, ids.anna]])); // prettier-ignore
    expect(read().all(forwardTargets)).toHaveLength(2);
    expect(office.office.undo(actor)).toMatchObject({ ok: true });
    expect(rows()).toEqual(before);
  });
});

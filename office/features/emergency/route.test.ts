/** No generated set of rules, numbers and codes changes what an emergency call does: 100,000 of them, on the real projectors. */
import { expect, test } from 'vitest';
import { emergencyForms, emergencyProfiles } from '../../core/emergency/profiles.ts';
import { featureCode, internalNumber, shadowsEmergency } from '../../core/numbering.ts';
import type { ProjectedRow } from '../../core/projection.ts';
import type { Read, Table } from '../../core/store.ts';
import { extensionProjector } from '../extensions/project.ts';
import { extensions } from '../extensions/table.ts';
import { forwards } from '../forwarding/table.ts';
import { identities } from '../identities/table.ts';
import { outboundPatterns, outboundRules } from '../outbound/table.ts';
import { publicNumbers } from '../public-numbers/table.ts';
import { ringGroupProjector } from '../ring-groups/project.ts';
import { ringGroups } from '../ring-groups/table.ts';
import { siteProjector } from '../sites/project.ts';
import { sites } from '../sites/table.ts';
import { trunks } from '../trunks/table.ts';
import { usageLimits } from '../usage-limits/table.ts';
import { emergencyAlarmProjector, emergencyPhoneProjector, emergencySiteProjector } from './project.ts';

type AnyRow = Record<string, unknown> & { id: string };

function readOf(tables: Map<Table, AnyRow[]>): Read {
  const all = (table: Table, where: Record<string, unknown> = {}) =>
    (tables.get(table) ?? []).filter((row) => Object.entries(where).every(([key, value]) => row[key] === value));
  const read = {
    all,
    get: (table: Table, id: string) => (tables.get(table) ?? []).find((row) => row.id === id),
    count: (table: Table, where?: Record<string, unknown>) => all(table, where).length,
    holder: () => undefined,
    numbers: () => [],
    memo: (make: (from: Read) => unknown) => make(read as unknown as Read),
  };
  return read as unknown as Read; // Safe: what projectors ask of rows, without a database behind it.
}

/** Mulberry32. */
function randomOf(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
  };
}

const projectors = [siteProjector, emergencySiteProjector, emergencyPhoneProjector, emergencyAlarmProjector, extensionProjector, ringGroupProjector]; // prettier-ignore

/** All rows, an owner after the other in an order that chance chooses: the last one to write a number has it. */
function rowsOf(read: Read, tables: Map<Table, AnyRow[]>, from: number): ProjectedRow[] {
  return projectors.flatMap((_, index) => {
    const { owner, rows } = projectors[(index + from) % projectors.length] ?? projectors[0]!;
    return (tables.get(owner) ?? []).flatMap((row) => rows(read, row as never));
  });
}

/** What emergency calls look up. */
function routeOf(rows: readonly ProjectedRow[], country: string) {
  const dial = new Map<string, string>();
  const looked: string[] = [];
  for (const { table, row } of rows) {
    if (table === 'dial') dial.set((row as { number: string }).number, (row as { target: string }).target);
    // The name that an alarm phone shows may change; the route may not.
    else if (table.startsWith('emergency_'))
      looked.push(`${table} ${JSON.stringify({ ...row, shown: '', number: '' })}`);
  }
  return {
    dial: [...emergencyForms(country)].map(([form]) => `${form} ${dial.get(form) ?? 'nothing'}`),
    looked: looked.sort(),
  };
}

test('[G6] never 2 and 3: no rule set, number or code of 100,000 changes the emergency route', () => {
  const random = randomOf(20_261_122);
  const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T; // Safe: lists are not empty.
  const baseOf = (country: string) =>
    new Map<Table, AnyRow[]>([
      [sites, [{ id: 'site-a', name: 'A', country, timeZone: 'UTC', language: 'en', street: '', postalCode: '', city: '', region: '', mainNumberId: 'num-a' }]],
      [trunks, ['trk-a', 'trk-b'].map((id, position) => ({ id, name: id, kind: 'address', enabled: true, position, siteId: 'site-a' }))],
      [publicNumbers, [{ id: 'num-a', number: '+15550100', siteId: 'site-a', trunkId: null, destination: '', status: 'active', name1: '', name2: '' }]],
      [extensions, [{ id: 'ext-a', number: '7001', label: 'A', type: 'normal', siteId: 'site-a', userId: null, ringSeconds: 18, callWaiting: true, doNotDisturb: false, localServerAddress: '' }]],
      [identities, [{ id: 'idn-a', extensionId: 'ext-a', slot: 1, label: 'A', type: 'deskphone', transport: 'udp', secret: 'x', ringsOnIncoming: true }]],
    ]); // prettier-ignore
  const bases = emergencyProfiles.map(({ country }) => {
    const tables = baseOf(country);
    return {
      country,
      route: routeOf(rowsOf(readOf(tables), tables, 0), country),
      forms: [...emergencyForms(country).keys()],
    };
  });
  for (const { country, route } of bases) {
    expect(route.dial, country).toEqual(
      [...emergencyForms(country)].map(([form, number]) => `${form} emergency,${number},1`),
    );
    expect(route.looked.some((line) => line.includes('trk-a,trk-b'))).toBe(true);
  }

  /** Near to an emergency number: itself, a digit more, less or other. */
  const near = (forms: readonly string[]): string => {
    const form = pick(forms);
    const digit = String(random(10));
    return pick([
      form,
      form + digit,
      digit + form,
      form.slice(1),
      form.slice(0, -1),
      form.slice(0, -1) + digit,
      String(random(1000)),
    ]);
  };
  let taken = 0;
  let refused = 0;
  const differences: string[] = [];
  for (let set = 0; set < 100_000; set += 1) {
    const { country, route, forms } = pick(bases);
    const tables = baseOf(country);
    const number = (): string | undefined => {
      const wanted = near(forms);
      const ok = internalNumber.safeParse(wanted).success && shadowsEmergency(wanted, country) === undefined;
      if (ok) taken += 1;
      else refused += 1;
      return ok ? wanted : undefined;
    };
    const own = number();
    const person = tables.get(extensions)?.[0];
    if (own !== undefined && person)
      Object.assign(person, { number: own, doNotDisturb: random(2) === 0, callWaiting: random(2) === 0 });
    const group = number();
    if (group !== undefined && group !== own)
      tables.set(ringGroups, [{ id: 'grp-a', number: group, name: 'G', strategy: 'all-at-once', ringSeconds: 20, skipBusy: false, showName: true, overflowKind: 'end', overflowId: null }]); // prettier-ignore
    if (random(2) === 0)
      tables.set(forwards, [
        { id: 'ext-a-always', extensionId: 'ext-a', kind: 'always', enabled: true, number: group ?? '7002' },
      ]);
    tables.set(outboundRules, [{ id: 'out-a', position: 0, name: 'R', enabled: true, action: pick(['dial', 'refuse']), who: 'everybody', plans: '', strip: random(4), add: String(random(100)), passcodeFrom: pick(['none', 'rule', 'extension']), passcode: '1234', scheduleId: null, scheduleSide: 'open' }]); // prettier-ignore
    tables.set(outboundPatterns, [
      { id: 'pat-a', ruleId: 'out-a', position: 0, kind: pick(['pattern', 'prefix']), text: near(forms) },
    ]);
    tables.set(usageLimits, [{ id: 'ext-a', kind: 'minutes', amount: 1 }]);
    const now = routeOf(rowsOf(readOf(tables), tables, random(projectors.length)), country);
    if (now.dial.join() !== route.dial.join() || now.looked.join() !== route.looked.join())
      differences.push(`${country} ${JSON.stringify([own, group])}`);
    expect(featureCode.safeParse(pick(forms)).success).toBe(false);
  }
  expect(differences.slice(0, 3)).toEqual([]);
  expect(Math.min(taken, refused)).toBeGreaterThan(20_000);
}, 120_000);

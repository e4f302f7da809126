import { describe, expect, test } from 'vitest';
import { createNeighbours, isProved, whoIsAt, type Neighbour, type OwnNetwork } from './neighbours.ts';
import type { NeighbourTable } from './read-table.ts';

const mac = '000413aabbcc';
const other = '0015650a0b0c';
const own: OwnNetwork[] = [
  { name: 'lo', address: '127.0.0.1', cidr: '127.0.0.1/8', isLoopback: true },
  { name: 'eth0', address: '10.0.0.1', cidr: '10.0.0.1/24', isLoopback: false },
];

/** A table that changes under whoever reads it; `readings` counts how often it was. */
function office(first: NeighbourTable, readMs = 0) {
  const state = { table: first, readings: 0, onReading: (_count: number): void => {} };
  const neighbourOf = createNeighbours({
    own: () => own,
    async readTable() {
      state.readings += 1;
      state.onReading(state.readings);
      const { table } = state;
      if (readMs > 0) await new Promise((resolve) => setTimeout(resolve, readMs));
      return table;
    },
  });
  return { state, neighbourOf };
}

const table = (...rows: [address: string, mac: string, device?: string][]): NeighbourTable => ({
  ok: true,
  by: 'test',
  rows: rows.map(([address, one, device]) => ({ address, mac: one, ...(device ? { interface: device } : {}) })),
});

describe('[R4] who stands behind an address', () => {
  test('the device of the row, this computer itself, or why nobody can say', async () => {
    const { neighbourOf } = office(table(['10.0.0.9', mac, 'eth0']));
    expect(await neighbourOf('10.0.0.9')).toEqual({ known: true, mac });
    for (const address of ['10.0.0.1', '127.0.0.1', '127.10.0.3'])
      expect(await neighbourOf(address)).toEqual({ known: false, why: 'here' });
    expect(await neighbourOf('10.0.0.10')).toEqual({ known: false, why: 'silent' });
    expect(await neighbourOf('10.77.0.9')).toEqual({ known: false, why: 'elsewhere' });
    const broken = office({ ok: false, problem: 'arp -a: not found' }).neighbourOf;
    expect(await broken('10.0.0.9')).toEqual({ known: false, why: 'unreadable', problem: 'arp -a: not found' });
    expect(await broken('10.0.0.1')).toEqual({ known: false, why: 'here' });
  });

  test('rows of another interface, and two that disagree, say nothing; Windows names the interface by our address', async () => {
    const rows: [string, string, string?][] = [
      ['10.0.0.9', mac, 'docker0'],
      ['10.0.0.10', mac, 'eth0'],
      ['10.0.0.10', other, 'eth0'],
      ['10.0.0.11', mac, '10.0.0.1'],
      ['10.0.0.11', other, '192.168.56.1'],
    ];
    const { neighbourOf } = office(table(...rows));
    expect(await neighbourOf('10.0.0.9')).toEqual({ known: false, why: 'silent' });
    expect(await neighbourOf('10.0.0.10')).toEqual({ known: false, why: 'silent' });
    expect(await neighbourOf('10.0.0.11')).toEqual({ known: true, mac });
  });

  test('only this computer itself is believed without a row', () => {
    const unknown = (['silent', 'elsewhere', 'unreadable'] as const).map((why): Neighbour => ({ known: false, why }));
    expect(unknown.map((one) => isProved(one, mac))).toEqual([false, false, false]);
    expect(isProved({ known: false, why: 'here' }, mac)).toBe(true);
    expect([mac, other, undefined].map((one) => isProved({ known: true, mac }, one))).toEqual([true, false, false]);
  });

  test('asks on until the row is there, and gives up in time', async () => {
    const { state, neighbourOf } = office(table());
    state.onReading = (count) => {
      if (count === 3) state.table = table(['10.0.0.9', mac]);
    };
    expect(await whoIsAt(neighbourOf, '10.0.0.9')).toEqual({ known: true, mac });
    const began = performance.now();
    expect(await whoIsAt(neighbourOf, '10.0.0.10', 100)).toEqual({ known: false, why: 'silent' });
    expect(performance.now() - began).toBeLessThan(1000);
  });

  test('thousands that boot at once cost a few readings of a slow table, and each gets its own row', async () => {
    const { state, neighbourOf } = office(table(), 20);
    const all = Array.from({ length: 5000 }, (_, n) => [`10.0.0.${2 + (n % 250)}`, mac] as [string, string]);
    state.onReading = (count) => {
      if (count === 2) state.table = table(...new Map(all).entries());
    };
    const found = await Promise.all(all.map(([address]) => whoIsAt(neighbourOf, address)));
    expect(found.every((one) => one.known)).toBe(true);
    expect(state.readings).toBeLessThan(12);
  });
});

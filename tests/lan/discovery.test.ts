/**
 * A look at a made-up network of real addresses, MACs and sockets: what is found, what is not taken for a phone, that
 * nothing is said to those outside, and that it can be cancelled. The devices say what real ones say; they are not real.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openClient } from '../../service/client.ts';
import { openCrowd, ROOT, type Crowd } from './crowd.ts';
import { recordedPhones, decoys } from './crowd-cast.ts';
import { judge, type Found } from './crowd-judge.ts';
import { whyNoNamespaces, type Program } from './namespaces.ts';

const why = whyNoNamespaces();
const is =
  (kind: string) =>
  (event: Record<string, unknown>): boolean =>
    event['kind'] === kind;

let crowd: Crowd | undefined;
afterEach(async () => {
  await crowd?.close();
  crowd = undefined;
});

/** Without any right of root's, where the repository can be read by others. */
const nobody = [
  'setpriv',
  '--reuid=65534',
  '--regid=65534',
  '--clear-groups',
  '--inh-caps=-all',
  '--bounding-set=-all',
];
const canBeNobody = spawnSync(nobody[0] ?? '', [...nobody.slice(1), process.execPath, '--check', join(ROOT, 'tests/lan/scan-main.ts')]).status === 0; // prettier-ignore
const [first = '', ...before] = [...(canBeNobody ? nobody : []), process.execPath];

async function look(hosts: number): Promise<{ crowd: Crowd; program: Program }> {
  crowd = await openCrowd({ phones: recordedPhones.length, hosts }, 24);
  const program = crowd.computer.run(first, [...before, join(ROOT, 'tests/lan/scan-main.ts')], { cwd: ROOT });
  return { crowd, program };
}

describe.skipIf(why !== undefined)(`finding phones on a LAN${why === undefined ? '' : ` (skipped: ${why})`}`, () => {
  it('[R4] every phone is found with vendor, model, firmware and MAC; what is no phone is not called one', async () => {
    const { crowd: here, program } = await look(recordedPhones.length + decoys.length + 15);
    const done = await program.until('the look is over', is('done'), 20_000);
    const devices = done['devices'] as Found[];
    expect(judge(here.actors, devices)).toEqual({ right: recordedPhones.length, of: recordedPhones.length, falsePhones: [], wrong: [] }); // prettier-ignore
    const at = new Map(devices.map((device) => [device.address, device]));
    for (const { address, kind } of here.actors)
      if (kind !== undefined) expect(`${address} ${at.get(address)?.kind}`).toBe(`${address} ${kind}`);
    expect(at.get(here.printer)).toMatchObject({ kind: 'printer' });
    // Everybody who is there, silent computers too, and nobody who is not.
    expect(devices.length).toBe(here.actors.length + 1);
    expect(done['counts']).toMatchObject({
      sipPorts: { answered: 1 },
      snmp: { answered: 1 },
      ssdp: { answered: 1 },
      mdns: { answered: 1 },
    });
    // A page is asked for only where a phone may be, and a page that points elsewhere leads nowhere.
    expect(here.hosts.events.filter(is('asked-a-stranger'))).toEqual([]);
    const progress = program.events.filter(is('progress')).map((event) => Number(event['fraction']));
    expect(progress.length).toBeGreaterThan(3);
    expect([...progress].sort((a, b) => a - b)).toEqual(progress);
    // What they said is text: bounded, and without characters that turn or hide text.
    for (const device of devices)
      for (const { text } of device.evidence) expect(text).toMatch(/^[^\u0000-\u001f\u202a-\u202e]{1,200}$/);
  });

  it('[R4] the product finds a phone that was plugged in before it: it stands under New with its evidence, and is adopted', async () => {
    crowd = await openCrowd({ phones: recordedPhones.length, hosts: 60 }, 24);
    const { computer, actors } = crowd;
    const dataDir = mkdtempSync(join(tmpdir(), 'switchroom-find-'));
    const switchroom = (...args: string[]): Program =>
      computer.run(process.execPath, [join(ROOT, 'service/cli.ts'), ...args, '--data-dir', dataDir], { cwd: ROOT });
    const service = switchroom('serve');
    try {
      const { socket } = await service.until('the product is ready', (event) => event['ready'] === true, 30_000);
      const found = await switchroom('find-phones', '--json').until(
        'the look is over',
        (event) => 'devices' in event,
        30_000,
      );
      const mac = actors.find(({ is }) => is?.model === 'D785')?.mac ?? '';
      const devices = found['devices'] as (Found & { adopted: boolean })[];
      expect(devices.find((device) => device.mac === mac)).toMatchObject({
        kind: 'phone',
        model: 'D785',
        adopted: false,
      });
      expect((found['methods'] as { id: string; outcome: string }[]).find(({ id }) => id === 'sip')?.outcome).toBe(
        'found',
      );

      const client = openClient({ path: String(socket) });
      const outcomes = await Promise.all([
        client.request({ op: 'ask', name: 'phones.list', input: { tab: 'new' } }),
        client.request({ op: 'do', name: 'phone.adopt', input: { mac, vendor: 'snom', model: 'D785' } }),
        client.request({ op: 'do', name: 'discovery.start', input: { networks: ['192.0.2.0/24'] } }),
      ]);
      client.close();
      const [listed, adopted, outside] = outcomes;
      const rows = listed.ok ? (listed.value as { rows: { mac: string }[] }).rows : [];
      expect(rows.length).toBe(recordedPhones.length);
      expect(rows.find((row) => row.mac === mac)).toMatchObject({
        model: 'D785',
        firmware: '10.1.198.19',
        heard: { method: 'sip' },
        life: { state: 'awaiting-approval' },
      });
      expect(adopted.ok).toBe(true);
      expect(outside).toMatchObject({ ok: false, error: { kind: 'invalid' } });
    } finally {
      await service.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });

  it('[R4] a look that is cancelled ends at once and keeps what it has', async () => {
    const { program } = await look(80);
    await program.until('somebody is found', (event) => event['kind'] === 'progress' && Number(event['live']) > 5);
    const from = Date.now();
    program.say('cancel');
    const done = await program.until('the end', is('done'), 5000);
    expect(Date.now() - from).toBeLessThan(1000);
    expect(done).toMatchObject({ isCancelled: true });
    expect((done['devices'] as Found[]).length).toBeGreaterThan(5);
    expect(await program.exited).toBe(0);
  });
});

/**
 * Phones on a real Ethernet with real multicast: an office computer and phones in namespaces behind one switch.
 * The listener shares the machine with something on <address>:5060, as it will with Asterisk.
 */

import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createLan, whyNoNamespaces, type Host, type Lan, type Program } from './namespaces.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const MAC = '000413aabbcc';
const why = whyNoNamespaces();

let lan: Lan | undefined;
afterEach(async () => {
  await lan?.close();
  lan = undefined;
});

const node = (host: Host, script: string, args: readonly string[]): Program =>
  host.run(process.execPath, [join(ROOT, script), ...args], { cwd: ROOT });

const plugIn = (host: Host, ...args: string[]): Program =>
  node(host, 'phones/virtual/main.ts', [
    '--vendor',
    'snom',
    '--model',
    'D785',
    '--mac',
    MAC,
    '--bind',
    host.address,
    ...args,
  ]);

async function office(mode: 'ask' | 'adopted'): Promise<{ computer: Host; desk: Host; program: Program }> {
  lan = createLan();
  const computer = lan.host('office', { address: '10.20.0.1' });
  const desk = lan.host('desk', { address: '10.20.0.9', mac: '00:04:13:aa:bb:cc' });
  const program = node(computer, 'tests/lan/phones-office.ts', [computer.address, MAC, mode]);
  await program.until('office ready', (event) => event['kind'] === 'ready');
  return { computer, desk, program };
}

const is =
  (kind: string, more: Record<string, unknown> = {}) =>
  (event: Record<string, unknown>): boolean =>
    event['kind'] === kind && Object.entries(more).every(([key, value]) => event[key] === value);

const at = (event: Record<string, unknown>): number => Number(event['at']);

describe.skipIf(why !== undefined)(`phones on a LAN${why === undefined ? '' : ` (skipped: ${why})`}`, () => {
  it('[R4] a phone is plugged in: seen within a second, adopted, told, and it fetches its file', async () => {
    const { desk, program } = await office('ask');
    const phone = plugIn(desk, '--no-register');
    const booted = await phone.until('boot', is('booted'));
    const seen = await program.until('seen', is('seen', { via: 'pnp' }));
    expect(at(seen) - at(booted)).toBeLessThan(1000);
    expect(seen).toMatchObject({
      mac: MAC,
      vendorId: 'snom',
      model: 'D785',
      firmware: '10.1.198.19',
      address: '10.20.0.9',
    });
    expect(program.events.filter(is('offer'))).toEqual([]);

    program.say('adopt');
    expect(await program.until('adopted', is('adopted'))).toMatchObject({ offered: true });
    const fetched = await program.until('file fetched', is('fetch', { isSecret: true, status: 200 }));
    expect(fetched).toMatchObject({ mac: MAC, by: 'token', address: '10.20.0.9' });
    expect(await phone.until('configured', is('configured'))).toMatchObject({
      label: 'Reception',
      account: { user: 'p7f3a2', host: '10.20.0.1' },
    });
    expect(program.events.filter(is('offer')).map((event) => event['outcome'])).toEqual(['sent', 'taken']);
  });

  it('[R4] a phone on the computer’s other network is heard and answered there', async () => {
    lan = createLan();
    const computer = lan.host('office', { address: '10.20.0.1' });
    lan.secondCard(computer, '10.30.0.1');
    const program = node(computer, 'tests/lan/phones-office.ts', [computer.address, MAC, 'adopted']);
    const ready = await program.until('office ready', (event) => event['kind'] === 'ready');
    expect(ready['heardOn']).toEqual(['10.20.0.1', '10.30.0.1']);
    const desk = lan.host('desk', { address: '10.30.0.9', mac: '00:04:13:aa:bb:cc', wire: 1 });
    const options = { bind: desk.address, mac: MAC, boots: 2, everyMs: 200 };
    const phone = desk.run(process.execPath, [join(ROOT, 'tests/lan/pnp-booter.ts'), JSON.stringify(options)]);
    expect(await phone.until('the boots', is('done'))).toMatchObject({ twice: 0, ms: [expect.any(Number), expect.any(Number)] }); // prettier-ignore
    expect(await program.until('seen', is('seen'))).toMatchObject({
      mac: MAC,
      address: '10.30.0.9',
      wire: '10.30.0.1',
    });
  });

  it('a device that claims the MAC of another phone is told nothing', async () => {
    const { program } = await office('adopted');
    const thief = lan!.host('thief', { address: '10.20.0.66', mac: '00:15:65:00:00:01' });
    const phone = plugIn(thief, '--no-register');
    expect(await program.until('conflict', is('offer', { outcome: 'mac-conflict' }))).toMatchObject({
      address: '10.20.0.66',
    });
    expect([phone.events.filter(is('told')), program.events.filter(is('fetch'))]).toEqual([[], []]);
  });

  it('[R4] an adopted phone registers with a real SIP stack, and obeys check-sync', async () => {
    const { desk, program } = await office('adopted');
    const phone = plugIn(desk);
    const booted = await phone.until('boot', is('booted'));
    const registration = await program.until('registration', is('registration'));
    expect(registration).toMatchObject({ user: 'p7f3a2', address: '10.20.0.9' });
    expect(at(registration) - at(booted)).toBeLessThan(3000);
    await phone.until('registered', is('registered'));

    program.say('rename Front-desk');
    program.say('resync');
    await phone.until('obeying', is('obeying'));
    await phone.until('new file', is('configured', { label: 'Front-desk' }));
    const hashes = () => new Set(program.events.filter(is('fetch', { isSecret: true })).map(({ hash }) => hash));
    await program.until('two versions fetched', () => hashes().size === 2);
    const before = program.events.filter(is('registration')).length;
    await phone.until('registered again', () => phone.events.filter(is('registered')).length >= 2);
    expect(before).toBeGreaterThan(0);
  });

  it('[X13] the office computer gets another address: a phone told to restart finds it again', async () => {
    const { computer, desk, program } = await office('adopted');
    const phone = plugIn(desk);
    const { port } = await program.until('registration', is('registration'));
    await program.stop();
    computer.readdress('10.20.0.77');
    const moved = node(computer, 'tests/lan/phones-office.ts', ['10.20.0.77', MAC, 'adopted']);
    await moved.until('office ready', is('ready'));
    moved.say(`reboot ${desk.address} ${String(port)}`);
    expect(await moved.until('registration at the new address', is('registration'))).toMatchObject({
      address: desk.address,
    });
    expect(phone.events.filter(is('told')).map((event) => event['url'])).toEqual([
      expect.stringContaining('//10.20.0.1:'),
      expect.stringContaining('//10.20.0.77:'),
    ]);
  });
});

/**
 * A cartload of boxed phones of many makers: prepared in the office before any of them is there, then plugged in at once,
 * each with its own MAC and address behind one switch port. Who does what on the office's side: nobody.
 */
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { phoneVendors } from '../../phones/vendors/index.ts';
import { canPractise } from '../../service/practice/practice.ts';
import type { Host, Program } from './namespaces.ts';
import { firstAddress, phonesOf, until, type LanOffice } from './office.ts';

const appRoot = resolve(import.meta.dirname, '../..');

export interface Boxed {
  mac: string;
  vendor: string;
  model: string;
  address: string;
}

const twoDigits = (n: number): string => n.toString(16).padStart(2, '0');

/** Desk phones of one maker after the other, each time the next model of the same maker. */
export function boxedPhones(count: number): Boxed[] {
  const makers = phoneVendors
    .filter(({ id }) => canPractise(id))
    .map(({ id, oui, models }) => ({
      vendor: id,
      oui: (oui[0] ?? '025052').slice(0, 6),
      models: models.filter(({ kind = 'desk', lines }) => kind === 'desk' && lines > 0).map(({ model }) => model),
    }))
    .filter(({ models }) => models.length > 0);
  return Array.from({ length: count }, (_, n) => {
    const { vendor, oui, models } = makers[n % makers.length] ?? { vendor: '', oui: '', models: [] };
    const model = models[Math.floor(n / makers.length) % models.length] ?? '';
    return { mac: `${oui}0a0b${twoDigits(n + 1)}`, vendor, model, address: `10.20.0.${20 + n}` };
  });
}

export const makersWithBoots = (): number => new Set(boxedPhones(100).map(({ vendor }) => vendor)).size;

/** What a technician does the week before: people, and a list of MAC addresses from the labels of the boxes. */
export async function prepare(office: LanOffice, boxed: readonly Boxed[]): Promise<void> {
  const rows: object[] = [];
  for (const [n, { mac, vendor, model }] of boxed.entries()) {
    const { extensionId } = await office.run<{ extensionId: string }>('person.create', {
      firstName: `Person ${n + 1}`,
      voicemail: false,
    });
    rows.push({ mac, vendor, model, extensionId });
  }
  await office.run('phone.pre-stage', { rows });
}

/** The phones stand on their desks, without power. */
export function unpack(office: LanOffice, boxed: readonly Boxed[]): Program {
  const port = office.lan.host('desks', { address: '10.20.0.250' });
  giveAddresses(port, boxed);
  const list = JSON.stringify({ phones: boxed, server: `http://${firstAddress}:8480/` });
  return port.run(process.execPath, [join(appRoot, 'tests/lan/boxed-phones.ts'), list], { cwd: appRoot });
}

/** One network card for each phone, behind the cable of the namespace (macvlan); each answers for its own address only. */
function giveAddresses({ namespace }: Host, boxed: readonly Boxed[]): void {
  const inside = (command: string, args: readonly string[], input = ''): void => {
    const { status, stderr } = spawnSync('ip', ['netns', 'exec', namespace, command, ...args], {
      encoding: 'utf8',
      input,
    });
    if (status !== 0) throw new Error(`${command} in ${namespace}: ${stderr.slice(0, 400)}`);
  };
  for (const [name, value] of [['arp_ignore', 1], ['arp_announce', 2], ['rp_filter', 0]] as const)
    inside('sh', ['-c', `echo ${value} > /proc/sys/net/ipv4/conf/all/${name}`]); // prettier-ignore
  inside(
    'ip',
    ['-batch', '-'],
    boxed
      .flatMap(({ mac, address }, n) => [
        `link add link eth0 name d${n} address ${(mac.match(/../g) ?? []).join(':')} type macvlan mode bridge`,
        `address add ${address}/32 dev d${n}`,
        `link set d${n} up`,
      ])
      .join('\n'),
  );
}

/** Plugs all in and waits until the office says of each that it works; milliseconds until the last one. */
export async function plugAllIn(
  office: LanOffice,
  desks: Program,
  boxed: readonly Boxed[],
  timeoutMs: number,
): Promise<number> {
  await desks.until('the phones are unpacked', ({ kind }) => kind === 'unpacked', 20_000);
  const from = Date.now();
  desks.say('plug in');
  await until(
    'all phones are in service',
    async () => {
      const lines = await phonesOf(office, 'all');
      return boxed.flatMap(({ mac, vendor, model }) => {
        const line = lines.find((one) => one.mac === mac);
        const works = line?.registration?.status === 'registered' && ['registered', 'in-service'].includes(line.life?.state ?? '');
        return works ? [] : [`${vendor} ${model}: ${line?.life?.state} ${line?.life?.cause?.code ?? ''} ${line?.registration?.status}`];
      });
    },
    (missing) => missing.length === 0,
    timeoutMs,
  ); // prettier-ignore
  return Date.now() - from;
}

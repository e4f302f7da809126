/**
 * Many virtual phones in one program, each on its own address: see boxed.ts. Prints JSON lines; obeys `plug in` on stdin.
 *   node tests/lan/boxed-phones.ts '{"phones":[{"mac","vendor","model","address"}],"server":"http://10.20.0.1:8480/"}'
 */
import { createInterface } from 'node:readline';
import { baresipStack } from '../../phones/virtual/baresip.ts';
import { vendorBoots } from '../../phones/virtual/boots/index.ts';
import { createVirtualPhone } from '../../phones/virtual/phone.ts';
import { settingsReaders } from '../../phones/virtual/readers/index.ts';
import type { Boxed } from './boxed.ts';

const { phones: boxed, server } = JSON.parse(process.argv[2] ?? '{}') as { phones: Boxed[]; server: string };
const say = (event: object): void => void process.stdout.write(`${JSON.stringify(event)}\n`);

const phones = boxed.map(({ mac, vendor, model, address }) => {
  const [boot, reads] = [vendorBoots[vendor], settingsReaders[vendor]];
  if (!boot || !reads) throw new Error(`there is no virtual ${vendor}`);
  return createVirtualPhone({
    mac, model, boot, reads, firmware: boot.firmware, bind: address, stack: baresipStack,
    // What the router says, for makers whose phones do not ask the network.
    dhcp: boot.pnp ? new Map() : new Map([[boot.dhcpOptions[0] ?? 66, server]]),
    againMs: 5000,
    emit: (event) => say({ mac, vendor, model, ...event }),
  }); // prettier-ignore
});

createInterface({ input: process.stdin }).on('line', (line) => {
  if (line !== 'plug in') return;
  for (const [n, phone] of phones.entries())
    phone
      .boot()
      .catch((error: unknown) => say({ kind: 'failed', mac: boxed[n]?.mac, reason: (error as Error).message }));
});
process.on('SIGTERM', () => void Promise.all(phones.map((phone) => phone.close())).then(() => process.exit(0)));
say({ kind: 'unpacked' });

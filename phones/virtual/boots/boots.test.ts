/**
 * Each maker's phone boots against the real listener and server on loopback: asks as its maker's phones do, is told,
 * fetches in its own order, reads with its own grammar, registers what it read with a registrar, and obeys a NOTIFY.
 */
import { createSocket } from 'node:dgram';
import { afterEach, describe, expect, it } from 'vitest';
import { notifyOf, startPhones, type PhonesHandle } from '../../index.ts';
import { identifyPhone, phoneVendors } from '../../vendors/index.ts';
import { testLine, testProfile } from '../../vendors/test-profile.ts';
import { createVirtualPhone, type VirtualPhoneEvent } from '../phone.ts';
import { problemWith } from '../readback.ts';
import { settingsReaders } from '../readers/index.ts';
import { startTestRegistrar, type TestRegistrar } from '../registrar.ts';
import { startUserAgent } from '../user-agent/index.ts';
import type { BootWay } from './define.ts';
import { byHand, vendorBoots } from './index.ts';

const TOKEN = 'q4JYB7yTq0C2r8m5V1nXWA';
const SECRET = 'k3-Vd8_tR2wxyQ5m';
const HERE = '127.0.0.1';

function freePort(): Promise<number> {
  const socket = createSocket('udp4');
  return new Promise((resolve) => {
    socket.bind(0, HERE, () => {
      const { port } = socket.address();
      socket.close(() => {
        resolve(port);
      });
    });
  });
}

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

type Office = {
  registrar: TestRegistrar;
  phones: PhonesHandle;
  group: { group: string; port: number };
  fetched: string[];
};

/** The real listener on a plain address instead of a group, so that tests run beside each other. */
async function office(vendor: string, model: string, mac: string): Promise<Office> {
  const registrar = await startTestRegistrar({ address: HERE, user: 'p7f3a2', secret: SECRET });
  ends.push(() => registrar.close());
  const group = { group: HERE, port: await freePort() };
  const fetched: string[] = [];
  const phones: PhonesHandle = await startPhones({
    address: HERE,
    httpPort: 0,
    sipPnp: { enabled: true, ...group },
    profileOf: (asked) =>
      asked === mac
        ? testProfile({
            mac,
            vendorId: vendor,
            model,
            lines: [testLine({ authUser: 'p7f3a2', secret: SECRET, server: HERE, port: registrar.port })],
            keys: [],
            provisioningUrl: phones.urlOf(mac) ?? '',
            ntpServer: HERE,
          })
        : undefined,
    tokenOf: (asked) => (asked === mac ? TOKEN : undefined),
    byToken: (token) => (token === TOKEN ? mac : undefined),
    policy: () => 'offer',
    onSeen: () => undefined,
    onOffer: () => undefined,
    onFetch: ({ file, status }) => fetched.push(`${status} ${file}`),
    // Some say no MAC: then the wire knows it.
    neighbourOf: () => Promise.resolve({ known: true, mac }),
    now: () => Date.now(),
  });
  ends.push(() => phones.close());
  return { registrar, phones, group, fetched };
}

const ready = phoneVendors.filter(({ id }) => vendorBoots[id] !== undefined && settingsReaders[id] !== undefined);

it('[R4] every vendor boots, or is set up by hand', () => {
  expect(
    phoneVendors.map(({ id }) => id).filter((id) => vendorBoots[id] === undefined && !byHand.includes(id)),
  ).toEqual([]);
});

describe.each(ready.map((vendor) => [vendor.id, vendor] as const))('a virtual phone of %s', (id, vendor) => {
  const boot = vendorBoots[id]!;
  const model = vendor.models.find(({ kind }) => kind === undefined || kind === 'desk') ?? vendor.models[0]!;
  const who = {
    mac: `${vendor.oui[0] ?? '025052'}`.slice(0, 6) + 'aabbcc',
    model: model.model,
    firmware: boot.firmware,
  };

  it('[R4] says who it is so that its maker is known', () => {
    const names = [boot.httpUserAgent(who), boot.sipUserAgent(who)];
    const [byHttp, bySip] = [identifyPhone({ httpUserAgent: names[0] }), identifyPhone({ sipUserAgent: names[1] })];
    expect([byHttp?.vendor.id, bySip?.vendor.id], names.join('\n')).toEqual([id, id]);
  });

  it('[P3] every model finds in our files exactly what was meant for it', () => {
    expect(vendor.models.flatMap((one) => problemWith(vendor, one)?.slice(0, 300) ?? [])).toEqual([]);
  });

  it.each(boot.ways.map((way) => [way] as const))(
    '[R4] boots by %s, fetches in its own order, reads, registers, obeys',
    async (way: BootWay) => {
      const { registrar, phones, group, fetched } = await office(id, model.model, who.mac);
      const url = vendor.pnpUrl(phones.urlOf(who.mac) ?? '', who);
      const events: VirtualPhoneEvent[] = [];
      const phone = createVirtualPhone({
        ...who,
        boot: { ...boot, ways: [way] },
        reads: settingsReaders[id]!,
        stack: startUserAgent,
        bind: HERE,
        pnp: group,
        ...(way === 'dhcp' ? { dhcp: new Map([[boot.dhcpOptions[0] ?? 66, url]]) } : {}),
        ...(way === 'stored' ? { settingServer: url } : {}),
        askForMs: 3000,
        retryMs: 10,
        emit: (event) => events.push(event),
      });
      ends.push(() => phone.close());
      await phone.boot();
      const told = events.map(({ kind }) => kind).join(' ');
      expect(
        events.filter(({ kind }) => kind === 'told'),
        told,
      ).toMatchObject([{ by: way }]);
      expect(
        events.filter(({ kind }) => kind === 'configured'),
        `${told}\n${fetched.join('\n')}`,
      ).toMatchObject([
        { account: { user: 'p7f3a2', authUser: 'p7f3a2', host: HERE, port: registrar.port, transport: 'udp' } },
      ]);
      await expect.poll(() => registrar.registrations.length, { timeout: 3000, interval: 5 }).toBe(1);
      expect(registrar.registrations[0]?.userAgent).toBe(boot.sipUserAgent(who));

      const reboot = vendor.actions.reboot;
      const notify = notifyOf(reboot) ?? notifyOf(vendor.actions.resync);
      if (way !== boot.ways[0] || notify === undefined) return;
      await registrar.notify(registrar.registrations[0]!, notify);
      await expect
        .poll(() => registrar.registrations.filter(({ expires }) => expires > 0).length, { timeout: 3000, interval: 5 })
        .toBe(2);
      expect(events.filter(({ kind }) => kind === 'obeying' || kind === 'asked-who')).toMatchObject([
        { kind: 'obeying' },
      ]);
    },
  );
});

it.each(['cisco-spa', 'poly', 'mitel'])('[R4] an old phone of %s boots over TFTP', async (id) => {
  const [vendor, boot, reads] = [phoneVendors.find((one) => one.id === id)!, vendorBoots[id]!, settingsReaders[id]!];
  const who = { mac: `${vendor.oui[0]}aabbcc`, model: vendor.models[0]!.model, firmware: boot.firmware };
  const { registrar, phones, fetched } = await office(id, who.model, who.mac);
  const { tftpPort } = await phones.also({ tftp: { port: 0 } });
  const events: VirtualPhoneEvent[] = [];
  const phone = createVirtualPhone({
    ...who,
    boot,
    reads,
    stack: startUserAgent,
    bind: HERE,
    // What a router says; without http:// these phones take it for TFTP.
    dhcp: new Map([[boot.dhcpOptions[0]!, `${HERE}:${tftpPort}/${TOKEN}/`]]),
    retryMs: 10,
    emit: (event) => events.push(event),
  });
  ends.push(() => phone.close());
  await phone.boot();
  expect(events).toContainEqual(expect.objectContaining({ kind: 'told', url: `tftp://${HERE}:${tftpPort}/${TOKEN}/` }));
  await expect.poll(() => registrar.registrations.length, { timeout: 3000, interval: 5 }).toBe(1);
  expect(fetched.filter((line) => line.startsWith('200')).length).toBeGreaterThan(0);
});

/** Trunks of the demo office: a carrier that answers, an account that the carrier does not know, and a gateway in a drawer. */
import { startCarrier, startRefusingRegistrar } from '../calls/lines.ts';
import { until } from '../calls/product.ts';
import type { Office } from './app.ts';

export interface DemoLines {
  trunkId: string;
  stop(): Promise<void>;
}

export async function addLines({ service }: Office, extensionId: string): Promise<DemoLines> {
  const [carrier, refusing] = await Promise.all([startCarrier(undefined, '127.0.0.2'), startRefusingRegistrar(403)]);
  const add = async (input: object) => (await service.run<{ id: string }>('trunk.create', input)).id;
  const trunkId = await add({
    name: 'Musterwerk Telefonie',
    kind: 'address',
    host: carrier.address,
    port: carrier.port,
  });
  await add({
    name: 'Donaudampfschifffahrtsgesellschaft SIP-Trunk',
    kind: 'registration',
    host: '127.0.0.1',
    port: refusing.port,
    username: '4930555',
    password: 'secret',
  });
  await add({ name: 'GSM box', kind: 'gateway', registersHere: true, enabled: false });
  await service.run('public-number.add', {
    numbers: '+1 212 555 0100 to 0109',
    trunkId,
    destination: `node:${extensionId}`,
  });
  await service.run('trunk.test-call', { id: trunkId, number: '+12125550200' });
  await until('the demo trunk', async () => {
    const { state } = await service.ask<{ state: { kind: string } }>('trunk.get', { id: trunkId });
    return state.kind === 'up' ? true : undefined;
  });
  return { trunkId, stop: async () => void (await Promise.all([carrier.stop(), refusing.stop()])) };
}

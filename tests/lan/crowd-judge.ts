/** Compares what a look found with who was there. */
import type { Device } from '../../phones/discovery/signs.ts';
import type { Actor } from './crowd-cast.ts';

export type Found = Device;

export type Judgement = { right: number; of: number; falsePhones: string[]; wrong: string[] };

export function judge(actors: readonly (Actor & { address: string })[], devices: readonly Found[]): Judgement {
  const at = new Map(devices.map((device) => [device.address, device]));
  const phones = actors.filter(({ is }) => is !== undefined);
  const wrong: string[] = [];
  for (const { address, mac, is } of phones) {
    const one = at.get(address);
    const found = one && { vendorId: one.vendorId, model: one.model, firmware: one.firmware };
    if (one?.kind !== 'phone' || one.mac !== mac || JSON.stringify(found) !== JSON.stringify(is))
      wrong.push(`${address}: ${JSON.stringify(is)} was ${one?.kind ?? 'not found'} ${JSON.stringify(found ?? {})}`);
  }
  const real = new Set(phones.map(({ address }) => address));
  const falsePhones = devices
    .filter(({ kind, address }) => kind === 'phone' && !real.has(address))
    .map(({ address, maker, model }) => `${address} ${maker} ${model}`);
  return { right: phones.length - wrong.length, of: phones.length, falsePhones, wrong };
}

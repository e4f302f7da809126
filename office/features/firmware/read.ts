/** Which phones a firmware is for, and which one a phone is told to have. Pure. */
import type { Read, Row } from '../../core/store.ts';
import { phones } from '../phones/table.ts';
import { firmwareFiles, firmwareRollouts } from './table.ts';

export type FirmwareFile = Row<typeof firmwareFiles>;
export type Rollout = Row<typeof firmwareRollouts>;
type Phone = Row<typeof phones>;

export const modelsOf = (file: Pick<FirmwareFile, 'models'>): string[] => file.models.split(',').filter(Boolean);

const isFor = (file: FirmwareFile, phone: Pick<Phone, 'vendor' | 'model'>): boolean =>
  phone.vendor === file.vendor && modelsOf(file).some((model) => model.toLowerCase() === phone.model.toLowerCase());

/** All phones of the office that this firmware is for. */
export const phonesFor = (read: Read, file: FirmwareFile): Phone[] =>
  read.all(phones, { vendor: file.vendor }).filter((phone) => isFor(file, phone));

export function isInStep(rollout: Rollout, phone: Pick<Phone, 'id' | 'siteId'>): boolean {
  if (phone.id === rollout.phoneId) return true;
  return rollout.step === 'all' || (rollout.step === 'site' && phone.siteId === rollout.siteId);
}

export function phonesInStep(read: Read, rollout: Rollout): Phone[] {
  const file = read.get(firmwareFiles, rollout.firmwareId);
  return file ? phonesFor(read, file).filter((phone) => isInStep(rollout, phone)) : [];
}

/** Of several the newest: a rollout that began later replaces an earlier one step by step. */
export function firmwareOf(read: Read, phone: Phone): FirmwareFile | undefined {
  const hits = read.all(firmwareRollouts).flatMap((rollout) => {
    if (rollout.state === 'stopped' || !isInStep(rollout, phone)) return [];
    const file = read.get(firmwareFiles, rollout.firmwareId);
    return file && isFor(file, phone) ? [{ file, rollout }] : [];
  });
  return hits.sort((a, b) => b.rollout.stepAt - a.rollout.stepAt || (a.rollout.id < b.rollout.id ? -1 : 1))[0]?.file;
}

/** Vendors write versions with and without leading zeros and with words around them; the numbers are what counts. */
export function isSameVersion(one: string, other: string): boolean {
  const numbers = (text: string) => (text.match(/[0-9]+/g) ?? []).map(Number).join('.');
  return numbers(one) !== '' && numbers(one) === numbers(other);
}

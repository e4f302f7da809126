/** What a PIN may be. The same rules for a PIN that is typed at a phone stand in asterisk/program/pin.conf. */
import { z } from 'zod';
import type { Read, Row, Tx } from '../../core/store.ts';
import { extensions } from '../extensions/table.ts';
import { pins } from './table.ts';

export const pin = z.string().regex(/^[0-9]{4,8}$/, 'Use 4 to 8 digits.');

/** `<salt>.<SHA-1 of salt and PIN>`, as the dialplan makes it. */
export const customPin = /^[0-9]{6,20}\.[0-9a-f]{40}$/;

/** Why a PIN would be guessed at once, or undefined. */
export function weakPin(digits: string, number: string): string | undefined {
  if (digits === number) return 'The PIN must differ from the extension number.';
  if (/^(.)\1*$/.test(digits)) return 'Do not use the same digit throughout.';
  const steps = new Set([...digits].slice(1).map((digit, at) => Number(digit) - Number(digits[at])));
  if (steps.size === 1 && (steps.has(1) || steps.has(-1))) return 'Do not use digits in a row, like 1234.';
  return undefined;
}

/** A PIN that nobody guesses first. */
export function strongPin(tx: Pick<Tx, 'newPin'>, number: string): string {
  for (;;) {
    const digits = tx.newPin(4);
    if (weakPin(digits, number) === undefined) return digits;
  }
}

/** Every number has a PIN from the moment it is there. */
export function givePin(tx: Tx, extensionId: string, number: string): void {
  if (!tx.get(pins, extensionId)) tx.insert(pins, { id: extensionId, defaultPin: strongPin(tx, number) });
}

export type PinState = 'default' | 'custom' | 'locked';

export function pinState(row: Row<typeof pins>): PinState {
  if (row.locked) return 'locked';
  return row.customHash === '' ? 'default' : 'custom';
}

/** Numbers of an office that was made before numbers had PINs. */
export function completePins(tx: Tx): void {
  if (tx.count(pins) === tx.count(extensions)) return;
  for (const extension of tx.all(extensions)) givePin(tx, extension.id, extension.number);
}

export const pinOf = (read: Read, extensionId: string) => read.get(pins, extensionId);

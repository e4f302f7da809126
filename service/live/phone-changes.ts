/**
 * What people switched with their phones becomes part of the office. Asterisk has it live already, in an inbox that
 * survives power cuts; here each change runs as a command by that phone, so that it stands in the history and can be
 * undone. A change that does not fit any more is left out and Asterisk is put right.
 */
import type { PhoneChange, Runtime } from '../../asterisk/apply/runtime.ts';
import type { Office } from '../../db/office.ts';
import type { Actor } from '../../office/core/store.ts';

export interface PhoneChangeDeps {
  office: Pick<Office, 'run'>;
  runtime: Pick<Runtime, 'phoneChanges' | 'forgetPhoneChanges'>;
  /** Number and name of an extension, for the history. */
  nameOf(extension: string): string;
  /** Asterisk's rows anew from the office. */
  repair(): void;
  note(text: string): void;
}

export function takePhoneChanges(deps: PhoneChangeDeps): number {
  const changes = deps.runtime.phoneChanges();
  let isOff = false;
  for (const change of changes) {
    const actor: Actor = { kind: 'phone', name: deps.nameOf(change.ext) };
    const { ext, what, value, device } = change;
    const outcome = deps.office.run('extension.apply-phone-change', { ext, what, value, device }, actor);
    const note = outcome.ok ? noteOf(outcome.value) : outcome.error.message;
    if (note !== undefined) {
      isOff = true;
      deps.note(`${actor.name}: ${describe(change)} from the phone is not in force. ${note}`);
    }
  }
  // Only now: a change that is in the office twice is the same change, one that is lost is lost.
  if (changes.length > 0) deps.runtime.forgetPhoneChanges(changes.map(({ id }) => id));
  if (isOff) deps.repair();
  return changes.length;
}

const describe = ({ what, value }: PhoneChange): string => (value === '' || what === 'pin' ? what : `${what} ${value}`);

function noteOf(value: unknown): string | undefined {
  const note = (value as { note?: unknown } | undefined)?.note;
  return typeof note === 'string' ? note : undefined;
}

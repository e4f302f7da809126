/**
 * What people switched with their phones becomes part of the office. Asterisk has it live already, in an inbox that
 * survives power cuts; here each change runs as a command by that phone, so that it stands in the history and can be
 * undone. A change that does not fit any more is left out and Asterisk is put right.
 */
import type { PhoneChange, Runtime } from '../../asterisk/apply/runtime.ts';
import type { Office } from '../../db/office.ts';
import type { CommandResult } from '../../office/contract.ts';
import type { Actor } from '../../office/core/store.ts';
import type { UndoneChanges } from './undone-changes.ts';

export interface PhoneChangeDeps {
  office: Pick<Office, 'run'>;
  runtime: Pick<Runtime, 'phoneChanges' | 'forgetPhoneChanges'>;
  /** Number and name of an extension, for the history. */
  nameOf(extension: string): string;
  /** Asterisk's rows anew from the office. */
  repair(): void;
  undoneChanges: Pick<UndoneChanges, 'undone' | 'kept'>;
  note(text: string): void;
}

export function takePhoneChanges(deps: PhoneChangeDeps): number {
  let isOff = false;
  let taken = 0;
  for (const change of deps.runtime.phoneChanges()) {
    const actor: Actor = { kind: 'phone', name: deps.nameOf(change.ext) };
    const verdict = take(deps.office, change, actor);
    // The office cannot be written now: this change and those after it stay in the inbox, and in force.
    if (verdict.kind === 'later') {
      deps.note(
        `${actor.name}: ${describe(change)} from the phone is in force and will be stored later. ${verdict.why}`,
      );
      break;
    }
    if (verdict.kind === 'refused') {
      isOff = true;
      deps.note(`${actor.name}: ${describe(change)} from the phone is not in force. ${verdict.why}`);
      deps.undoneChanges.undone(change, actor.name, verdict.why);
    } else {
      deps.undoneChanges.kept(change);
      if (verdict.besides !== undefined)
        deps.note(`${actor.name}: ${describe(change)} from the phone. ${verdict.besides}`);
    }
    // Each after its own command: a change that is in the office twice is the same change, one that is lost is lost.
    deps.runtime.forgetPhoneChanges([change.id]);
    taken += 1;
  }
  if (isOff) deps.repair();
  return taken;
}

type Verdict = { kind: 'stored'; besides?: string } | { kind: 'refused'; why: string } | { kind: 'later'; why: string };

function take(office: PhoneChangeDeps['office'], { ext, what, value, device }: PhoneChange, actor: Actor): Verdict {
  try {
    const outcome = office.run('extension.apply-phone-change', { ext, what, value, device }, actor);
    if (!outcome.ok)
      return { kind: outcome.error.kind === 'unavailable' ? 'later' : 'refused', why: outcome.error.message };
    // Safe: the result of this very command.
    const { note, isDone } = outcome.value as CommandResult<'extension.apply-phone-change'>;
    if (note === undefined) return { kind: 'stored' };
    return isDone ? { kind: 'stored', besides: note } : { kind: 'refused', why: note };
  } catch (error) {
    // A row that the product cannot take must not stand before all others, and never before a start.
    return { kind: 'refused', why: error instanceof Error ? error.message : String(error) };
  }
}

const describe = ({ what, value }: PhoneChange): string => (value === '' || what === 'pin' ? what : `${what} ${value}`);

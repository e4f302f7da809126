/** A small office's rows for measures of calls: people with phones, one ring group with the first of them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OwnedRows } from '../../asterisk/apply/runtime.ts';
import { openOffice } from '../../db/office.ts';
import { features } from '../../office/features/index.ts';
import { deviceOf, identities } from '../../office/features/identities/table.ts';
import { migrations } from '../faults/office-copy.ts';
import type { PhoneAccount } from '../calls/sipp.ts';

export interface SmallOffice {
  owned: OwnedRows[];
  people: { number: string; account: PhoneAccount }[];
  group: string;
}

export type Run = <T>(name: string, input: unknown) => T;

/** `more`: what else is in the office; `extensionIds` are those of the people. */
export function smallOffice(
  count: number,
  members: number,
  more?: (run: Run, extensionIds: string[], groupId: string) => void,
): SmallOffice {
  const folder = mkdtempSync(join(tmpdir(), 'switchroom-bench-'));
  const office = openOffice({ file: join(folder, 'office.sqlite3'), migrations, features });
  const run = <T>(name: string, input: unknown): T => {
    const outcome = office.run(name, input, { kind: 'system', name: 'bench' });
    if (!outcome.ok) throw new Error(`${name}: ${outcome.error.message}`);
    return outcome.value as T;
  };
  try {
    const made = Array.from({ length: count }, (_, n) =>
      run<{ number: string; extensionId: string; identityIds: string[] }>('person.create', {
        firstName: `Person ${n}`,
        voicemail: false,
      }),
    );
    const { number: group, id: groupId } = run<{ number: string; id: string }>('ring-group.create', {
      name: 'Everybody',
      strategy: 'all-at-once',
      ringSeconds: 2,
      members: made.slice(0, members).map(({ identityIds }) => ({ identityId: identityIds[0] })),
    });
    more?.(
      run,
      made.map(({ extensionId }) => extensionId),
      groupId,
    );
    const people = made.map(({ number, identityIds }) => {
      const identity = office.read.get(identities, identityIds[0] ?? '');
      if (!identity) throw new Error(`${number} has no identity`);
      return { number, account: { device: deviceOf(identity), secret: identity.secret } };
    });
    return { owned: office.projectAll(), people, group };
  } finally {
    office.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

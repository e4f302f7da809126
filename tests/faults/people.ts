/** People of the tests about faults: each with one desk phone and its account. */
import type { PhoneAccount } from '../calls/sipp.ts';
import type { Office } from './service-process.ts';

export interface Person {
  userId: string;
  extensionId: string;
  number: string;
  identityIds: string[];
  account: PhoneAccount;
}

export async function accountOfPerson(
  office: Pick<Office, 'run' | 'ask'>,
  firstName: string,
  more: Record<string, unknown> = {},
): Promise<Person> {
  const input = { firstName, voicemail: false, ringSeconds: 30, ...more };
  const made = await office.run<Omit<Person, 'account'>>('person.create', input);
  const { userName, password } = await office.ask<{ userName: string; password: string }>('identity.credentials', {
    id: made.identityIds[0],
  });
  return { ...made, account: { device: userName, secret: password } };
}

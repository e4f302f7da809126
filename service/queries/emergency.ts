import { z } from 'zod';
import { readiness, type PhoneReadiness } from '../../office/features/emergency/readiness.ts';
import type { Service } from '../action.ts';
import { serviceQuery } from '../action.ts';
import { wayOf } from '../emergency/way.ts';

const nothing = z.strictObject({});

const ready = ({ office, emergency, mail, now, observed }: Service) =>
  readiness(office.read, {
    now: now(),
    proofs: emergency.proofs(),
    way: wayOf,
    mailed: mail.isOn ? mail.alertRecipients() : [],
    elsewhere: new Map(observed.phones.flatMap(({ mac, moved }) => (moved ? [[mac, moved]] : []))),
  });

const topics = [
  'observed:emergency', 'emergency_locations', 'emergency_alarm_phones', 'emergency_settings', 'sites', 'extensions', 'identities',
  'phones', 'phone_lines', 'phone_claims', 'trunks', 'public_numbers', 'mail',
]; // prettier-ignore

/** Desk phones only: where a softphone is, its user says. */
const isLost = ({ id, problems }: PhoneReadiness): boolean =>
  id.startsWith('mac-') && problems.some(({ code }) => ['no-address', 'moved', 'elsewhere'].includes(code));

export const emergencyQueries = {
  'emergency.calls': serviceQuery({
    input: nothing,
    topics: ['observed:emergency'],
    run: ({ emergency }) => ({ calls: emergency.calls() }),
  }),
  'emergency.readiness': serviceQuery({ input: nothing, topics, run: ready }),
  /** For Home and the navigation: how much is red. */
  'emergency.summary': serviceQuery({
    input: nothing,
    topics,
    run(service) {
      const { isReady, problems, phones, sites } = ready(service);
      return {
        isReady,
        problems: problems.slice(0, 3),
        unfitPhones: phones.filter((phone) => phone.problems.length > 0).length,
        phones: phones.length,
        noAddress: phones.filter((phone) => phone.problems.some(({ code }) => code === 'no-address')).length,
        /** Desk phones whose address is missing, or is asked for again since they were moved. */
        noPlace: new Set(phones.filter(isLost).map(({ id }) => id)).size,
        first: phones.find((phone) => phone.problems.length > 0)?.problems[0] ?? null,
        numbers: [...new Set(sites.flatMap((site) => site.numbers.map(({ number }) => number)))],
      };
    },
  }),
};

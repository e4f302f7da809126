import { z } from 'zod';
import { readiness } from '../../office/features/emergency/readiness.ts';
import type { Service } from '../action.ts';
import { serviceQuery } from '../action.ts';

const nothing = z.strictObject({});

const ready = ({ office, emergency, mail, now }: Service) =>
  readiness(office.read, { now: now(), proofs: emergency.proofs(), mailed: mail.isOn ? mail.alertRecipients() : [] });

const topics = [
  'observed:emergency', 'emergency_locations', 'emergency_alarm_phones', 'emergency_settings', 'sites', 'extensions', 'identities',
  'phones', 'trunks', 'public_numbers', 'mail',
]; // prettier-ignore

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
        first: phones.find((phone) => phone.problems.length > 0)?.problems[0] ?? null,
        numbers: [...new Set(sites.flatMap((site) => site.numbers.map(({ number }) => number)))],
      };
    },
  }),
};

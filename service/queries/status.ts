import { z } from 'zod';
import { extensions } from '../../office/features/extensions/table.ts';
import { newPhones } from '../../office/features/phones/queries.ts';
import { phones } from '../../office/features/phones/table.ts';
import { users } from '../../office/features/users/table.ts';
import type { Service } from '../action.ts';
import { serviceQuery } from '../action.ts';
import { levelOf } from '../health/index.ts';

const nothing = z.strictObject({});

function health({ observed }: Service) {
  const items = observed.health;
  return { level: levelOf(items, observed.engine.state), items };
}

function counts({ office, observed }: Service) {
  return {
    people: office.read.count(users),
    extensions: office.read.count(extensions),
    phones: office.read.count(phones),
    phonesNew: newPhones(office.read, observed).length,
    calls: observed.calls.length,
  };
}

export const statusQueries = {
  /** Everything that says how the office is, in one answer; the command line's `status`. */
  status: serviceQuery({
    input: nothing,
    topics: [
      'observed:engine',
      'observed:health',
      'observed:network',
      'observed:calls',
      'observed:phones',
      'phones',
      'users',
    ],
    run: (service) => ({
      version: service.version,
      dataDir: service.place.dataDir,
      startedAt: service.startedAt,
      engine: service.observed.engine,
      network: service.observed.network,
      readBack: service.observed.readBack,
      counts: counts(service),
      ...health(service),
    }),
  }),
  health: serviceQuery({ input: nothing, topics: ['observed:health', 'observed:engine'], run: health }),
  'engine.status': serviceQuery({
    input: nothing,
    topics: ['observed:engine', 'observed:health', 'observed:read-back'],
    run: ({ engine, observed }) => ({
      ...observed.engine,
      calls: observed.calls.length,
      isRestartPending: engine.engine?.isRestartPending ?? false,
      readBack: observed.readBack,
      paths: engine.engine ? { log: engine.engine.paths.log, run: engine.engine.paths.run } : null,
    }),
  }),
};

/** The number that an extension shows: outside, on forwarded calls, and to colleagues (spec X10, X11, N9). */
import { defineFeature, entity, numberOwner } from '../../core/feature.ts';
import { callerIdCommands } from './commands.ts';
import { callerIdQueries } from './queries.ts';
import { callerIdChoices, callerIdRequests, callerIds } from './table.ts';

export const callerIdsFeature = defineFeature({
  id: 'caller-ids',
  entities: [
    entity({
      table: callerIds,
      label: () => 'Caller ID',
      partOf: ({ id }) => ({ table: 'extensions', id }),
      uses: ({ id, internalNumber }) => [
        { table: 'extensions', id },
        ...(internalNumber === '' ? [] : [{ table: numberOwner, id: internalNumber }]),
      ],
    }),
    entity({
      table: callerIdChoices,
      label: () => 'Caller ID to choose from',
      partOf: ({ extensionId }) => ({ table: 'extensions', id: extensionId }),
      uses: ({ extensionId, numberId }) => [
        { table: 'extensions', id: extensionId },
        { table: 'public_numbers', id: numberId },
      ],
    }),
    entity({
      table: callerIdRequests,
      label: ({ number }) => `Request to show ${number}`,
      partOf: ({ extensionId }) => ({ table: 'extensions', id: extensionId }),
      uses: ({ extensionId }) => [{ table: 'extensions', id: extensionId }],
    }),
  ],
  commands: callerIdCommands,
  queries: callerIdQueries,
});

/** Extensions: internal numbers with their owner and rules (spec X1, X4, X6, N9). */
import { z } from 'zod';
import { defineFeature, entity, query } from '../../core/feature.ts';
import { refuse } from '../../core/refusal.ts';
import type { Read, Row } from '../../core/store.ts';
import { line } from '../../core/text.ts';
import { refuseBusyWithCallWaiting, refuseCircle, refuseRulesOfGateway } from '../forwarding/rules.ts';
import { refuseOverSlots } from '../identities/rules.ts';
import { refuseNoteOfSpecial } from '../no-answer/rules.ts';
import { refuseBasicWithPhone } from '../phones/rules.ts';
import { refuseEmergencyNumber } from '../sites/rules.ts';
import { extensionCommands, nextNumber } from './commands.ts';
import { extensionFlows } from './flow.ts';
import { extensionName } from './legs.ts';
import { extensionPhoneChanges } from './phone-change.ts';
import { extensionPlain } from './plain.ts';
import { extensionProjector } from './project.ts';
import { extensions } from './table.ts';

type Extension = Row<typeof extensions>;

export const extensionsFeature = defineFeature({
  id: 'extensions',
  entities: [
    entity({
      table: extensions,
      label: extensionName,
      route: (extension) => (extension.userId === null ? '/people' : `/people/${extension.userId}`),
      numbers: (extension) => [extension.number],
      uses: (extension) => [
        { table: 'sites', id: extension.siteId },
        ...(extension.userId === null ? [] : [{ table: 'users', id: extension.userId }]),
      ],
      check(extension, read) {
        refuseEmergencyNumber(read, extension.number);
        refuseSecondExtension(extension, read);
        refuseBusyWithCallWaiting(read, extension.id);
        refuseRulesOfGateway(read, extension.id);
        refuseCircle(read, extension.id);
        refuseNoteOfSpecial(read, extension.id);
        if (extension.userId !== null) {
          refuseOverSlots(read, extension.userId);
          refuseBasicWithPhone(read, extension.userId);
        }
      },
    }),
  ],
  commands: extensionCommands,
  phoneChanges: extensionPhoneChanges,
  queries: {
    /** What a form for a new extension starts with; its PIN is drawn when it is stored. */
    'extension.suggest': query({
      input: z.strictObject({}),
      topics: ['extensions', 'ring_groups', 'sites'],
      run: ({ read }) => ({ number: nextNumber(read), ringSeconds: 18 }),
    }),
    'extension.list': query({
      input: z.strictObject({
        search: line(80, 'The search text').default(''),
        limit: z.int().min(1).max(1000).default(50),
        /** Only extensions that belong to nobody. */
        unassigned: z.boolean().default(false),
      }),
      topics: ['extensions'],
      run({ read }, { search, limit, unassigned }) {
        const wanted = search.toLowerCase();
        const hits = read
          .memo(byNumber)
          .filter((one) => (!unassigned || one.extension.userId === null) && one.text.includes(wanted));
        return {
          total: hits.length,
          rows: hits.slice(0, limit).map(({ extension }) => ({ ...extension, name: extensionName(extension) })),
        };
      },
    }),
  },
  projectors: [extensionProjector],
  flows: extensionFlows,
  plain: extensionPlain,
});

function byNumber(read: Read): { extension: Extension; text: string }[] {
  return read
    .all(extensions)
    .sort((a, b) => a.number.length - b.number.length || (a.number < b.number ? -1 : 1))
    .map((extension) => ({ extension, text: extensionName(extension).toLowerCase() }));
}

/** A person has one number of their own (spec N5: only users without a number can be picked). */
function refuseSecondExtension(extension: Extension, read: Read): void {
  if (extension.userId === null) return;
  const other = read.all(extensions, { userId: extension.userId }).find((one) => one.id !== extension.id);
  if (!other) return;
  refuse({
    kind: 'rule',
    rule: 'one-extension',
    message: `This person has extension ${extensionName(other)} already. Unassign that one first.`,
    remedy: {
      label: `Unassign ${other.number}`,
      command: 'extension.update',
      input: { id: other.id, userId: null },
    },
  });
}

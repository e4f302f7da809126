/** Identities: one set of SIP credentials for one phone or app (spec I1 to I6). */
import { z } from 'zod';
import { defineFeature, entity, query } from '../../core/feature.ts';
import { found } from '../../core/refusal.ts';
import type { Read } from '../../core/store.ts';
import { id, line } from '../../core/text.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { refuseOtherKind } from '../phones/rules.ts';
import { identityCommands } from './commands.ts';
import {
  refuseOverSlots,
  refuseSameLabel,
  refuseSameSlot,
  refuseSameType,
  suggestedLabel,
  typeWords,
} from './rules.ts';
import { deviceOf, identities, identityTypes } from './table.ts';

export const identitiesFeature = defineFeature({
  id: 'identities',
  entities: [
    entity({
      table: identities,
      label: (identity) => identity.label,
      partOf: (identity) => ({ table: 'extensions', id: identity.extensionId }),
      uses: (identity) => [{ table: 'extensions', id: identity.extensionId }],
      check(identity, read) {
        refuseSameLabel(identity, read);
        refuseSameSlot(identity, read);
        refuseSameType(identity, read);
        refuseOtherKind(read, identity);
        const userId = read.get(extensions, identity.extensionId)?.userId ?? null;
        if (userId !== null) refuseOverSlots(read, userId);
      },
    }),
  ],
  commands: identityCommands,
  queries: {
    'identity.suggest': query({
      input: z.strictObject({ extensionId: id, type: z.enum(identityTypes).default('deskphone') }),
      topics: ['identities', 'extensions'],
      run({ read }, { extensionId, type }) {
        const extension = found(read.get(extensions, extensionId), 'This extension');
        return { label: suggestedLabel(read, extension.label || extension.number, type), types: typeWords };
      },
    }),
    /** Its credentials in full, for a manual set-up; asked for only when somebody wants to see them. */
    'identity.credentials': query({
      input: z.strictObject({ id }),
      topics: ['identities'],
      run({ read }, input) {
        const identity = found(read.get(identities, input.id), 'This identity');
        return { userName: deviceOf(identity), password: identity.secret, transport: identity.transport };
      },
    }),
    /** For pickers: members of groups, a phone's line. */
    'identity.list': query({
      input: z.strictObject({
        search: line(80, 'The search text').default(''),
        type: z.enum(identityTypes).optional(),
        limit: z.int().min(1).max(1000).default(50),
      }),
      topics: ['identities', 'extensions'],
      run({ read }, { search, type, limit }) {
        const wanted = search.toLowerCase();
        const hits = read.memo(named).filter((one) => (!type || one.type === type) && one.text.includes(wanted));
        return { total: hits.length, rows: hits.slice(0, limit).map(({ text: _text, ...row }) => row) };
      },
    }),
  },
});

function named(read: Read) {
  const byId = new Map(read.all(extensions).map((extension) => [extension.id, extension]));
  return read
    .all(identities)
    .map((identity) => {
      const extension = byId.get(identity.extensionId);
      const of = extension ? extensionName(extension) : '';
      const { id: identityId, label, type, extensionId } = identity;
      return { id: identityId, label, type, extensionId, extension: of, text: `${label} ${of}`.toLowerCase() };
    })
    .sort((a, b) => (a.text < b.text ? -1 : 1));
}

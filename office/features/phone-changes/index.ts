/** What people switch with their phone's keys becomes part of the office; each feature says what its changes do. */
import { z } from 'zod';
import { command, defineFeature, type PhoneChange } from '../../core/feature.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';

/** `kinds`: the phone changes of all features by `what`. */
export function phoneChangesFeature(kinds: Readonly<Record<string, PhoneChange>>) {
  const kindOf = (what: string) => (Object.hasOwn(kinds, what) ? kinds[what] : undefined);
  return defineFeature({
    id: 'phone-changes',
    commands: {
      'extension.apply-phone-change': command({
        input: z.strictObject({
          ext: z.string().max(64),
          what: z.string().max(40),
          value: z.string().max(64),
          device: z.string().max(64).default(''),
        }),
        words(change, read) {
          const extension = read.get(extensions, change.ext);
          const did = kindOf(change.what)?.words(change, read) ?? `dialled something unknown (${change.what})`;
          return `${extension ? extensionName(extension) : 'A phone'} ${did} from the phone.`;
        },
        run(tx, change): { note: string | undefined; isDone?: true } {
          const kind = kindOf(change.what);
          if (!kind) return { note: 'This version does not know what the phone did.' };
          if (!tx.get(extensions, change.ext)) return { note: 'The extension is no longer there.' };
          const said = kind.apply(tx, change);
          return typeof said === 'object' ? { note: said.besides, isDone: true } : { note: said };
        },
      }),
    },
  });
}

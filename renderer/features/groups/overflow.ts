/** Where calls of a group go that nobody answers, as a form holds it. */
import { z } from 'zod';

export const overflowKinds = ['end', 'extension', 'ring-group', 'voicemail', 'destination'] as const;
export type OverflowKind = (typeof overflowKinds)[number];

export const overflowSchema = z
  .object({ overflowKind: z.enum(overflowKinds), overflowId: z.string().nullable() })
  .refine(({ overflowKind, overflowId }) => overflowKind === 'end' || (overflowId ?? '') !== '', {
    path: ['overflowId'],
    message: 'Choose where these calls go.',
  });

import type { HealthCheck } from './check.ts';

const lowBytes = 500e6;

/** A full disk refuses changes, call records and voicemail. */
export const disk: HealthCheck = {
  id: 'disk',
  check: ({ freeBytes }) =>
    freeBytes !== undefined && freeBytes < lowBytes
      ? [
          {
            code: 'disk-low',
            severity: 'attention',
            title: 'The disk is almost full',
            cause: `${Math.floor(freeBytes / 1e6)} MB are left where the office is stored.`,
            remedy: 'Make room: with a full disk nothing can be changed and no voicemail is kept.',
          },
        ]
      : [],
};

/** What the form for a new person holds, and the command that it becomes. */
import { z } from 'zod';
import { internalNumber } from '../../../office/core/numbering.ts';
import { email, line, requiredLine } from '../../../office/core/text.ts';
import type { Commands } from '../../api/contract.ts';
import type { InputOf } from '../../api/client.svelte.ts';

export const deviceTypes = ['deskphone', 'desktop-softphone', 'mobile-softphone', 'browser-phone'] as const;
export type DeviceType = (typeof deviceTypes)[number];

/** Everybody may have two; more are granted to people who exist. */
export const mostDevices = 2;

export const newPersonSchema = z
  .object({
    firstName: requiredLine(40, 'The first name'),
    lastName: line(60, 'The last name'),
    email,
    department: line(60, 'The department'),
    jobTitle: line(60, 'The job title'),
    role: z.enum(['user', 'administrator']),
    plan: z.enum(['basic', 'plus', 'pro']),
    number: internalNumber,
    ringSeconds: z.int('Use whole seconds.').min(1, 'At least 1 second.').max(600, 'At most 600 seconds.').optional(),
    unavailable: z.enum(['voicemail', 'number', 'end']),
    whenUnavailable: z.string(),
    pin: z.union([z.literal(''), z.string().regex(/^[0-9]{4,8}$/, 'Use 4 to 8 digits.')]),
    devices: z.array(z.enum(deviceTypes)),
    phoneId: z.string(),
  })
  .refine(({ unavailable, whenUnavailable }) => unavailable !== 'number' || whenUnavailable !== '', {
    path: ['whenUnavailable'],
    message: 'Choose the number that takes the call.',
  });
export type NewPerson = z.output<typeof newPersonSchema>;

export function createInput(person: NewPerson): InputOf<Commands, 'person.create'> {
  const { unavailable, whenUnavailable, pin, devices, phoneId, ...rest } = person;
  const withVoicemail = unavailable === 'voicemail';
  return {
    ...rest,
    voicemail: withVoicemail,
    ...(withVoicemail && pin ? { pin } : {}),
    ...(unavailable === 'number' ? { whenUnavailable } : {}),
    identities: devices.map((type) => ({ type, ...(type === 'deskphone' && phoneId ? { phoneId } : {}) })),
  };
}

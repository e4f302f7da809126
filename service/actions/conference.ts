import { z } from 'zod';
import { isAmiError } from '../../asterisk/ami/errors.ts';
import type { Headers } from '../../asterisk/ami/headers.ts';
import { refuse } from '../../office/core/refusal.ts';
import { id } from '../../office/core/text.ts';
import { action, type Service } from '../action.ts';

/** A channel as conference.live names it. */
const member = { room: id, channel: z.string().regex(/^[A-Za-z]+\/[A-Za-z0-9@;._-]{1,120}$/, 'This is no channel.') };

async function tell({ engine }: Service, name: string, headers: Headers): Promise<void> {
  try {
    await engine.action(name, headers);
  } catch (error) {
    if (!isAmiError(error, 'refused')) throw error;
    refuse({ kind: 'not-found', message: 'This caller has left the room already.' });
  }
}

/** What somebody at the screen does with those who are in a room. */
export const conferenceActions = {
  'conference.mute': action({
    input: z.strictObject({ ...member, on: z.boolean() }),
    async run(service, { room, channel, on }) {
      await tell(service, on ? 'ConfbridgeMute' : 'ConfbridgeUnmute', { Conference: room, Channel: channel });
      return { value: { muted: on } };
    },
  }),
  'conference.remove-member': action({
    input: z.strictObject(member),
    async run(service, { room, channel }) {
      await tell(service, 'ConfbridgeKick', { Conference: room, Channel: channel });
      return { value: { removed: true } };
    },
  }),
};

/**
 * Conference rooms (spec G4): a number with its own rules: PIN, leader, how many. Asterisk reads them for each caller, so a
 * change counts for whoever comes next and disturbs nobody who is in.
 */
import { z } from 'zod';
import { kindOf } from '../../core/call-flow/kinds.ts';
import { destination } from '../../core/destination.ts';
import { command, defineFeature, entity, projector, query } from '../../core/feature.ts';
import { internalNumber } from '../../core/numbering.ts';
import { projected } from '../../core/projection.ts';
import { found, refuseField } from '../../core/refusal.ts';
import type { Read, Row } from '../../core/store.ts';
import { id, requiredLine } from '../../core/text.ts';
import { insteadWords } from '../call-flows/sentence.ts';
import { nextNumber } from '../extensions/commands.ts';
import { refuseEmergencyNumber } from '../sites/rules.ts';
import { byNumber, conferenceFlows, nodeOf } from './flow.ts';
import { conferenceRooms, joinSounds } from './table.ts';

declare module '../../core/projection.ts' {
  interface RuntimeTables {
    conference: { id: string; pin: string; leader_pin: string; announce: string; most: number; waits: 0 | 1 };
  }
}

type Room = Row<typeof conferenceRooms>;

const pin = z.string().regex(/^([0-9]{3,8})?$/, 'Use 3 to 8 digits, or leave it empty.');

const fields = {
  name: requiredLine(60, 'The name of the room'),
  number: internalNumber,
  pin,
  leaderPin: pin,
  joinSound: z.enum(joinSounds),
  most: z.int('Use a whole number.').min(0, 'At least 0, which is without limit.').max(200, 'At most 200.'),
  waitsForLeader: z.boolean(),
};

function refuseBadPins({ pin: members, leaderPin, waitsForLeader }: Room): void {
  if (members !== '' && members === leaderPin)
    refuseField('leaderPin', 'Members and leaders need different PINs, else everybody is a leader.');
  if (waitsForLeader && leaderPin === '')
    refuseField('leaderPin', 'A room that waits for its leader needs a PIN for leaders, else nobody could ever start.');
}

const nameOf = (read: Read, roomId: string) => read.get(conferenceRooms, roomId)?.name ?? roomId;

export const conferenceRoomsFeature = defineFeature({
  id: 'conference-rooms',
  entities: [
    entity({
      table: conferenceRooms,
      label: (room) => `${room.number} ${room.name}`,
      route: () => '/services',
      numbers: (room) => [room.number],
      check(room, read) {
        refuseEmergencyNumber(read, room.number);
        refuseBadPins(room);
      },
    }),
  ],
  commands: {
    'conference-room.create': command({
      input: z.strictObject({
        name: fields.name,
        number: fields.number.optional(),
        pin: fields.pin.optional(),
        leaderPin: fields.leaderPin.optional(),
        joinSound: fields.joinSound.optional(),
        most: fields.most.optional(),
        waitsForLeader: fields.waitsForLeader.optional(),
      }),
      words: (input) => `Added the conference room ${input.name}.`,
      run(tx, { number = nextNumber(tx), ...rest }) {
        const room = tx.insert(conferenceRooms, { id: tx.newId('cnf'), number, ...rest });
        refuseBadPins(room);
        return { id: room.id, number };
      },
    }),
    'conference-room.update': command({
      input: z.strictObject({
        id,
        name: fields.name.optional(),
        number: fields.number.optional(),
        pin: fields.pin.optional(),
        leaderPin: fields.leaderPin.optional(),
        joinSound: fields.joinSound.optional(),
        most: fields.most.optional(),
        waitsForLeader: fields.waitsForLeader.optional(),
      }),
      words: (input, read) => `Changed the conference room ${nameOf(read, input.id)}.`,
      run(tx, { id: roomId, ...patch }) {
        const before = found(tx.get(conferenceRooms, roomId), 'This conference room');
        const room = tx.update(conferenceRooms, roomId, patch);
        refuseBadPins(room);
        if (room.number !== before.number) tx.run('number.moved', { from: before.number, to: room.number });
      },
    }),
    /** `instead`: what led to it leads there, see destinations/instead.ts; without it whoever leads to it keeps it. */
    'conference-room.delete': command({
      input: z.strictObject({ id, instead: destination.optional() }),
      words: (input, read) =>
        `Removed the conference room ${nameOf(read, input.id)}${insteadWords(read, input.instead)}.`,
      run(tx, input) {
        found(tx.get(conferenceRooms, input.id), 'This room');
        if (input.instead !== undefined) tx.run('destination.replace', input);
        tx.remove(conferenceRooms, input.id);
      },
    }),
  },
  queries: {
    'conference-room.list': query({
      input: z.strictObject({}),
      topics: ['conference_rooms'],
      run: ({ read }) => read.all(conferenceRooms).sort(byNumber),
    }),
  },
  projectors: [
    projector({
      owner: conferenceRooms,
      rows: (_read, room) => [
        projected('dial', { number: room.number, target: `flow,${room.id},1` }),
        ...kindOf(nodeOf(room)).rows(nodeOf(room)),
        projected('conference', {
          id: room.id,
          pin: room.pin,
          leader_pin: room.leaderPin,
          announce: room.joinSound,
          most: room.most,
          waits: room.waitsForLeader ? 1 : 0,
        }),
      ],
      affectedBy: [],
    }),
  ],
  flows: conferenceFlows,
  plain(read, names) {
    const rooms = read.all(conferenceRooms).sort(byNumber);
    if (rooms.length === 0) return {};
    return {
      sections: [
        { file: 'confbridge.conf', name: 'general', entries: [] },
        { file: 'confbridge.conf', name: 'default_user', entries: [['type', 'user']] },
        { file: 'confbridge.conf', name: 'default_bridge', entries: [['type', 'bridge']] },
        {
          file: 'confbridge.conf',
          name: 'member_menu',
          entries: [
            ['type', 'menu'],
            ['*1', 'toggle_mute'],
          ],
        },
        {
          file: 'confbridge.conf',
          name: 'leader_menu',
          entries: [
            ['type', 'menu'],
            ['*1', 'toggle_mute'],
            ['*2', 'admin_toggle_conference_lock'],
            ['*3', 'admin_kick_last'],
            ['*4', 'admin_toggle_mute_participants'],
          ],
        },
      ],
      secrets: rooms.flatMap((room) => [
        ...(room.pin === '' ? [] : [{ name: names.secret('PIN', room.id), value: room.pin }]),
        ...(room.leaderPin === '' ? [] : [{ name: names.secret('LEADER_PIN', room.id), value: room.leaderPin }]),
      ]),
    };
  },
});

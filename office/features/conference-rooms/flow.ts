/** A conference room as the end of a call's way. */
import type { ConferenceNode } from '../../core/call-flow/conference/index.ts';
import type { FlowCompiler } from '../../core/feature.ts';
import type { Row } from '../../core/store.ts';
import { conferenceRooms } from './table.ts';

type Room = Row<typeof conferenceRooms>;

export const nodeOf = (room: Room): ConferenceNode => ({
  kind: 'conference',
  id: room.id,
  label: `the conference room ${room.name}`,
  asksPin: room.pin !== '' || room.leaderPin !== '',
  waitsForLeader: room.waitsForLeader,
  hasLeader: room.leaderPin !== '',
  announce: room.joinSound,
  most: room.most,
});

export const byNumber = (a: Room, b: Room) => (a.number < b.number ? -1 : 1);

export const conferenceFlows: readonly FlowCompiler[] = [
  {
    prefix: 'cnf',
    compile(read, nodeId) {
      const room = read.get(conferenceRooms, nodeId);
      return room && nodeOf(room);
    },
    atNumber: (read, number) => read.all(conferenceRooms, { number })[0]?.id,
    destinations: (read) =>
      read
        .all(conferenceRooms)
        .sort(byNumber)
        .map((room) => ({ node: room.id, label: `${room.number} ${room.name}`, group: 'Conference rooms' })),
  },
];

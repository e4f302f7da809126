import { z } from 'zod';
import { isAmiError } from '../../asterisk/ami/errors.ts';
import type { Headers } from '../../asterisk/ami/headers.ts';
import type { AmiEvent } from '../../asterisk/ami/messages.ts';
import { conferenceRooms } from '../../office/features/conference-rooms/table.ts';
import { parking } from '../../office/features/parking/table.ts';
import { extensionName } from '../../office/features/extensions/legs.ts';
import { extensions } from '../../office/features/extensions/table.ts';
import { serviceQuery, type Service } from '../action.ts';

export interface RoomMember {
  channel: string;
  number: string;
  /** Name of the extension, or what the caller shows. */
  label: string;
  isLeader: boolean;
  isMuted: boolean;
  /** Hears music until a leader is there. */
  isWaiting: boolean;
  since: number;
}

export interface ParkedCall {
  place: string;
  number: string;
  name: string;
  /** Who parked it. */
  by: string | null;
  /** Seconds until it comes back to whoever parked it. */
  left: number;
}

const nothing = z.strictObject({});
const isThere = ({ observed }: Service) => observed.engine.manager === 'ready';

/** What Asterisk itself keeps of rooms and parked calls: asked for whenever somebody looks, or a call changes. */
export const everydayQueries = {
  'conference.live': serviceQuery({
    input: nothing,
    topics: ['observed:calls', 'observed:engine', 'conference_rooms', 'extensions'],
    async run(service) {
      const rooms = service.office.read.all(conferenceRooms);
      if (!isThere(service) || rooms.length === 0) return [];
      const all = await Promise.all(rooms.map(async ({ id }) => ({ id, members: await membersOf(service, id) })));
      return all.filter(({ members }) => members.length > 0);
    },
  }),
  'parking.live': serviceQuery({
    input: nothing,
    topics: ['observed:calls', 'observed:engine', 'parking', 'extensions'],
    async run(service): Promise<ParkedCall[]> {
      if (!isThere(service) || service.office.read.count(parking) === 0) return [];
      const events = await listed(service, 'ParkedCalls');
      return events
        .filter((event) => event.event === 'ParkedCall')
        .map((event) => ({
          place: event['parkingspace'] ?? '',
          number: event['parkeecalleridnum'] ?? '',
          name: known(event['parkeecalleridname']),
          by: nameOfDevice(service, (event['parkerdialstring'] ?? '').replace(/^PJSIP\//, '')),
          left: Number(event['parkingtimeout'] ?? 0) - Number(event['parkingduration'] ?? 0),
        }));
    },
  }),
};

/** Asterisk answers with an error when there is nothing in the list: an empty room is no room to it. */
async function listed({ engine }: Service, name: string, headers: Headers = {}): Promise<AmiEvent[]> {
  try {
    return (await engine.engine?.list(name, headers)) ?? [];
  } catch (error) {
    if (isAmiError(error, 'refused')) return [];
    throw error;
  }
}

const known = (text: string | undefined) => (text === undefined || text === '<unknown>' ? '' : text);

async function membersOf(service: Service, room: string): Promise<RoomMember[]> {
  const events = await listed(service, 'ConfbridgeList', { Conference: room });
  return events
    .filter((event) => event.event === 'ConfbridgeList')
    .map((event) => ({
      channel: event.channel ?? '',
      number: known(event.calleridnum),
      label:
        nameOfDevice(service, /^PJSIP\/(.+)-[0-9a-f]{8}$/.exec(event.channel ?? '')?.[1] ?? '') ??
        known(event.calleridname),
      isLeader: event['markeduser'] === 'Yes',
      isMuted: event['muted'] === 'Yes',
      isWaiting: event['waiting'] === 'Yes',
      since: Number(event['answeredtime'] ?? 0),
    }));
}

function nameOfDevice({ office }: Service, device: string): string | null {
  const extension = office.read.get(extensions, device.replace(/-\d+$/, ''));
  return extension ? extensionName(extension) : null;
}

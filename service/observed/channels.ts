/**
 * Asterisk's channels as last heard, and the calls that they make up. Every channel event carries the whole snapshot of
 * its channel (stasis_channels.c), so one missed event is healed by the next. Channels of one call share a linked id.
 */
import type { AmiEvent } from '../../asterisk/ami/messages.ts';
import type { Device, LiveCall } from '../../office/core/observed.ts';

export interface Channel {
  uniqueId: string;
  linkedId: string;
  name: string;
  device: Device | null;
  /** ChannelState of channelstate.h: 4 ring, 5 ringing, 6 up. */
  state: number;
  number: string;
  callerName: string;
  /** What the channel dialled first; later snapshots name places of the dialplan. */
  dialled: string;
  bridge: string | null;
  application: string | null;
  since: number;
  upSince: number | null;
}

export type ChannelChange = { set: Channel } | { remove: string };

const up = 6;
const ringing = 5;

/** Applications in which a caller talks with the product; others are steps on the way. */
const places: Readonly<Record<string, string>> = {
  VoiceMail: 'voicemail',
  VoiceMailMain: 'voicemail',
  Echo: 'echo test',
  MusicOnHold: 'hold music',
  ConfBridge: 'conference',
  Queue: 'queue',
  Page: 'paging',
  Park: 'parked',
};

const snapshotEvents: ReadonlySet<string> = new Set([
  'Newchannel', 'Newstate', 'NewCallerid', 'NewConnectedLine', 'Newexten', 'BridgeEnter', 'BridgeLeave', 'Rename',
]); // prettier-ignore

type Before = (uniqueId: string) => Channel | undefined;

/** res_parking tells of the channel that waits by other names than channel events do. */
const parkedEvents: Readonly<Record<string, boolean>> = {
  ParkedCall: true,
  UnParkedCall: false,
  ParkedCallTimeOut: false,
  ParkedCallGiveUp: false,
};

export function reduceChannel(before: Before, event: AmiEvent, now: number): ChannelChange | undefined {
  const isParked = parkedEvents[event.event];
  if (isParked !== undefined) {
    const parked = before(event['parkeeuniqueid'] ?? '');
    return parked && { set: { ...parked, application: isParked ? `parked at ${event['parkingspace'] ?? ''}` : null } };
  }
  const uniqueId = event.uniqueid ?? '';
  if (uniqueId === '') return undefined;
  const last = before(uniqueId);
  if (event.event === 'Hangup') return last && { remove: uniqueId };
  if (!snapshotEvents.has(event.event)) return undefined;
  // A late event of a channel that is gone already must not bring it back.
  if (!last && event.event !== 'Newchannel') return undefined;
  const next = fromSnapshot(last, event, now);
  if (event.event === 'BridgeEnter') next.bridge = event.bridgeuniqueid || null;
  if (event.event === 'BridgeLeave') next.bridge = null;
  if (event.event === 'Newexten') next.application = places[event.application ?? ''] ?? null;
  if (event.event === 'Rename') Object.assign(next, named(event.newname ?? next.name));
  return { set: next };
}

/** One item of CoreShowChannels. `Duration` is hh:mm:ss. */
export function channelOfList(item: AmiEvent, now: number): Channel | undefined {
  if (item.event !== 'CoreShowChannel' || !item.uniqueid) return undefined;
  const seconds = (item.duration ?? '').split(':').reduce((sum, part) => sum * 60 + (Number(part) || 0), 0);
  const channel = fromSnapshot(undefined, item, now - seconds * 1000);
  return { ...channel, bridge: item.bridgeid || null, application: places[item.application ?? ''] ?? null };
}

function fromSnapshot(last: Channel | undefined, event: AmiEvent, now: number): Channel {
  const state = Number(event.channelstate ?? last?.state ?? 0);
  return {
    uniqueId: event.uniqueid ?? '',
    linkedId: event.linkedid || event.uniqueid || '',
    ...named(event.channel ?? last?.name ?? ''),
    state,
    number: known(event.calleridnum) ?? last?.number ?? '',
    callerName: known(event.calleridname) ?? last?.callerName ?? '',
    dialled: last?.dialled || (event.exten ?? ''),
    bridge: last?.bridge ?? null,
    application: last?.application ?? null,
    since: last?.since ?? now,
    upSince: last?.upSince ?? (state === up ? now : null),
  };
}

/** `PJSIP/<device>-<8 hex digits>`; Local channels are steps of the dialplan, no device. */
function named(name: string): { name: string; device: Device | null } {
  return { name, device: /^PJSIP\/(.+)-[0-9a-f]{8}$/.exec(name)?.[1] ?? null };
}

const known = (text: string | undefined) => (text === undefined || text === '<unknown>' ? undefined : text);

/** The calls of these channels, oldest first. */
export function callsOf(channels: Iterable<Channel>): LiveCall[] {
  const byCall = new Map<string, Channel[]>();
  for (const channel of channels) {
    const list = byCall.get(channel.linkedId);
    if (list) list.push(channel);
    else byCall.set(channel.linkedId, [channel]);
  }
  return (
    [...byCall]
      // Channels of the dialplan alone are nobody's call: somebody waits to be called back.
      .filter(([, members]) => members.some(({ name }) => !name.startsWith('Local/')))
      .map(([id, members]) => callOf(id, members))
      .sort((a, b) => a.since - b.since || (a.id < b.id ? -1 : 1))
  );
}

function callOf(id: string, channels: Channel[]): LiveCall {
  const ordered = [...channels].sort((a, b) => a.since - b.since || (a.uniqueId < b.uniqueId ? -1 : 1));
  const first = ordered.find((channel) => channel.uniqueId === id) ?? ordered[0];
  const devices = (which: (channel: Channel) => boolean) =>
    ordered.flatMap((channel) => (channel.device !== null && which(channel) ? [channel.device] : []));
  const bridged = ordered.filter((channel) => channel.bridge !== null);
  const talking = devices((channel) => channel.bridge !== null && bridged.length > 1);
  return {
    id,
    since: first?.since ?? 0,
    answeredAt: first?.upSince ?? null,
    from: { number: first?.number ?? '', name: first?.callerName ?? '', device: first?.device ?? null },
    dialled: first?.dialled ?? '',
    ringing: devices((channel) => channel.state === ringing),
    talking,
    application: talking.length > 0 ? null : (first?.application ?? null),
  };
}

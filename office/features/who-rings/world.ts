/** What the phones would do now: as observed, unless somebody asks "what if". What is not known is assumed and said. */
import type { Device, Observed } from '../../core/observed.ts';
import type { PhoneWorld, World } from '../../core/call-flow/simulate.ts';
import type { WhatIf } from './queries.ts';

export interface ObservedWorld {
  world: World;
  /** Devices about whose connection nothing is known; they counted as connected. */
  assumed: Set<Device>;
}

export interface Supposed {
  phones: Record<string, WhatIf>;
  /** What the caller presses at each menu, in turn. */
  keys: readonly string[];
  now: number;
  allConnected: boolean;
}

export function worldOf(observed: Observed, { phones, keys, now, allConnected }: Supposed): ObservedWorld {
  const assumed = new Set<Device>();
  let pressed = 0;
  const phone = (device: Device): PhoneWorld => {
    const told = Object.hasOwn(phones, device) ? phones[device] : undefined;
    const { status } = observed.registration(device);
    if (status === 'unknown' && told?.registered === undefined && !allConnected) assumed.add(device);
    return {
      registered: told?.registered ?? (allConnected || status === 'registered' || status === 'unknown'),
      inCall: told?.inCall ?? observed.inUse(device) ?? false,
      does: !told?.does || told.does === 'rings' ? { what: 'rings' } : { what: told.does, after: told.after },
    };
  };
  return {
    assumed,
    world: {
      now,
      phone,
      // Which member is first next, and what chance draws, only Asterisk knows: the list as it stands is shown.
      rotation: () => 0,
      shuffle: (_node, devices) => devices,
      keys: () => keys[pressed++] ?? '',
      outside: () => ({ what: 'answers', after: 5 }),
      fact: () => undefined,
    },
  };
}

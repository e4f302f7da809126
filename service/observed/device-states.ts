/** Which devices are in a call or ringing, from Asterisk's device states (devicestate.c). */
import type { AmiEvent } from '../../asterisk/ami/messages.ts';
import type { Device } from '../../office/core/observed.ts';

const inUse: ReadonlySet<string> = new Set(['INUSE', 'BUSY', 'RINGING', 'RINGINUSE', 'ONHOLD']);
const notInUse: ReadonlySet<string> = new Set(['NOT_INUSE', 'UNAVAILABLE']);

/** From an event or an item of DeviceStateList, which is the same event. `null`: Asterisk does not know. */
export function reduceDeviceState(event: AmiEvent): { device: Device; inUse: boolean | null } | undefined {
  const device = event.event === 'DeviceStateChange' && event.device?.startsWith('PJSIP/') ? event.device.slice(6) : '';
  const state = event.state ?? '';
  if (device === '') return undefined;
  return { device, inUse: inUse.has(state) ? true : notInUse.has(state) ? false : null };
}

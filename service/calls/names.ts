/** Live calls with the people behind their devices. */
import type { Device, LiveCall } from '../../office/core/observed.ts';
import type { Read } from '../../office/core/store.ts';
import { extensions } from '../../office/features/extensions/table.ts';

export interface NamedDevice {
  device: Device;
  extensionId: string | null;
  number: string;
  label: string;
}

export interface NamedCall extends Omit<LiveCall, 'ringing' | 'talking'> {
  ringing: NamedDevice[];
  talking: NamedDevice[];
}

export function withNames(read: Read, call: LiveCall): NamedCall {
  const named = (device: Device): NamedDevice => {
    // `<extension id>-<slot>`
    const extension = read.get(extensions, device.replace(/-\d+$/, ''));
    return {
      device,
      extensionId: extension?.id ?? null,
      number: extension?.number ?? '',
      label: extension?.label ?? '',
    };
  };
  return { ...call, ringing: call.ringing.map(named), talking: call.talking.map(named) };
}

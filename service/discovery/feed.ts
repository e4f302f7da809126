/** What a look at the network says to the life of a phone. */
import type { Device } from '../../phones/discovery/signs.ts';
import type { LifeEvent, PhoneLife } from '../../phones/life.ts';

/** The method that named it, else the one that saw it. */
function viaOf({ evidence }: Pick<Device, 'evidence'>): 'sip' | 'mdns' | 'arp' {
  if (evidence.some(({ via }) => via === 'sip')) return 'sip';
  return evidence.some(({ via }) => via === 'mdns') ? 'mdns' : 'arp';
}

export function seenOnNetwork(device: Device, life: PhoneLife | undefined): LifeEvent {
  const { address, vendorId, model, firmware, lastSeen } = device;
  // The address of an adopted phone is where it registers or fetches; one that is known nowhere else is a help.
  const isPlaced = life?.isAdopted === true && life.address !== undefined;
  return {
    kind: 'seen',
    at: lastSeen,
    via: viaOf(device),
    isSupported: vendorId !== null,
    ...(isPlaced ? {} : { address }),
    ...(vendorId === null ? {} : { vendor: vendorId }),
    ...(model === null ? {} : { model }),
    ...(firmware === null ? {} : { firmware }),
  };
}

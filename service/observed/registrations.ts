/**
 * Which devices are registered, from Asterisk's contacts (pjsip_options.c names the states) and its security events.
 * An aor has the name of its device and holds one contact, so a contact says all there is to know about a device.
 */
import type { AmiEvent } from '../../asterisk/ami/messages.ts';
import type { Device, Registration } from '../../office/core/observed.ts';

export interface RegistrationChange {
  device: Device;
  registration: Registration;
}

/** What is known of a device before an event; `unknown` until the first list after a connect. */
type Before = (device: Device) => Registration;

export function reduceRegistration(before: Before, event: AmiEvent, now: number): RegistrationChange | undefined {
  switch (event.event) {
    case 'ContactStatus':
      return contactStatus(before, event, now);
    case 'ChallengeResponseFailed':
    case 'InvalidPassword':
      return failure(before, event, now, 'wrong-password');
    case 'FailedACL':
      return failure(before, event, now, 'blocked-address');
    default:
      return undefined;
  }
}

/** One item of PJSIPShowContacts. */
export function contactOfList(before: Before, item: AmiEvent, now: number): RegistrationChange | undefined {
  // The object's name is `<aor>;@<hash of the uri>`.
  const device = item.objectname?.split(';@')[0] ?? '';
  if (item.event !== 'ContactList' || device === '') return undefined;
  return { device, registration: registered(before(device), { ...item, viaaddress: viaOf(item) }, now) };
}

const viaOf = (item: AmiEvent) =>
  item.viaaddr ? `${item.viaaddr}${item.viaport ? `:${item.viaport}` : ''}` : undefined;

function contactStatus(before: Before, event: AmiEvent, now: number): RegistrationChange | undefined {
  const device = event.endpointname || event.aor || '';
  if (device === '') return undefined;
  const last = before(device);
  switch (event.contactstatus) {
    case 'Removed':
      // A phone with a new address takes its own place: the new contact is told of before the old one is removed.
      if (last.status === 'registered' && event.uri && last.address !== addressOf(event)) return undefined;
      return { device, registration: { status: 'unregistered', since: now } };
    case 'Unreachable':
      return {
        device,
        registration: { status: 'unregistered', since: last.status === 'unregistered' ? last.since : now },
      };
    default:
      return { device, registration: registered(last, event, now) };
  }
}

function registered(
  last: Registration,
  event: Readonly<Record<string, string | undefined>>,
  now: number,
): Registration {
  if (event['status'] === 'Unreachable')
    return { status: 'unregistered', since: last.status === 'unregistered' ? last.since : now };
  const known = last.status === 'registered' ? last : undefined;
  const address = addressOf(event);
  const roundTrip = Number(event['roundtripusec']);
  return {
    status: 'registered',
    since: known && known.address === address ? known.since : now,
    address,
    transport: transportOf(event['uri'] ?? ''),
    userAgent: (event['useragent'] ?? (known?.address === address ? known.userAgent : '')).slice(0, 200),
    roundTripMs: roundTrip > 0 ? Math.round(roundTrip / 100) / 10 : (known?.roundTripMs ?? null),
  };
}

/** Where the request came from, or what its contact says: `192.0.2.7:5060`, `[2001:db8::7]:5060`. */
function addressOf(event: Readonly<Record<string, string | undefined>>): string {
  const uri = /^sips?:(?:[^@]*@)?(\[[^\]]+\]|[^;:?]+)(:\d+)?/.exec(event['uri'] ?? '');
  return uri ? `${uri[1] ?? ''}${uri[2] ?? ''}` : (event['viaaddress'] ?? '');
}

function transportOf(uri: string): string {
  return /;transport=([a-z]+)/i.exec(uri)?.[1]?.toLowerCase() ?? (uri.startsWith('sips:') ? 'tls' : 'udp');
}

function failure(
  before: Before,
  event: AmiEvent,
  now: number,
  kind: 'wrong-password' | 'blocked-address',
): RegistrationChange | undefined {
  const device = event.accountid ?? '';
  const last = before(device);
  // Somebody else's guess says nothing about a device that is registered, and unknown accounts have no page.
  if (device === '' || last.status === 'registered' || last.status === 'unknown') return undefined;
  // `IPV4/UDP/192.0.2.7/5060`
  const address = event.remoteaddress?.split('/')[2] ?? '';
  const since = last.status === 'unregistered' ? last.since : now;
  return { device, registration: { status: 'unregistered', since, reason: { kind, at: now, address } } };
}

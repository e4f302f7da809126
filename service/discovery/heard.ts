/** Phones that were heard without being looked for (they started, asked for settings, registered), as found devices. */
import type { SeenPhone } from '../../office/core/observed.ts';
import type { Device, Evidence, Via } from '../../phones/discovery/signs.ts';
import { modelOf, vendorById } from '../../phones/vendors/index.ts';

/** What the methods of a phone's life are called here. A look's own evidence is in the inventory already. */
const heardBy: Readonly<Record<string, Via>> = { pnp: 'pnp', http: 'provisioning', registration: 'registration' };

const words: Partial<Record<Via, string>> = {
  pnp: 'Asked for its settings when it started (plug-and-play).',
  provisioning: 'Asked for its settings.',
  registration: 'Is one of the office’s phones.',
};

const evidenceOf = ({ evidence }: SeenPhone): Evidence[] =>
  evidence.flatMap(({ at, method, text }) => {
    const via = heardBy[method];
    return via === undefined ? [] : [{ at, via, text: words[via] ?? text }];
  });

export function deviceOfSeen(seen: SeenPhone): Device {
  const vendor = vendorById(seen.vendor ?? '');
  const isModelKnown = vendor !== undefined && modelOf(vendor, seen.model ?? undefined) !== undefined;
  return {
    id: seen.mac,
    kind: vendor === undefined ? 'maybe-phone' : 'phone',
    mac: seen.mac,
    address: seen.address ?? '',
    interface: null,
    vendorId: seen.vendor,
    maker: vendor?.name ?? seen.vendor,
    model: seen.model,
    isModelKnown,
    firmware: seen.firmware,
    confidence: seen.model === null ? 'likely' : 'certain',
    evidence: evidenceOf(seen),
    firstSeen: seen.firstSeen,
    lastSeen: seen.lastSeen,
  };
}

/** A phone that told more when it started than it says now is known by what it told. */
export function withEvidence(device: Device, seen: SeenPhone): Device {
  const heard = evidenceOf(seen);
  const evidence = [...heard, ...device.evidence].sort((a, b) => a.at - b.at);
  const firstSeen = Math.min(device.firstSeen, seen.firstSeen);
  const lastSeen = Math.max(device.lastSeen, seen.lastSeen);
  const isNamed = device.kind === 'phone' && device.model !== null;
  const base = isNamed || heard.length === 0 ? device : { ...deviceOfSeen(seen), address: device.address, interface: device.interface }; // prettier-ignore
  return { ...base, firmware: base.firmware ?? seen.firmware, evidence, firstSeen, lastSeen };
}

/** Calls with the people behind their devices and numbers, as they are named today. */
import type { Device, LiveCall } from '../../office/core/observed.ts';
import type { Read } from '../../office/core/store.ts';
import { extensions } from '../../office/features/extensions/table.ts';
import { featureCodes } from '../../office/features/feature-codes/table.ts';
import { ringGroups } from '../../office/features/ring-groups/table.ts';
import { trunks } from '../../office/features/trunks/table.ts';
import type { CallLine } from './cdr.ts';

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
  const named = namer(read);
  return { ...call, ringing: call.ringing.map(named), talking: call.talking.map(named) };
}

export interface NamedLine extends Omit<CallLine, 'dialled' | 'answeredBy' | 'rang'> {
  position: number;
  dialled: { number: string; label: string };
  answeredBy: NamedDevice | null;
  rang: NamedDevice[];
}

export function lineWithNames(read: Read, line: CallLine & { position: number }): NamedLine {
  const named = namer(read);
  return {
    ...line,
    // The office itself calls by a line to test it.
    from: isTrunk(line.from.number) ? { ...line.from, number: '', name: named(line.from.number).label } : line.from,
    dialled: dialledOf(read, line.dialled),
    answeredBy: line.answeredBy === null ? null : outsideParty(named(line.answeredBy), line.dialled),
    rang: line.rang.map(named),
  };
}

/** Who answered outside is told by the number that was dialled, when it is one of the outside. */
function outsideParty(party: NamedDevice, dialled: string): NamedDevice {
  return isTrunk(party.device) && party.number === '' && /^\+?[0-9]{3,}$/.test(dialled)
    ? { ...party, number: dialled }
    : party;
}

/** What was dialled, or the first node of the call's flow, which names who has that number today. */
function dialledOf(read: Read, dialled: string): NamedLine['dialled'] {
  const code = /^code-(.+)$/.exec(dialled)?.[1];
  if (code !== undefined) return { number: read.get(featureCodes, code)?.code ?? '', label: code.replaceAll('-', ' ') };
  const id = dialled.replace(/^(vm|fa)-/, '');
  const extension = read.get(extensions, id) ?? read.all(extensions, { number: dialled })[0];
  if (extension) return { number: extension.number, label: extension.label };
  const group = read.get(ringGroups, id) ?? read.all(ringGroups, { number: dialled })[0];
  if (group) return { number: group.number, label: group.name };
  return { number: /^[0-9*#+]+$/.test(dialled) ? dialled : '', label: '' };
}

/** A channel of a trunk, whose endpoint has the trunk's id. */
export const isTrunk = (device: Device): boolean => device.startsWith('trk-');

export function namer(read: Read) {
  return (device: Device): NamedDevice => {
    // A line to the outside is no phone: it has a name, and who is at its other end is the call's own number.
    if (isTrunk(device)) return { device, extensionId: null, number: '', label: read.get(trunks, device)?.name ?? '' };
    // `<extension id>-<slot>`
    const extension = read.get(extensions, device.replace(/-\d+$/, ''));
    return {
      device,
      extensionId: extension?.id ?? null,
      number: extension?.number ?? '',
      label: extension?.label ?? '',
    };
  };
}

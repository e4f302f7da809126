/**
 * Random small offices with one call each, drawn from a seed: extensions with every rule, groups of every strategy,
 * phones that answer, ring, are busy, decline or are not there. Ring times are seconds, so that many calls take no time.
 */
import { extensions } from '../../../office/features/extensions/table.ts';
import { forwards, forwardTargets, vipCallers, type forwardKinds } from '../../../office/features/forwarding/table.ts';
import { deviceOf, identities } from '../../../office/features/identities/table.ts';
import { ringGroupMembers, ringGroups, ringStrategies } from '../../../office/features/ring-groups/table.ts';
import { sites } from '../../../office/features/sites/table.ts';
import { mailboxes } from '../../../office/features/voicemail/table.ts';
import type { PhoneWorld } from '../../../office/core/call-flow/simulate.ts';
import { memoryOffice, type MemoryOffice } from '../memory-read.ts';

export interface Scenario {
  seed: number;
  office: MemoryOffice;
  phones: Map<string, PhoneWorld>;
  secrets: Map<string, string>;
  /** Where rotating groups stand. */
  rotation: Map<string, number>;
  call: { device: string; from: string; to: string };
}

/** Mulberry32: the same seed draws the same office everywhere. */
export function randomOf(seed: number): () => number {
  let state = (seed * 0x9e3779b1) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** `block`: the office's numbers begin with this, so that many offices live in one Asterisk. */
export function scenario(seed: number, block: number): Scenario {
  const random = randomOf(seed);
  const chance = (probability: number) => random() < probability;
  const between = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T; // Safe: lists are not empty.
  const office = memoryOffice();
  const phones = new Map<string, PhoneWorld>();
  const secrets = new Map<string, string>();
  const rotation = new Map<string, number>();
  const prefix = `s${block}`;
  const number = (index: number) => String(20_000 + block * 20 + index);
  office.add(sites, {
    id: `site-${prefix}`,
    name: 'Office',
    street: '',
    postalCode: '',
    city: '',
    region: '',
    country: 'US',
    timeZone: 'UTC',
    language: 'en',
  });

  const extensionCount = between(2, 6);
  const groupCount = between(0, 3);
  const extensionIds = Array.from({ length: extensionCount }, (_, index) => `ext-${prefix}x${index}`);
  const groupIds = Array.from({ length: groupCount }, (_, index) => `grp-${prefix}g${index}`);
  const numbers = [...extensionIds.map((_, index) => number(index)), ...groupIds.map((_, index) => number(10 + index))];
  const identityIds: string[] = [];
  let answerStep = 0;

  for (const [index, id] of extensionIds.entries()) {
    const own = number(index);
    office.add(extensions, {
      id, number: own, label: `N ${own}`, type: 'normal', siteId: `site-${prefix}`, userId: null, ringSeconds: between(2, 4),
      callWaiting: !chance(0.2), doNotDisturb: chance(0.12), localServerAddress: '',
    }); // prettier-ignore
    office.add(mailboxes, { id, enabled: chance(0.4), pin: '4711' });
    for (let slot = 1; slot <= (index === 0 ? between(1, 2) : between(0, 2)); slot++) {
      const identity = {
        id: `idn-${prefix}x${index}s${slot}`,
        extensionId: id,
        slot,
        label: `${own}/${slot}`,
        type: 'deskphone' as const,
        transport: 'udp' as const,
        secret: `secret${seed}x${index}x${slot}`,
        ringsOnIncoming: !chance(0.1),
      };
      office.add(identities, identity);
      identityIds.push(identity.id);
      secrets.set(deviceOf(identity), identity.secret);
      // Every phone answers at a moment of its own, so that the first one is never a matter of chance.
      const after = between(0, 3) + 0.25 + 0.13 * (answerStep++ % 5);
      const what = random();
      phones.set(deviceOf(identity), {
        registered: chance(0.85),
        inCall: chance(0.12),
        does:
          what < 0.3
            ? { what: 'answers', after }
            : what < 0.42
              ? { what: 'busy', after: between(0, 2) + 0.25 }
              : what < 0.52
                ? { what: 'declines', after }
                : { what: 'rings' },
      });
    }
    for (const kind of ['always', 'busy', 'no-answer', 'unreachable'] as (typeof forwardKinds)[number][]) {
      if (!chance(kind === 'always' ? 0.18 : 0.25)) continue;
      const to = pick(numbers);
      if (to === own) continue;
      const several = kind === 'always' && chance(0.5);
      office.add(forwards, {
        id: `${id}-${kind}`,
        extensionId: id,
        kind,
        enabled: chance(0.85),
        number: several && chance(0.6) ? '' : to,
      });
      const others = extensionIds.filter((other) => other !== id);
      if (several)
        for (let position = 0; position < between(1, Math.min(3, others.length)); position++)
          office.add(forwardTargets, {
            id: `fwt-${prefix}x${index}p${position}`,
            extensionId: id,
            targetExtensionId: others[position] as string,
            position,
          });
      if (kind === 'always' && chance(0.4))
        office.add(vipCallers, { id: `vip-${prefix}x${index}`, extensionId: id, number: number(0) });
    }
  }

  for (const [index, id] of groupIds.entries()) {
    const overflow = pick(['end', 'extension', 'ring-group', 'voicemail'] as const);
    const other = groupIds.filter((one) => one !== id);
    const overflowId = overflow === 'end' ? null : overflow === 'ring-group' ? (other[0] ?? null) : pick(extensionIds);
    office.add(ringGroups, {
      id, number: number(10 + index), name: `Group ${index}`, strategy: pick(ringStrategies), ringSeconds: between(2, 4), skipBusy: chance(0.4),
      showName: chance(0.5), overflowKind: overflowId === null ? 'end' : overflow, overflowId,
    }); // prettier-ignore
    rotation.set(id, between(0, 3));
    const members = identityIds.filter(() => chance(0.6));
    for (const [position, identityId] of members.entries()) {
      office.add(ringGroupMembers, {
        id: `mem-${id}p${position}`,
        groupId: id,
        identityId,
        position,
        startDelay: between(0, 3),
        ringSeconds: between(1, 3),
        signedOut: chance(0.12),
      });
    }
  }

  const caller = pick([...phones.keys()]);
  phones.set(caller, { registered: true, inCall: false, does: { what: 'rings' } });
  const callerExtension = office.get(extensions, caller.slice(0, caller.lastIndexOf('-')));
  const to = chance(0.05)
    ? number(19)
    : groupIds.length > 0 && chance(0.5)
      ? number(10 + between(0, groupCount - 1))
      : pick(numbers);
  return { seed, office, phones, secrets, rotation, call: { device: caller, from: callerExtension?.number ?? '', to } };
}

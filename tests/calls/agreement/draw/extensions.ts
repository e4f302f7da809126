/** Extensions with every rule, and their phones, which answer, ring, are busy, decline or are not there. */
import { extensions } from '../../../../office/features/extensions/table.ts';
import {
  forwards,
  forwardTargets,
  vipCallers,
  type forwardKinds,
} from '../../../../office/features/forwarding/table.ts';
import { deviceOf, identities } from '../../../../office/features/identities/table.ts';
import { mailboxes } from '../../../../office/features/voicemail/table.ts';
import type { Draw, DrawPart } from './draw.ts';
import { siteOf } from './site.ts';

export const drawExtensions: DrawPart = {
  id: 'extensions',
  plan(draw) {
    const count = draw.between(2, 6);
    for (let index = 0; index < count; index++) {
      draw.extensionIds.push(`ext-${draw.prefix}x${index}`);
      draw.numbers.push(draw.number(index));
      draw.destinations.push(`node:ext-${draw.prefix}x${index}`, `number:${draw.number(index)}`);
    }
  },
  fill(draw) {
    for (const [index, id] of draw.extensionIds.entries()) {
      const own = draw.number(index);
      draw.office.add(extensions, {
        id, number: own, label: `N ${own}`, type: 'normal', siteId: siteOf(draw.prefix), userId: null, ringSeconds: draw.between(2, 4),
        callWaiting: !draw.chance(0.2), doNotDisturb: draw.chance(0.12), localServerAddress: '',
      }); // prettier-ignore
      draw.office.add(mailboxes, { id, enabled: draw.chance(0.4) });
      for (let slot = 1; slot <= (index === 0 ? draw.between(1, 2) : draw.between(0, 2)); slot++)
        drawIdentity(draw, id, index, slot);
      for (const kind of ['always', 'busy', 'no-answer', 'unreachable'] as const) drawForward(draw, id, index, kind);
    }
  },
};

function drawIdentity(draw: Draw, extensionId: string, index: number, slot: number): void {
  const { random, chance, between } = draw;
  const identity = {
    id: `idn-${draw.prefix}x${index}s${slot}`,
    extensionId,
    slot,
    label: `${draw.number(index)}/${slot}`,
    type: 'deskphone' as const,
    transport: 'udp' as const,
    secret: `secret${draw.seed}x${index}x${slot}`,
    ringsOnIncoming: !chance(0.1),
  };
  draw.office.add(identities, identity);
  draw.identityIds.push(identity.id);
  const after = draw.answerAfter();
  const what = random();
  draw.phone(deviceOf(identity), identity.secret, {
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

function drawForward(draw: Draw, id: string, index: number, kind: (typeof forwardKinds)[number]): void {
  const { chance, between, pick, office, extensionIds } = draw;
  if (!chance(kind === 'always' ? 0.18 : 0.25)) return;
  const to = draw.outsideNumbers.length > 0 && chance(0.3) ? pick(draw.outsideNumbers) : pick(draw.numbers);
  if (to === draw.number(index)) return;
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
        id: `fwt-${draw.prefix}x${index}p${position}`,
        extensionId: id,
        targetExtensionId: others[position] as string,
        position,
      });
  if (kind === 'always' && chance(0.4))
    office.add(vipCallers, { id: `vip-${draw.prefix}x${index}`, extensionId: id, number: draw.number(0) });
}

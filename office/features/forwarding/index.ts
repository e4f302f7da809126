/** Forwarding: of all calls with a VIP list, when busy, when nobody answers, when no phone is connected (spec N8, X5). */
import { defineFeature, entity, numberOwner } from '../../core/feature.ts';
import { refuse } from '../../core/refusal.ts';
import type { Read, Row } from '../../core/store.ts';
import { extensions } from '../extensions/table.ts';
import { circumstance, forwardingCommands, numberCommands } from './commands.ts';
import { targetsOf } from './next.ts';
import {
  forwardId,
  refuseBusyWithCallWaiting,
  refuseCircle,
  refuseForwardWithPasscode,
  refuseRulesOfGateway,
} from './rules.ts';
import { forwards, forwardTargets, vipCallers } from './table.ts';

const partOfExtension = (row: { extensionId: string }) => ({ table: 'extensions', id: row.extensionId });

export const forwardingFeature = defineFeature({
  id: 'forwarding',
  entities: [
    entity({
      table: forwards,
      label: (forward) => `Forwarding ${circumstance[forward.kind]}`,
      partOf: partOfExtension,
      // While it is off, the number is only remembered, and keeps nobody from being removed.
      uses: (forward) => [
        partOfExtension(forward),
        ...(forward.enabled && forward.number !== '' && !forward.number.startsWith('+')
          ? [{ table: numberOwner, id: forward.number }]
          : []),
      ],
      check(forward, read) {
        refuseNowhere(read, forward.extensionId);
        if (forward.enabled) {
          refuseForwardWithPasscode(read, forward.extensionId);
          refuseRulesOfGateway(read, forward.extensionId);
        }
        if (forward.kind === 'busy') refuseBusyWithCallWaiting(read, forward.extensionId);
        if (forward.kind === 'always') refuseCircle(read, forward.extensionId);
      },
    }),
    entity({
      table: forwardTargets,
      label: (row, read) => `Forwarding to ${read.get(extensions, row.targetExtensionId)?.number ?? 'an extension'}`,
      partOf: partOfExtension,
      uses: (row) => [partOfExtension(row), { table: 'extensions', id: row.targetExtensionId }],
      check: (row, read) => refuseCircle(read, row.extensionId),
      checkGone: (row, read) => refuseNowhere(read, row.extensionId),
    }),
    entity({
      table: vipCallers,
      label: (vip) => `VIP ${vip.number}`,
      partOf: partOfExtension,
      uses: (vip) => [partOfExtension(vip)],
    }),
  ],
  commands: { ...forwardingCommands, ...numberCommands },
});

/** An undo may take away the last target while forwarding is on. */
function refuseNowhere(read: Read, extensionId: string): void {
  const leadsNowhere = (forward: Row<typeof forwards>) =>
    forward.enabled &&
    forward.number === '' &&
    (forward.kind !== 'always' || targetsOf(read, extensionId).length === 0);
  for (const kind of ['always', 'busy', 'no-answer', 'unreachable'] as const) {
    const forward = read.get(forwards, forwardId(extensionId, kind));
    if (forward && leadsNowhere(forward))
      refuse({
        kind: 'rule',
        rule: 'forward-nowhere',
        message: `Forwarding ${circumstance[kind]} is on but would lead nowhere. Turn it off first, or say where calls go.`,
      });
  }
}

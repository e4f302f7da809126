/** Voicemail of an extension, with the standard prompts (spec N9). */
import { defineFeature, entity } from '../../core/feature.ts';
import { refuse } from '../../core/refusal.ts';
import type { Read, Row } from '../../core/store.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { refuseNoteAndVoicemail } from '../no-answer/rules.ts';
import { ringGroups } from '../ring-groups/table.ts';
import { unavailable } from '../unavailable/table.ts';
import { voicemailCommands } from './commands.ts';
import { mailboxes } from './table.ts';

export const voicemailFeature = defineFeature({
  id: 'voicemail',
  entities: [
    entity({
      table: mailboxes,
      label: () => 'Voicemail',
      partOf: (mailbox) => ({ table: 'extensions', id: mailbox.id }),
      uses: (mailbox) => [{ table: 'extensions', id: mailbox.id }],
      check(mailbox, read) {
        refuseMissingOverflow(mailbox, read);
        refuseNoteAndVoicemail(read, mailbox.id);
        if (!mailbox.enabled) refuseNeededBySchedule(read, mailbox.id);
      },
      checkGone: (mailbox, read) => refuseNeededBySchedule(read, mailbox.id),
    }),
  ],
  commands: voicemailCommands,
});

/** Calls that a group hands to a voicemail must not end in nothing because somebody turned it off. */
function refuseMissingOverflow(mailbox: Row<typeof mailboxes>, read: Read): void {
  if (mailbox.enabled) return;
  const by = [
    ...read.all(ringGroups, { overflowId: mailbox.id, overflowKind: 'voicemail' }),
    ...read.all(ringGroups, { overflowId: `node:vm-${mailbox.id}`, overflowKind: 'destination' }),
  ];
  const [first] = by;
  if (!first) return;
  refuse({
    kind: 'in-use',
    by: by.map((group) => ({
      table: 'ring_groups',
      id: group.id,
      label: `${group.number} ${group.name}`,
      route: `/groups/${group.id}`,
    })),
    message: `Calls to ${first.name} that nobody answers go to this voicemail. Choose another overflow for that group first.`,
    remedy: { label: `Open ${first.name}`, route: `/groups/${first.id}` },
  });
}

/** The rule "when unavailable" would give the busy tone instead, while its card goes on to say voicemail (spec X15). */
function refuseNeededBySchedule(read: Read, extensionId: string): void {
  const rule = read.get(unavailable, extensionId);
  const extension = read.get(extensions, extensionId);
  if (!extension || !rule?.enabled || rule.action !== 'voicemail') return;
  refuse({
    kind: 'rule',
    rule: 'voicemail-when-unavailable',
    message: `Calls of ${extensionName(extension)} go to voicemail when unavailable by schedule. Choose the busy tone or another place for them first.`,
    remedy: {
      label: 'Busy tone when unavailable',
      command: 'unavailable.set',
      input: { extensionId, action: 'busy' },
    },
  });
}

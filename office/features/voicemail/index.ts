/** Voicemail of an extension, with the standard prompts (spec N9). */
import { defineFeature, entity } from '../../core/feature.ts';
import { refuse } from '../../core/refusal.ts';
import type { Read, Row } from '../../core/store.ts';
import { refuseNoteAndVoicemail } from '../no-answer/rules.ts';
import { ringGroups } from '../ring-groups/table.ts';
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
      },
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

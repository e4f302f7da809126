/** The office's mail: its settings joined with the outbox. The rest of the service only says what is to be sent. */
import { join } from 'node:path';
import type { Read } from '../../office/core/store.ts';
import { mailId, recipientsOf } from '../../office/features/mail/commands.ts';
import { mail } from '../../office/features/mail/table.ts';
import { deliver, newMessageId, type MailServer } from './deliver.ts';
import { openOutbox, type NewMail, type Outbox } from './outbox.ts';

export interface Mail extends Outbox {
  readonly isOn: boolean;
  /** Addresses that are told of emergency calls and faults. */
  alertRecipients(): string[];
  /** Sends at once, past the outbox, and says exactly what the server said. */
  test(to: string): Promise<{ isSent: boolean; words: string }>;
  /** The settings changed: what waits is tried with the new ones. */
  settingsChanged(): void;
}

export type { NewMail };

export interface MailOptions {
  dataDir: string;
  read: Read;
  now: () => number;
  changed: () => void;
  note: (text: string) => void;
}

export function openMail({ dataDir, read, now, changed, note }: MailOptions): Mail {
  const server = (): MailServer | undefined => {
    const row = read.get(mail, mailId);
    return row && row.host !== '' ? row : undefined;
  };
  const outbox = openOutbox({ file: join(dataDir, 'mail.sqlite3'), server, now, changed, note });
  return {
    ...outbox,
    get isOn() {
      return server() !== undefined;
    },
    alertRecipients: () => recipientsOf(read.get(mail, mailId)),
    settingsChanged: () => outbox.retry(),
    async test(to) {
      const current = server();
      if (!current) return { isSent: false, words: 'No mail server is set up.' };
      const delivery = await deliver(current, {
        messageId: newMessageId(current.fromAddress),
        at: now(),
        to,
        subject: 'Test mail of the office phone system',
        text: 'This mail was sent by hand to see whether mail works. It does.',
        attachment: null,
      });
      return delivery.kind === 'taken'
        ? { isSent: true, words: delivery.response }
        : { isSent: false, words: delivery.error };
    },
  };
}

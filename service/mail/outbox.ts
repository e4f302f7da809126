/**
 * Mail that waits to leave: in a file of its own, written before anybody is told that it will be sent, tried again with
 * growing pauses for as long as the mail server is away, and given up only where everybody can see it.
 *
 *   queued -> sending -> sent
 *     ^          |-> queued   (later: the server is away, busy, or wants a retry)
 *     |          '-> failed   (refused for good, or too old)
 *     '-- retry -------'
 *
 * A mail leaves at least once. SMTP has one moment in which nobody can know (RFC 1047): the server has taken the mail, and
 * its answer was lost, or we were killed before it was noted. Such a mail is sent once more under the same Message-ID, by
 * which mail programs drop the second one; after a second such moment it is left alone and shown.
 */
import Database from 'better-sqlite3';
import { closeSync, openSync } from 'node:fs';
import {
  deliver as deliverBySmtp,
  newMessageId,
  oneLine,
  type Attachment,
  type Delivery,
  type Letter,
  type MailServer,
} from './deliver.ts';

export interface NewMail {
  to: readonly string[];
  subject: string;
  text: string;
  /** What it is about, for the list: `emergency`, `voicemail`, `missed-call`, `test`. */
  kind: string;
  attachment?: Attachment;
  /** The same event never makes a second mail to the same address, however often it is reported. */
  key?: string;
  /** Before all that waits. */
  isUrgent?: boolean;
}

export interface OutboxLine {
  id: number;
  at: number;
  kind: string;
  to: string;
  subject: string;
  state: 'queued' | 'sending' | 'sent' | 'failed';
  attempts: number;
  nextAt: number | null;
  sentAt: number | null;
  error: string;
  attachment: string;
  attachmentBytes: number;
}

export interface MailState {
  waiting: number;
  failed: number;
  /** Of what waits or has failed, the newest reason. */
  error: string;
  /** Since when the oldest mail waits. */
  since: number | null;
}

export interface Outbox {
  /** Stored when it returns. The number of mails: one for each address, none while mail is off. */
  add(mail: NewMail): number;
  list(limit?: number): OutboxLine[];
  state(): MailState;
  /** Tries at once what waits; with an id, also one that was given up. */
  retry(id?: number): void;
  remove(id: number): boolean;
  /** Resolves when nothing is being sent. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export interface OutboxOptions {
  file: string;
  /** Undefined while mail is off. */
  server: () => MailServer | undefined;
  now: () => number;
  changed: () => void;
  note: (text: string) => void;
  deliver?: typeof deliverBySmtp;
  /** Pause after the nth failure in a row. */
  pauseMs?: (failures: number) => number;
}

/** Larger ones are refused by most mail servers (base64 makes them a third larger). */
export const maxAttachmentBytes = 15e6;
const giveUpAfterMs = 14 * 24 * 3600_000;
const keepSent = 500;
const maxWaiting = 5000;

/** 15 s, 30 s, 1 min ... half an hour. */
export const usualPause = (failures: number): number => Math.min(30 * 60_000, 15_000 * 2 ** Math.max(0, failures - 1));

interface StoredRow {
  id: number;
  message_id: string;
  at: number;
  kind: string;
  recipient: string;
  subject: string;
  text: string;
  state: OutboxLine['state'];
  attempts: number;
  unclear: number;
  next_at: number;
  error: string;
  attachment_name: string;
  attachment_type: string;
  attachment: Buffer | null;
}

const schema = `
create table if not exists outbox (
  id integer primary key autoincrement, message_id text not null unique, key text unique, at integer not null, kind text not null,
  recipient text not null, subject text not null, text text not null, urgent integer not null default 0,
  state text not null default 'queued', attempts integer not null default 0, unclear integer not null default 0,
  handed_over integer not null default 0, next_at integer not null default 0, sent_at integer, error text not null default '',
  attachment_name text not null default '', attachment_type text not null default '', attachment blob
);
create index if not exists outbox_state on outbox (state, next_at);
`;

export function openOutbox(options: OutboxOptions): Outbox {
  const { now, changed } = options;
  const deliver = options.deliver ?? deliverBySmtp;
  const pauseMs = options.pauseMs ?? usualPause;
  closeSync(openSync(options.file, 'a', 0o600)); // Messages are private; SQLite gives its side files this mode.
  const db = new Database(options.file, { timeout: 5000 });
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(schema);
  // What a killed service was sending: only mail that was handed over whole may be there already.
  db.exec(`
    update outbox set state = 'queued', unclear = unclear + handed_over, handed_over = 0, next_at = 0 where state = 'sending';
    update outbox set state = 'failed', error = 'It was handed over twice and no answer came. It may have arrived.' where state = 'queued' and unclear > 1;
  `);
  const sql = {
    insert: db.prepare(`insert or ignore into outbox
      (message_id, key, at, kind, recipient, subject, text, urgent, attachment_name, attachment_type, attachment)
      values (@messageId, @key, @at, @kind, @recipient, @subject, @text, @urgent, @name, @type, @content)`),
    due: db.prepare(`select * from outbox where state = 'queued' and (next_at <= @now or next_at > @now + 7200000)
      order by urgent desc, id limit 1`),
    next: db.prepare(`select min(next_at) from outbox where state = 'queued'`).pluck(),
    begin: db.prepare(`update outbox set state = 'sending', handed_over = 0, attempts = attempts + 1 where id = ?`),
    handedOver: db.prepare('update outbox set handed_over = 1 where id = ?'),
    sent: db.prepare(`update outbox set state = 'sent', sent_at = ?, error = '', attachment = null where id = ?`),
    again: db.prepare(`update outbox set state = 'queued', next_at = ?, error = ?, unclear = unclear + ? where id = ?`),
    failed: db.prepare(`update outbox set state = 'failed', error = ? where id = ?`),
    bare: db.prepare(`update outbox set text = ?, attachment = null, attachment_name = '' where id = ?`),
    waiting: db.prepare(`select count(*) from outbox where state in ('queued', 'sending')`).pluck(),
    trim: db.prepare(
      `delete from outbox where state = 'sent' and id <= (select id from outbox where state = 'sent' order by id desc limit 1 offset ${keepSent})`,
    ),
  };

  let timer: NodeJS.Timeout | undefined;
  let sending: Promise<void> | undefined;
  let isStopped = false;
  let isClosed = false;
  /** Failures of the server in a row, and until when nothing is tried because of them. */
  let serverFailures = 0;
  let quietUntil = 0;

  function schedule(): void {
    clearTimeout(timer);
    if (isStopped || sending || !options.server()) return;
    const next = sql.next.get() as number | null;
    if (next === null) return;
    // At most a minute, so that a clock that is set back or forth holds nothing up.
    const wait = Math.min(60_000, Math.max(0, Math.max(next, quietUntil) - now()));
    timer = setTimeout(() => {
      if (quietUntil - now() > 7_200_000) quietUntil = 0;
      if (quietUntil > now()) return schedule();
      sending = work().finally(() => {
        sending = undefined;
        schedule();
      });
    }, wait);
    timer.unref();
  }

  async function work(): Promise<void> {
    for (;;) {
      if (isStopped) return;
      const server = options.server();
      const row = sql.due.get({ now: now() }) as StoredRow | undefined;
      if (!server || !row) return;
      sql.begin.run(row.id);
      changed();
      const delivery = await attempt(server, row);
      if (isClosed) return; // As if killed here: the next start puts it right.
      settle(row, delivery);
      changed();
      if (delivery.kind === 'later' && delivery.at === 'server') return;
    }
  }

  async function attempt(server: MailServer, row: StoredRow): Promise<Delivery> {
    try {
      return await deliver(server, letterOf(row), () => void (isClosed || sql.handedOver.run(row.id)));
    } catch (error) {
      return { kind: 'later', error: error instanceof Error ? error.message : String(error), at: 'mail' };
    }
  }

  function settle(row: StoredRow, delivery: Delivery): void {
    const attempts = row.attempts + 1;
    const later = now() + pauseMs(attempts);
    const isOld = now() - row.at > giveUpAfterMs;
    if (delivery.kind !== 'later' || delivery.at === 'mail') serverFailures = 0;
    switch (delivery.kind) {
      case 'taken':
        sql.sent.run(now(), row.id);
        sql.trim.run();
        return;
      case 'refused':
        if (delivery.isTooLarge && row.attachment) return withoutAttachment(row);
        return giveUp(row, delivery.error);
      case 'unclear':
        if (row.unclear >= 1)
          return giveUp(row, `${delivery.error} It was handed over twice and no answer came. It may have arrived.`);
        sql.again.run(later, delivery.error, 1, row.id);
        return;
      case 'later':
        if (delivery.at === 'server') {
          serverFailures += 1;
          quietUntil = now() + pauseMs(serverFailures);
        }
        if (isOld) return giveUp(row, delivery.error);
        sql.again.run(delivery.at === 'server' ? 0 : later, delivery.error, 0, row.id);
        return;
    }
  }

  function giveUp(row: StoredRow, error: string): void {
    sql.failed.run(error, row.id);
    options.note(`Mail ${row.id} (${row.kind}) to ${row.recipient} was given up: ${error}`);
  }

  /** Better a mail that says so than none. */
  function withoutAttachment(row: StoredRow): void {
    sql.bare.run(`${row.text}\n\n${tooLarge(row.attachment_name, row.attachment?.length ?? 0)}`, row.id);
    sql.again.run(0, '', 0, row.id);
  }

  const lines =
    db.prepare(`select id, at, kind, recipient as "to", subject, state, attempts, next_at as nextAt, sent_at as sentAt, error,
    attachment_name as attachment, coalesce(length(attachment), 0) as attachmentBytes from outbox
    order by state in ('queued', 'sending') desc, state = 'failed' desc, id desc limit ?`);

  schedule();
  return {
    add({ to, subject, text, kind, attachment, key, isUrgent = false }) {
      const server = options.server();
      if (!server) return 0;
      if ((sql.waiting.get() as number) + to.length > maxWaiting)
        throw new Error(`${maxWaiting} mails wait already; no more are taken until the mail server takes some.`);
      const fits = attachment === undefined || attachment.content.length <= maxAttachmentBytes;
      const body = fits ? text : `${text}\n\n${tooLarge(attachment.name, attachment.content.length)}`;
      const added = db.transaction(() =>
        [...new Set(to)].map((recipient) =>
          sql.insert.run({
            messageId: newMessageId(server.fromAddress),
            key: key === undefined ? null : `${key} ${recipient}`,
            at: now(),
            kind,
            recipient,
            subject: oneLine(subject),
            text: body,
            urgent: isUrgent ? 1 : 0,
            name: fits && attachment ? oneLine(attachment.name) : '',
            type: fits && attachment ? attachment.type : '',
            content: fits && attachment ? attachment.content : null,
          }),
        ),
      )();
      if (isUrgent) quietUntil = 0;
      schedule();
      changed();
      return added.filter(({ changes }) => changes > 0).length;
    },
    list: (limit = 200) =>
      (lines.all(limit) as OutboxLine[]).map((line) => ({
        ...line,
        nextAt: line.state === 'queued' ? Math.max(line.nextAt ?? 0, quietUntil) : null,
      })),
    state() {
      const row = db
        .prepare(
          `select count(*) filter (where state in ('queued', 'sending')) as waiting, count(*) filter (where state = 'failed') as failed,
           min(at) filter (where state in ('queued', 'sending')) as since from outbox`,
        )
        .get() as Omit<MailState, 'error'>;
      const error = db
        .prepare(`select error from outbox where state <> 'sent' and error <> '' order by id desc limit 1`)
        .pluck()
        .get() as string | undefined;
      return { ...row, error: error ?? '' };
    },
    retry(id) {
      if (id === undefined) db.prepare(`update outbox set next_at = 0 where state = 'queued'`).run();
      else
        db.prepare(
          `update outbox set state = 'queued', next_at = 0, unclear = 0, at = ? where id = ? and state in ('queued', 'failed')`,
        ).run(now(), id);
      quietUntil = 0;
      serverFailures = 0;
      schedule();
      changed();
    },
    remove(id) {
      const { changes } = db.prepare(`delete from outbox where id = ? and state <> 'sending'`).run(id);
      changed();
      return changes > 0;
    },
    idle: async () => {
      while (sending) await sending;
    },
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      // A mail that is being sent is waited for a moment.
      if (sending) await Promise.race([sending, new Promise((over) => setTimeout(over, 2000).unref())]);
      isClosed = true;
      db.close();
    },
  };
}

const tooLarge = (name: string, bytes: number): string =>
  `${name} (${Math.ceil(bytes / 1e6)} MB) is too large for mail and is not attached. It is kept on the office's computer.`;

function letterOf(row: StoredRow): Letter {
  return {
    messageId: row.message_id,
    at: row.at,
    to: row.recipient,
    subject: row.subject,
    text: row.text,
    attachment: row.attachment
      ? { name: row.attachment_name, type: row.attachment_type, content: row.attachment }
      : null,
  };
}

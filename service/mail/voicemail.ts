/**
 * Voicemail by mail (spec N9): what Asterisk laid into a mailbox is sent to its address, also what came while the service was away.
 * Which messages were sent is kept in a file, so that none is sent twice and nothing old is sent when an address is new.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileDurable } from '../../asterisk/process/durable-file.ts';
import type { Read } from '../../office/core/store.ts';
import { addressesIn } from '../../office/core/text.ts';
import { extensionName } from '../../office/features/extensions/legs.ts';
import { extensions } from '../../office/features/extensions/table.ts';
import { mailboxes } from '../../office/features/voicemail/table.ts';
import type { NewMail } from './outbox.ts';

export interface VoicemailMailDeps {
  read: Read;
  /** `<spool>/voicemail/default`. */
  folder: string;
  /** Where the sent ones are kept. */
  file: string;
  add(mail: NewMail): number;
  isOn(): boolean;
  note(text: string): void;
}

/** By mailbox, the ids of its messages that need no mail any more. */
type Done = Record<string, string[]>;

interface Message {
  id: string;
  caller: string;
  seconds: number;
  /** Milliseconds since 1970. */
  at: number;
  wav: string;
}

/** `msg0000.txt` of app_voicemail.c; it is written last, when the recording is whole. */
export function messagesIn(folder: string): Message[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^msg\d{4}\.txt$/.test(name))
    .sort()
    .flatMap((name) => {
      const text = readFileSync(join(folder, name), 'utf8');
      const field = (key: string) => new RegExp(`^${key}=(.*)$`, 'm').exec(text)?.[1]?.trim() ?? '';
      const id = field('msg_id');
      return id === ''
        ? []
        : [
            {
              id,
              caller: field('callerid'),
              seconds: Number(field('duration')) || 0,
              at: (Number(field('origtime')) || 0) * 1000,
              wav: join(folder, name.replace(/txt$/, 'wav')),
            },
          ];
    });
}

/** Looks once; returns how many mails it gave to the outbox. */
export function mailVoicemail(deps: VoicemailMailDeps): number {
  const wanted = deps.read.all(mailboxes, { enabled: true }).filter(({ email }) => email !== '');
  const before = doneOf(deps.file);
  const after: Done = {};
  let sent = 0;
  for (const { id, email } of wanted) {
    const messages = messagesIn(join(deps.folder, id, 'INBOX'));
    const known = before[id];
    // An address that is new gets what comes from now on. While mail is off nothing is kept for later.
    for (const message of known && deps.isOn() ? messages : []) {
      if (known?.includes(message.id)) continue;
      const extension = deps.read.get(extensions, id);
      const name = extension ? extensionName(extension) : id;
      sent += deps.add({
        to: addressesIn(email),
        kind: 'voicemail',
        key: `voicemail ${id} ${message.id}`,
        subject: `Voicemail for ${name} from ${message.caller || 'an unknown caller'}`,
        text: `${message.caller || 'An unknown caller'} left a message of ${message.seconds} seconds for ${name}.\n`,
        ...(existsSync(message.wav)
          ? { attachment: { name: 'message.wav', type: 'audio/wav', content: readFileSync(message.wav) } }
          : {}),
      });
    }
    after[id] = messages.map((message) => message.id);
  }
  if (JSON.stringify(after) !== JSON.stringify(before)) writeFileDurable(deps.file, JSON.stringify(after), 0o600);
  return sent;
}

function doneOf(file: string): Done {
  if (!existsSync(file)) return {};
  return JSON.parse(readFileSync(file, 'utf8')) as Done;
}

const lookEveryMs = 5000;

export function watchVoicemail(deps: VoicemailMailDeps): { stop(): void } {
  let problem = '';
  const look = () => {
    try {
      mailVoicemail(deps);
      problem = '';
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      if (words !== problem) deps.note(`Voicemail could not be mailed: ${words}`);
      problem = words;
    }
  };
  const timer = setInterval(look, lookEveryMs);
  timer.unref();
  look();
  return { stop: () => clearInterval(timer) };
}

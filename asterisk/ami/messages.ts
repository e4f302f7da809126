/**
 * Parses what asterisk-manager hands over into two shapes, events and responses, at the one place where AMI text enters
 * the program. Keys are lower case; a header that Asterisk repeats is one text with line breaks, except `Output`, which
 * is always a list (the library gives a plain text when there is one line).
 */
import { z } from 'zod';

/** An AMI event: its name and its headers by lower-case key. */
export interface AmiEvent {
  readonly event: string;
  readonly [key: string]: string | undefined;
}

/** An answer that is not an error. */
export interface AmiResponse {
  readonly response: string;
  readonly message: string;
  readonly output: readonly string[];
  readonly fields: Readonly<Record<string, string | undefined>>;
}

export type AmiMessage =
  | { kind: 'event'; actionId: string | undefined; event: AmiEvent }
  | { kind: 'response'; actionId: string | undefined; response: AmiResponse }
  /** Neither: a half message or a greeting. Never acted upon. */
  | { kind: 'noise' };

const listed = z.array(z.unknown()).transform((items) => items.filter((item) => typeof item === 'string'));
/** `Variable` and `ChanVariable` arrive as a record of name and value; VarSet's `Variable` has a name only. */
const named = z
  .record(z.string(), z.string())
  .transform((all) => Object.entries(all).map(([name, value]) => (value === '' ? name : `${name}=${value}`)));
const header = z.union([z.string().transform((text) => [text]), listed, named]);
const rawItem = z.record(z.string(), header);

export function parseMessage(item: unknown): AmiMessage {
  const parsed = rawItem.safeParse(item);
  if (!parsed.success) return { kind: 'noise' };
  // No prototype: a header called "constructor" must not be mistaken for one that was sent.
  const fields = Object.create(null) as Record<string, string>;
  for (const [key, lines] of Object.entries(parsed.data)) fields[key] = lines.join('\n');
  const actionId = fields.actionid;
  const { event, response } = fields;
  // ChallengeResponseFailed carries a Response header of its own: the digest that the phone sent. An answer never has an Event.
  if (event !== undefined) {
    return { kind: 'event', actionId, event: fields as Record<string, string> & { event: string } };
  }
  if (response === undefined) return { kind: 'noise' };
  // `content` is the library's name for the body of an old style "Response: Follows".
  const output = parsed.data.output ?? fields.content?.split('\n') ?? [];
  return { kind: 'response', actionId, response: { response, message: fields.message ?? '', output, fields } };
}

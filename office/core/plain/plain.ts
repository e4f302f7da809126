/**
 * The office as plain Asterisk configuration that people can read and that a stock Asterisk runs by itself, without the
 * product: nobody is locked in. One commented dialplan context for each number, group and flow. What phones switch by
 * dialling stands as it was when the files were written.
 */
import type { Next } from '../call-flow/node.ts';

/** An application of the dialplan with its arguments, with a label before it when something goes there. */
export type PlainLine = string | { label: string; app: string };

/** What things are called in the files: ids of the product become numbers that people know. */
export interface PlainNames {
  /** `group-600`, the context of a node. */
  context(node: string): string;
  /** `group-600,s,1`, for Goto. */
  place(next: Next): string;
  /** Digits with which internal numbers begin. */
  firstDigits: string;
  /** `101`, for the id of an extension. */
  extension(id: string): string;
  /** `CONFERENCE_630_PIN`: a secret that stands in [globals], so that no context holds one. */
  secret(what: string, id: string): string;
  /** `hours-..`: a context of the schedule that returns 1 while it is open, 0 while it is closed. */
  hours(schedule: string): string;
  /** When the files are written, in milliseconds since 1970: log-ins at other phones stand as they are then. */
  now: number;
}

export interface PlainContext {
  name: string;
  /** Lines of comment: what it is, in words. */
  comment: readonly string[];
  /** Priorities of `exten => s`. */
  lines: readonly PlainLine[];
}

/** A section of one of the files, as `name => value` pairs; repeated keys stay in order. */
export interface PlainSection {
  file: PlainFile;
  name: string;
  comment?: readonly string[];
  entries: readonly (readonly [key: string, value: string | number])[];
}

export type PlainFile =
  | 'pjsip.conf'
  | 'voicemail.conf'
  | 'queues.conf'
  | 'confbridge.conf'
  | 'res_parking.conf'
  | 'features.conf'
  | 'musiconhold.conf'
  | 'rtp.conf';

/** A comment can hold any text of people: `;--` would begin a block comment, a line break would end the line. */
export function commentLine(text: string): string {
  return `; ${text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').replace(/-{2,};|;-{2,}/g, ' ')}`;
}

/** `exten => s,1,...` and `same => n,...`; a context without lines is none. */
export function contextText({ name, comment, lines }: PlainContext): string {
  const priorities = lines.map((line, index) => {
    const { label, app } = typeof line === 'string' ? { label: '', app: line } : line;
    const mark = label === '' ? '' : `(${label})`;
    return index === 0 ? `exten => s,1${mark},${app}` : ` same => n${mark},${app}`;
  });
  return [...comment.map(commentLine), `[${name}]`, ...priorities, ''].join('\n');
}

/**
 * Asterisk's reader knows one escape, `\;`; a line break would begin a line of somebody's own. What cannot be written is
 * left out, which for a name means a letter less.
 */
export function sectionText({ name, comment = [], entries }: PlainSection): string {
  const value = (text: string | number) =>
    String(text)
      .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' ')
      .replaceAll(';', '\\;');
  return [
    ...comment.map(commentLine),
    `[${name}]`,
    ...entries.map(([key, text]) => `${key} = ${value(text)}`),
    '',
  ].join('\n');
}

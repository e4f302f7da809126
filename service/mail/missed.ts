/**
 * Missed calls by mail (spec X7): one mail for each missed call and person, also of calls that ended while the service was
 * away. How far the records were looked through is kept in a file; a mail has a key of its call and person, so that a stop
 * between the two makes no second one.
 */
import { existsSync, readFileSync } from 'node:fs';
import { writeFileDurable } from '../../asterisk/process/durable-file.ts';
import type { FlowSource } from '../../office/core/call-flow/node.ts';
import { formatNumber } from '../../office/core/phone-number.ts';
import type { Read } from '../../office/core/store.ts';
import { addressesIn } from '../../office/core/text.ts';
import { extensionName } from '../../office/features/extensions/legs.ts';
import { extensions } from '../../office/features/extensions/table.ts';
import { noAnswerOf } from '../../office/features/no-answer/rules.ts';
import { noAnswers } from '../../office/features/no-answer/table.ts';
import { sites } from '../../office/features/sites/table.ts';
import type { CallHistory } from '../calls/history.ts';
import { missedIn, type MissedCall } from '../calls/missed.ts';
import type { NewMail } from './outbox.ts';

export interface MissedMailDeps {
  read: Read;
  flows: () => FlowSource;
  history: Pick<CallHistory, 'ended' | 'newestEnd' | 'recordsOfEnded'>;
  /** Where the place is kept up to which calls were looked at. */
  file: string;
  now: () => number;
  add(mail: NewMail): number;
  isOn(): boolean;
  note(text: string): void;
}

/** Asterisk writes a call's rows and its end by two threads of its own, within milliseconds of each other. */
const settledMs = 2000;
const most = 200;

/** Looks once; returns how many mails it gave to the outbox. */
export function mailMissed(deps: MissedMailDeps): number {
  const newest = deps.history.newestEnd();
  const kept = placeIn(deps.file);
  // A new office mails nothing old; records that were made anew begin at nought.
  const from = kept === undefined ? newest : kept > newest ? 0 : kept;
  const ended = deps.history.ended(from, most).filter(({ at }) => at <= deps.now() - settledMs);
  let sent = 0;
  // While mail is off nothing is kept for later.
  for (const call of deps.isOn() && deps.read.count(noAnswers, { note: true }) > 0 ? ended : []) {
    const { rows, events } = deps.history.recordsOfEnded(call);
    for (const missed of missedIn(rows, events, deps.flows())) sent += mailOne(deps, call.id, missed);
  }
  const place = ended.at(-1)?.position ?? from;
  if (place !== kept) writeFileDurable(deps.file, JSON.stringify({ place }), 0o600);
  return sent;
}

function mailOne({ read, add }: MissedMailDeps, call: string, { ext, from, at, seconds }: MissedCall): number {
  const extension = read.get(extensions, ext);
  if (!extension || noAnswerOf(read, ext) !== 'note') return 0;
  const site = read.get(sites, extension.siteId);
  const number = formatNumber(from.number, site?.country ?? '');
  const caller = [from.name === from.number ? '' : from.name, number].filter(Boolean).join(' ') || 'an unknown caller';
  const when = new Date(at).toLocaleString('en-GB', {
    ...(site ? { timeZone: site.timeZone } : {}),
    dateStyle: 'full',
    timeStyle: 'short',
  });
  return add({
    to: addressesIn(read.get(noAnswers, ext)?.addresses ?? ''),
    kind: 'missed-call',
    key: `missed-call ${ext} ${call}`,
    subject: `Missed call for ${extensionName(extension)} from ${caller}`,
    text: `${caller} called ${extensionName(extension)} on ${when} and reached nobody within ${seconds} seconds.\n`,
  });
}

function placeIn(file: string): number | undefined {
  if (!existsSync(file)) return undefined;
  return (JSON.parse(readFileSync(file, 'utf8')) as { place: number }).place;
}

const lookEveryMs = 2000;

export function watchMissed(deps: MissedMailDeps): { stop(): void } {
  let problem = '';
  const look = () => {
    try {
      mailMissed(deps);
      problem = '';
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      if (words !== problem) deps.note(`Missed calls could not be mailed: ${words}`);
      problem = words;
    }
  };
  const timer = setInterval(look, lookEveryMs);
  timer.unref();
  look();
  return { stop: () => clearInterval(timer) };
}

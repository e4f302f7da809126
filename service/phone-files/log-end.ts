/** Ends by itself what was to last some hours: a log that phones send. */
import type { Office } from '../../db/office.ts';
import type { Actor } from '../../office/core/store.ts';
import { phoneSettings } from '../../office/features/phone-settings/table.ts';

const product: Actor = { kind: 'system', name: 'Switchroom' };

export function watchLogEnds(deps: {
  office: Pick<Office, 'run' | 'read'>;
  now(): number;
  note(text: string): void;
  lookEveryMs?: number;
}): { look(): void; stop(): void } {
  function look(): void {
    const at = deps.now();
    if (!deps.office.read.all(phoneSettings).some(({ syslogUntil }) => syslogUntil !== null && syslogUntil <= at))
      return;
    const outcome = deps.office.run('phone-settings.expire', {}, product);
    if (!outcome.ok) deps.note(`Phones go on sending their log though its time is over: ${outcome.error.message}`);
  }
  const timer = setInterval(look, deps.lookEveryMs ?? 15_000);
  timer.unref();
  return { look, stop: () => clearInterval(timer) };
}

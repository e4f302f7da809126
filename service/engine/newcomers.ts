/**
 * Phones that have just registered. For Asterisk they are away (device state UNAVAILABLE) until they answer its first OPTIONS:
 * paging leaves them out, queues take their agents for absent, their lamps are off. It sends that OPTIONS only within
 * `qualify_frequency` of the registration, and of its own start (measured: 45 s of 60), so it is told to at once. One phone
 * after the other: thousands come back together after a power cut.
 */
import { isAmiError } from '../../asterisk/ami/errors.ts';
import type { AmiEvent } from '../../asterisk/ami/messages.ts';

export interface NewcomersDeps {
  action(name: string, headers: Record<string, string>): Promise<unknown>;
  list(name: string, headers: Record<string, string>): Promise<readonly AmiEvent[]>;
  /** What the device's software calls itself. */
  userAgent(device: string, text: string): void;
  note(text: string): void;
}

/** Gives what is to be called for each device that has registered at a new place. */
export function meetNewcomers(deps: NewcomersDeps): (device: string) => void {
  const waiting = new Set<string>();
  let isMeeting = false;

  async function meet(device: string): Promise<void> {
    await deps.action('PJSIPQualify', { Endpoint: device });
    const items = await deps.list('PJSIPShowEndpoint', { Endpoint: device });
    const detail = items.find((item) => item.event === 'ContactStatusDetail');
    if (detail?.useragent) deps.userAgent(device, detail.useragent);
  }

  async function meetAll(): Promise<void> {
    isMeeting = true;
    // A set is walked through with those that are added meanwhile.
    for (const device of waiting) {
      waiting.delete(device);
      try {
        await meet(device);
      } catch (error) {
        deps.note(`${device}: ${error instanceof Error ? error.message : String(error)}`);
        // A device that is gone again is one thing. Without a connection nobody is met: what is read after the next
        // connect names all who are still strangers.
        if (!isAmiError(error, 'refused') && !isAmiError(error, 'timeout')) waiting.clear();
      }
    }
    isMeeting = false;
  }

  return (device) => {
    waiting.add(device);
    if (!isMeeting) void meetAll();
  };
}

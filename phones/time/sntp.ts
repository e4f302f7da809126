/**
 * Tells phones the time (SNTP, server only), so that an office without the internet has right clocks. Answers office
 * addresses only, never with more octets than were asked with, and nobody while this computer's own clock is plainly
 * wrong: no time is better than a wrong one, for a phone without an answer takes the time from its registration.
 */

import { createSocket } from 'node:dgram';
import { isOfficeAddress } from '../discovery/subnet.ts';
import { ListenError, lowPortAdvice } from '../listen-error.ts';
import { createRateLimiter } from '../rate.ts';
import { answerTo, offsetIn, questionAt } from './packet.ts';

export const SNTP_PORT = 123;

export type SntpDeps = {
  address: string;
  port?: number;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Something that has happened already: a clock that shows an earlier time is wrong. */
  notBefore: () => number;
};

export type SntpHandle = {
  port: number;
  /** Whether this computer's clock can be believed. */
  readonly isClockRight: boolean;
  readonly answered: number;
  close: () => Promise<void>;
};

/** No clock of a computer in use is that far ahead. */
const NOT_AFTER = Date.UTC(2100, 0, 1);

/** Throws `ListenError`. */
export async function startSntp(deps: SntpDeps): Promise<SntpHandle> {
  const { address, port = SNTP_PORT, now, notBefore } = deps;
  const socket = createSocket('udp4');
  const limiter = createRateLimiter({
    perSource: { perSecond: 2, burst: 10 },
    total: { perSecond: 2000, burst: 10_000 },
    now: () => performance.now(),
  });
  let answered = 0;
  let isClosing = false;
  const isRight = (at: number): boolean => at >= notBefore() && at < NOT_AFTER;

  socket.on('message', (question, from) => {
    const receivedAt = now();
    // From port 0 nobody asks.
    if (from.port === 0 || !isOfficeAddress(from.address) || !isRight(receivedAt)) return;
    if (!limiter.allow(from.address)) return;
    const answer = answerTo(question, receivedAt, now());
    if (answer === undefined || isClosing) return;
    answered += 1;
    socket.send(answer, from.port, from.address, () => undefined);
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', (error) => {
      socket.close();
      reject(new ListenError('The clock for phones (SNTP)', address, port, error, lowPortAdvice(port)));
    });
    socket.bind({ address, port }, () => {
      socket.removeAllListeners('error');
      socket.on('error', () => undefined); // Of single datagrams (ICMP).
      resolve();
    });
  });
  return {
    port: socket.address().port,
    get isClockRight() {
      return isRight(now());
    },
    get answered() {
      return answered;
    },
    close: () => {
      isClosing = true;
      return new Promise((resolve) => {
        socket.close(() => {
          resolve();
        });
      });
    },
  };
}

/** Asks a clock; how many milliseconds it is ahead of ours, or undefined when nobody answers. */
export function askTime(host: string, port = SNTP_PORT, timeoutMs = 1000): Promise<number | undefined> {
  const socket = createSocket('udp4');
  return new Promise((resolve) => {
    const question = questionAt(Date.now());
    const finish = (offset: number | undefined): void => {
      clearTimeout(deadline);
      socket.close();
      resolve(offset);
    };
    const deadline = setTimeout(finish, timeoutMs, undefined);
    socket.on('error', () => finish(undefined));
    socket.on('message', (answer) => {
      const offset = offsetIn(answer, question, Date.now());
      if (offset !== undefined) finish(offset);
    });
    socket.send(question, port, host, (error) => {
      if (error !== null) finish(undefined);
    });
  });
}

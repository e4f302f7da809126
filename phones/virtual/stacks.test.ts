/** What both SIP stacks of a virtual phone must do alike: every account of a phone registers, from one program. */
import { spawnSync } from 'node:child_process';
import { afterEach, describe, expect, it } from 'vitest';
import { baresipStack } from './baresip.ts';
import { startTestRegistrar } from './registrar.ts';
import type { VirtualAccount } from './settings.ts';
import type { StackEvent } from './stack.ts';
import { startUserAgent } from './user-agent/index.ts';

const HERE = '127.0.0.1';
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function account(position: number): Promise<VirtualAccount> {
  const [user, secret] = [`p7f3a${position}`, `Secret-${position}_x`];
  const registrar = await startTestRegistrar({ address: HERE, user, secret });
  ends.push(() => registrar.close());
  return {
    position, user, secret, authUser: user, displayName: `Line ${position}`, host: HERE, port: registrar.port,
    transport: 'udp', srtp: false, mailbox: '', codecs: ['pcma'],
  }; // prettier-ignore
}

const hasBaresip = spawnSync('baresip', ['-h'], { stdio: 'ignore' }).error === undefined;

describe.each([
  ['our own', startUserAgent, true],
  ['baresip', baresipStack, hasBaresip],
] as const)('%s', (_, start, isHere) => {
  it.skipIf(!isHere)('[R4] registers three lines, and signs all of them off', async () => {
    const events: StackEvent[] = [];
    const stack = await start({
      accounts: [await account(1), await account(2), await account(3)],
      bind: HERE,
      userAgent: 'snomD785/10.1.198.19',
      lamps: [],
      emit: (event) => events.push(event),
      onNotify: () => true,
    });
    const users = (kind: StackEvent['kind']) =>
      events.flatMap((event) => (event.kind === kind && 'user' in event ? [event.user] : [])).sort();
    const all = ['p7f3a1', 'p7f3a2', 'p7f3a3'];
    await expect.poll(() => users('registered'), { timeout: 5000, interval: 5 }).toEqual(all);
    await stack.close();
    expect(users('unregistered')).toEqual(all);
  });
});

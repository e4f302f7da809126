/** Two phones in a call that lasts until it is hung up, to see whether it survives what is done to the service. */
import { accountOfPerson } from './people.ts';
import { freePort, placeCalls, register, startPhones, type CallResult } from '../calls/sipp.ts';
import { until } from '../calls/product.ts';
import type { Office } from './service-process.ts';

export interface HeldCall {
  /** Unique ids of its two channels, as Asterisk names them. */
  channels(): Promise<string[]>;
  /** Asterisk hangs it up; resolves with what the caller saw. */
  hangUp(): Promise<CallResult>;
}

/** `seconds`: after these the caller hangs up by itself. */
export async function holdCall(office: Office, seconds = 300): Promise<HeldCall> {
  const [caller, callee] = [await accountOfPerson(office, 'Caller'), await accountOfPerson(office, 'Callee')];
  const port = await freePort();
  await register(office.server, [{ ...callee.account, does: { what: 'answers', afterMs: 100 } }], port);
  const phones = await startPhones(office.server.address, port);
  const placed = placeCalls(
    office.server,
    [{ ...caller.account, number: callee.number, talkMs: seconds * 1000 }],
    10,
    seconds + 30,
  );
  const shown = async () => (await office.ami()).list('CoreShowChannels');
  const channels = async () => (await shown()).map(({ uniqueid }) => uniqueid ?? '').sort();
  await until('the call is up', async () => {
    const list = await shown();
    return list.length === 2 && list.every(({ channelstatedesc }) => channelstatedesc === 'Up') ? true : undefined;
  });
  return {
    channels,
    async hangUp() {
      const [first] = await shown();
      await (await office.ami()).action('Hangup', { Channel: first?.channel ?? '' });
      const [result] = await placed;
      await phones.stop();
      if (!result) throw new Error('the call left no trace');
      return result;
    },
  };
}

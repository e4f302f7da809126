/**
 * Dialplan priorities that one call executes, counted by Asterisk's own Newexten events on all channels of the call. The
 * baseline is FreePBX 17 with its stock dialplan, counted in the same way (not in this run: it is another product).
 */
import { program } from '../../../asterisk/program/index.ts';
import { appRoot } from '../../faults/service-process.ts';
import { freePort, placeCalls, register, startPhones } from '../../calls/sipp.ts';
import { benchEngine } from '../engine.ts';
import { once, type Measure } from '../measure.ts';
import { smallOffice } from '../small-office.ts';

const memberCount = 10;

const counted = once(async () => {
  let executed: string[] = [];
  const office = smallOffice(memberCount + 1, memberCount);
  const bench = await benchEngine({
    dialplan: program(appRoot).dialplan,
    hasVerboseEvents: true,
    onEvent(event) {
      if (event.event === 'Newexten') executed.push(`${event.context} ${event.application}`);
    },
  });
  try {
    bench.runtime.replaceAll(office.owned);
    const port = await freePort();
    const [callee] = office.people;
    const caller = office.people.at(-1);
    if (!callee || !caller) throw new Error('the office is empty');
    const does = { what: 'answers', afterMs: 300 } as const;
    await register(
      bench.server,
      office.people.slice(0, memberCount).map(({ account }) => ({ ...account, does })),
      port,
    );
    const phones = await startPhones(bench.server.address, port);
    const call = async (number: string) => {
      executed = [];
      const [result] = await placeCalls(bench.server, [{ ...caller.account, number, talkMs: 300 }]);
      if (result?.status !== 200) throw new Error(`the call to ${number} ended with ${result?.status}`);
      // An answer to an action comes after every event before it, so nothing is still on its way.
      await bench.engine.action('Ping');
      return executed.length;
    };
    try {
      return { extension: await call(callee.number), group: await call(office.group) };
    } finally {
      await phones.stop();
    }
  } finally {
    await bench.stop();
  }
});

const note = 'baseline: FreePBX 17, counted earlier';

export const measures: readonly Measure[] = [
  {
    id: 'priorities-extension',
    unit: 'priorities',
    bar: 15,
    run: async () => ({ value: (await counted()).extension, baseline: 145, n: 1, note }),
  },
  {
    id: 'priorities-group10',
    unit: 'priorities',
    bar: 25,
    run: async () => ({ value: (await counted()).group, baseline: 210, n: 1, note }),
  },
];

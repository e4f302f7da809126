/** What callers in a queue are told, from the engine's own word about each prompt that it plays. */
import { expect, test } from 'vitest';
import type { AmiEvent } from '../../asterisk/ami/messages.ts';
import { extensions } from '../../office/features/extensions/table.ts';
import { identities } from '../../office/features/identities/table.ts';
import { queueAgents, queues } from '../../office/features/queues/table.ts';
import { sites } from '../../office/features/sites/table.ts';
import { projectionOf } from './agreement/run.ts';
import type { Scenario } from './agreement/scenario.ts';
import { memoryOffice } from './memory-read.ts';
import { startOfficeEngine } from './office-engine.ts';
import { until } from './product.ts';
import { freePort, placeCalls, register, startPhones } from './sipp.ts';

const names = ['agent', 'first', 'second'] as const;
const account = (name: string) => ({ device: `ext-${name}-1`, secret: `secret-${name}` });

/** Three people, of whom one is the agent of queue 700 and never answers. */
function office() {
  const rows = memoryOffice();
  rows.add(sites, { id: 'site-one', name: 'Office', country: 'US', timeZone: 'UTC', language: 'en' });
  for (const [index, name] of names.entries()) {
    rows.add(extensions, { id: `ext-${name}`, number: String(101 + index), label: name, siteId: 'site-one' });
    rows.add(identities, {
      id: `idn-${name}`,
      extensionId: `ext-${name}`,
      slot: 1,
      label: name,
      type: 'deskphone',
      secret: account(name).secret,
    });
  }
  rows.add(queues, { id: 'que-one', number: '700', name: 'Support', ringSeconds: 3, sayEvery: 15 });
  rows.add(queueAgents, { id: 'agt-one', queueId: 'que-one', extensionId: 'ext-agent', position: 0 });
  return rows;
}

test('[G2] who is second in line is told so at once, while the first hears music and the agent rings', async () => {
  const played: { prompt: string; channel: string }[] = [];
  const engine = await startOfficeEngine((event: AmiEvent) => {
    if (event.event === 'TestEvent' && event.state === 'PLAYBACK')
      played.push({ prompt: event['message'] ?? '', channel: event.channel ?? '' });
  }, true);
  try {
    // Safe: nothing but the office is looked at.
    engine.runtime.replaceAll(projectionOf([{ office: office() } as Scenario]));
    const port = await freePort();
    await register(
      engine.server,
      names.map((name) => ({ ...account(name), does: { what: 'rings' as const } })),
      port,
    );
    const phones = await startPhones(engine.server.address, port, () =>
      Promise.all(names.map((name) => engine.engine.action('PJSIPQualify', { Endpoint: account(name).device }))),
    );
    const calls = placeCalls(
      engine.server,
      (['first', 'second'] as const).map((name) => ({ ...account(name), number: '700', talkMs: 5000 })),
      4,
      30,
    );
    const told = (name: string) =>
      played.filter(({ channel }) => channel.includes(account(name).device)).map(({ prompt }) => prompt);
    await until('the second to be told', () => (told('second').includes('queue-callswaiting') ? true : undefined));
    expect(told('second')).toEqual(['queue-thereare', 'digits/2', 'queue-callswaiting']);
    expect(told('first')).toEqual([]);
    await calls;
    const rang = await phones.stop();
    expect(rang.map(({ device, end }) => [device, end])[0]).toEqual([account('agent').device, 'cancelled']);
  } finally {
    await engine.stop();
  }
}, 60_000);

import { expect, it } from 'vitest';
import { createFirstFetch } from './first-fetch.ts';

const secret = (path: string, ...aliases: string[]) => ({ path, aliases, isSecret: true });

it('[P3] a phone that has several secret files gets each once, all within seconds', () => {
  let now = 0;
  const window = createFirstFetch(() => now);
  const of = (...names: string[]) => names.map((name) => window.windowFor('10.0.0.9', name)?.mac);
  window.open({ mac: '64167faabbcc', address: '10.0.0.9', minutes: 10 });
  window.served('10.0.0.9', secret('64167faabbcc.cfg', 'Master.CFG'));
  expect(of('64167faabbcc.cfg', 'master.cfg', '64167faabbcc-user.cfg')).toEqual([undefined, undefined, '64167faabbcc']);
  now = 14_000;
  window.served('10.0.0.9', secret('64167faabbcc-user.cfg'));
  expect(of('64167faabbcc-directory.xml')).toEqual(['64167faabbcc']);
  // The second secret file gives no more time.
  now = 15_001;
  expect(of('64167faabbcc-directory.xml')).toEqual([undefined]);
});

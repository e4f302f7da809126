import { expect, test } from 'vitest';
import { fuzz } from './fuzz.ts';

test('[R4] wrong packets of every kind end nothing, leak nothing and are not answered with more', async () => {
  const seed = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 32));
  const { crashes, errors, worstReply, replies, grownBytes, heard } = await fuzz({ packets: 12_000, seed });
  expect({ seed, crashes, errors }).toEqual({ seed, crashes: 0, errors: [] });
  // Otherwise nothing was tried.
  expect(heard.pnp).toBeGreaterThan(1000);
  expect(heard.fetches).toBeGreaterThan(300);
  expect(replies).toBeGreaterThan(100);
  expect({ seed, isSmall: worstReply <= 3 }).toEqual({ seed, isSmall: true });
  expect(grownBytes).toBeLessThan(8e6);
}, 60_000);

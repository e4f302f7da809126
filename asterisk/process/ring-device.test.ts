import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ringDevice } from './ring-device.ts';

test('[P3] a device rings by a file that appears whole, and only a generated name gets into it', async () => {
  const spool = mkdtempSync(join(tmpdir(), 'switchroom-spool-'));
  for (const folder of ['tmp', 'outgoing']) mkdirSync(join(spool, folder));
  await ringDevice({ spool }, 'ext-abc123-1');
  const [name = ''] = readdirSync(join(spool, 'outgoing'));
  expect(readFileSync(join(spool, 'outgoing', name), 'utf8')).toContain('Channel: PJSIP/ext-abc123-1\n');
  expect(readdirSync(join(spool, 'tmp'))).toEqual([]);
  for (const device of ['a\nApplication: System', '../x', 'a b', ''])
    await expect(ringDevice({ spool }, device)).rejects.toThrow('no device');
  await expect(ringDevice({ spool: join(spool, 'gone') }, 'ext-1')).rejects.toThrow('cannot be written');
});

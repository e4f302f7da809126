/**
 * Lets one device ring for a moment, by a call file (pbx_spool): the manager interface may not start calls, because together
 * with what else it may do that would run any program (see conf-core.ts). Only a generated device name is written; the file
 * appears whole, as pbx_spool wants it (moved in, never written in place). It is nobody's call, so it stands in no record.
 */
import { randomBytes } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EnginePaths } from './paths.ts';

export const ringSeconds = 8;

export async function ringDevice(paths: Pick<EnginePaths, 'spool'>, device: string): Promise<void> {
  if (!/^[a-z0-9-]{1,64}$/.test(device)) throw new Error('this is no device of the office');
  const name = `ring-${randomBytes(8).toString('hex')}.call`;
  const draft = join(paths.spool, 'tmp', name);
  const text = [
    `Channel: PJSIP/${device}`,
    'CallerID: "Switchroom" <0>',
    'MaxRetries: 0',
    `WaitTime: ${ringSeconds}`,
    'Application: Wait',
    'Data: 1',
    'Setvar: CDR_PROP(disable)=1',
    'Archive: no',
    '',
  ].join('\n');
  try {
    await writeFile(draft, text, { mode: 0o600 });
    await rename(draft, join(paths.spool, 'outgoing', name));
  } catch (error) {
    await rm(draft, { force: true });
    throw new Error('the phone could not be called: the folder of the phone engine cannot be written', {
      cause: error,
    });
  }
}

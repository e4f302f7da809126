/**
 * What a new service needs to find the engine that an old one left running: which process it is, and how to log in to
 * it. Kept in the run folder with mode 0600, because the AMI secret is in it.
 */
import { rmSync } from 'node:fs';
import { z } from 'zod';
import { readIfThere, writeFileDurable } from './durable-file.ts';
import type { EnginePaths } from './paths.ts';
import { processIdentity } from './process-identity.ts';

const runRecord = z.object({
  process: processIdentity,
  ami: z.object({ port: z.number().int(), username: z.string(), secret: z.string() }),
  systemName: z.string(),
  /** What it listens on, or will after the pending reloads: the files may already say something newer. */
  transports: z.array(
    z.object({ protocol: z.enum(['udp', 'tcp', 'tls']), address: z.string(), port: z.number().int() }),
  ),
  startedAt: z.string(),
  /** Its files were changed in a way that only a restart makes live, which still waits. */
  isStale: z.boolean(),
  /** Modules whose files were changed and whose reload is not known to have happened. */
  pendingReloads: z.array(z.string()).default([]),
});
export type RunRecord = z.infer<typeof runRecord>;

export const writeRunRecord = (paths: EnginePaths, record: RunRecord): boolean =>
  writeFileDurable(paths.runRecord, `${JSON.stringify(record, null, 2)}\n`, 0o600);

/** undefined when there is none, or one that we did not write (another version): then nothing is adopted or killed. */
export function readRunRecord(paths: EnginePaths): RunRecord | undefined {
  const text = readIfThere(paths.runRecord);
  if (text === undefined) return undefined;
  try {
    const parsed = runRecord.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Something that it has open was replaced: a restart has to follow when no call is up, also by the next service. */
export function markStale(paths: EnginePaths): void {
  const record = readRunRecord(paths);
  if (record) writeRunRecord(paths, { ...record, isStale: true });
}

export const forgetRun = (paths: EnginePaths): void => rmSync(paths.runRecord, { force: true });

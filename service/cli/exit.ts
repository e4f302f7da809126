/** Exit codes of the command line (those that service scripts know) and the one exception that carries them. */
import type { Failure } from '../protocol.ts';

export const exit = { ok: 0, failed: 1, usage: 2, notRunning: 3, refused: 5, interrupted: 130 } as const;

export class CliError extends Error {
  override name = 'CliError';
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

export function exitCodeOf(failure: Failure): number {
  switch (failure.kind) {
    case 'not-running':
      return exit.notRunning;
    case 'failed':
    case 'timeout':
    case 'starting':
    case 'bad-request':
      return exit.failed;
    default:
      return exit.refused;
  }
}

/** The message, and each field that is wrong. */
export function wordsOf(failure: Failure): string {
  const issues = 'issues' in failure ? (failure.issues ?? []) : [];
  const others = issues
    .filter(({ message }) => message !== failure.message)
    .map(({ path, message }) => `  ${path === '' ? '' : `${path}: `}${message}`);
  const by = failure.kind === 'in-use' ? failure.by.map(({ label }) => `  used by ${label}`) : [];
  const remedy = 'remedy' in failure && failure.remedy ? [`  ${failure.remedy.label}`] : [];
  return [failure.message, ...others, ...by, ...remedy].join('\n');
}

/** Why a service could not start, in words for the window and the command line. */
import { OpenFailure } from '../db/open.ts';
import { AlreadyRunning } from './lock.ts';
import { FolderError } from './place.ts';

export interface StartFailure {
  code: string;
  message: string;
}

export function startFailure(error: unknown): StartFailure {
  if (error instanceof AlreadyRunning) return { code: 'already-running', message: error.message };
  if (error instanceof FolderError) return { code: 'unwritable', message: error.message };
  if (error instanceof OpenFailure) return { code: error.code, message: error.message };
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOSPC') {
    return {
      code: 'unwritable',
      message: `The data folder cannot be written: ${message}. Use another one with --data-dir.`,
    };
  }
  return { code: 'failed', message: `Switchroom could not start: ${message}` };
}

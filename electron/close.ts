/**
 * Closing the window is not stopping the phones. The first time somebody closes it they are asked once; the answer is kept
 * and can be changed in the settings. Stopping while calls are up says how many would end.
 */
import { dialog, type BrowserWindow } from 'electron';
import type { Settings } from './window-state.ts';

export type CloseDecision = 'keep' | 'stop';

export interface CloseQuestion {
  settings: Settings;
  /** From the command line: nobody is asked. */
  given: CloseDecision | undefined;
  window: BrowserWindow | undefined;
  calls: () => Promise<number>;
}

/** undefined: stay open after all. */
export async function decideClose({
  settings,
  given,
  window,
  calls,
}: CloseQuestion): Promise<CloseDecision | undefined> {
  if (given !== undefined) return given;
  const { onClose } = settings.get();
  // Without a window there is nobody to ask, and what is running is left running.
  if (onClose === 'keep' || !window || window.isDestroyed()) return 'keep';
  const up = await calls();
  if (onClose === 'stop') return up === 0 || (await confirmStop(window, up)) ? 'stop' : undefined;
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    title: 'Switchroom',
    message: 'Keep calls running?',
    detail: `Phones can go on calling while the window is closed.${callWords(up)} You can change this later in the settings.`,
    buttons: ['Keep calls running', 'Stop everything', 'Cancel'],
    defaultId: 0,
    cancelId: 2,
  });
  if (response === 2) return undefined;
  const decision = response === 1 ? 'stop' : 'keep';
  settings.update({ onClose: decision });
  return decision;
}

async function confirmStop(window: BrowserWindow, up: number): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    title: 'Switchroom',
    message: 'Stop everything?',
    detail: callWords(up).trim(),
    buttons: ['Stop and end calls', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
  });
  return response === 0;
}

const callWords = (up: number): string =>
  up === 0
    ? ''
    : up === 1
      ? ' 1 call is up and would end with "Stop everything".'
      : ` ${up} calls are up and would end with "Stop everything".`;

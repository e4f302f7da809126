/** The one channel between window and service. Nothing is trusted because it comes from our page: form and size are checked. */
import { ipcMain, type BrowserWindow } from 'electron';
import { userInfo } from 'node:os';
import type { ClientRequest } from '../service/client.ts';
import { limits, windowRequest, type Outcome } from '../service/protocol.ts';
import { isOurPage } from './sender.ts';
import type { Settings } from './window-state.ts';
import { windowActions } from './window-actions.ts';

export interface Relay {
  request(request: ClientRequest): Promise<Outcome>;
  settings: Settings;
}

const refused = (message: string): Outcome => ({ ok: false, error: { kind: 'bad-request', message } });

export function answerWindow(window: () => BrowserWindow | undefined, relay: Relay, devUrl: string | undefined): void {
  ipcMain.handle('switchroom', async (event, message: unknown): Promise<Outcome> => {
    if (!isOurPage(event, window()?.webContents, devUrl)) return refused('This page may not ask.');
    return relayed(message, relay);
  });
}

export async function relayed(message: unknown, relay: Relay): Promise<Outcome> {
  const parsed = windowRequest.safeParse(message);
  if (!parsed.success) return refused('This is not a request.');
  const size = sizeOf(message);
  if (size === undefined || size > limits.requestBytes - 1000)
    return refused('This is more than one request may hold.');
  const own = parsed.data.op === 'preview' ? undefined : windowActions(relay.settings).get(parsed.data.name);
  if (own) return own(parsed.data.input);
  return relay.request({ ...parsed.data, actor: { kind: 'person', name: userInfo().username } });
}

/** Bytes as JSON; undefined for what JSON cannot say (a circle, a big integer). */
function sizeOf(message: unknown): number | undefined {
  try {
    return Buffer.byteLength(JSON.stringify(message));
  } catch {
    return undefined;
  }
}

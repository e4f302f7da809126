/**
 * Who may speak on the one channel: the top frame of our own window, showing our own page. Everything else is refused, also
 * a frame that is gone, of which Electron throws. Pure, so that it is tested without Electron.
 */
export interface Frame {
  origin: string;
  parent: unknown;
}

export interface Sender {
  sender: unknown;
  senderFrame: Frame | null;
}

export interface OwnContents {
  mainFrame: unknown;
}

export const appOrigin = 'app://switchroom';

export function isOurPage(event: Sender, own: OwnContents | undefined, devUrl: string | undefined): boolean {
  try {
    const frame = event.senderFrame;
    if (!own || frame === null || event.sender !== own || frame !== own.mainFrame || frame.parent !== null)
      return false;
    return frame.origin === appOrigin || (devUrl !== undefined && frame.origin === new URL(devUrl).origin);
  } catch {
    return false;
  }
}

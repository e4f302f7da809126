/**
 * What no page may ever do here, whatever it shows: go elsewhere, open windows, attach web views, use devices. Electron
 * approves by default, so every handler is set and says no.
 */
import { session, type App, type WebContents } from 'electron';

/** Copy buttons write text to the clipboard when they are pressed; it can be neither read nor written otherwise. */
const allowed: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

export function denyPermissions(): void {
  const own = session.defaultSession;
  own.setPermissionRequestHandler((_contents, permission, answer) => answer(allowed.has(permission)));
  own.setPermissionCheckHandler((_contents, permission) => allowed.has(permission));
  own.setDevicePermissionHandler(() => false);
  own.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  own.on('will-download', (event) => event.preventDefault());
  own.setSpellCheckerEnabled(false);
}

export function guardContents(app: App): void {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    const prevent = (event: { preventDefault(): void }) => event.preventDefault();
    contents.on('will-navigate', prevent);
    contents.on('will-redirect', prevent);
    contents.on('will-frame-navigate', prevent);
    contents.on('will-attach-webview', prevent);
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

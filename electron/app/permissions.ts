import type { App, Session } from 'electron';

/**
 * Denies every permission, device, download and screen capture in every session there is (anchors 3.13). The
 * page needs none: the clipboard is written by the main process.
 */
export function denyPermissions(app: App): void {
  app.on('session-created', denyIn);
}

function denyIn(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.on('will-download', (event) => event.preventDefault());
}

import { denyPermissions } from '#electron/app/permissions';
import type { App } from 'electron';
import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it } from 'vitest';

type Answer = (...args: unknown[]) => unknown;

/** Records the handlers that a session is given. */
class RecordedSession extends EventEmitter {
  request: Answer = () => undefined;
  check: Answer = () => undefined;
  device: Answer = () => undefined;
  display: Answer = () => undefined;
  setPermissionRequestHandler = (handler: Answer) => void (this.request = handler);
  setPermissionCheckHandler = (handler: Answer) => void (this.check = handler);
  setDevicePermissionHandler = (handler: Answer) => void (this.device = handler);
  setDisplayMediaRequestHandler = (handler: Answer) => void (this.display = handler);
}

let session: RecordedSession;

beforeEach(() => {
  const app = new EventEmitter();
  denyPermissions(app as App);
  session = new RecordedSession();
  app.emit('session-created', session);
});

const permissions = [
  'clipboard-read',
  'clipboard-sanitized-write',
  'display-capture',
  'fullscreen',
  'geolocation',
  'hid',
  'idle-detection',
  'media',
  'mediaKeySystem',
  'midi',
  'midiSysex',
  'notifications',
  'openExternal',
  'pointerLock',
  'serial',
  'storage-access',
  'usb',
  'window-management',
  'a permission of tomorrow',
];

describe('permissions in every session', () => {
  it.each(permissions)('%s is refused, asked for or looked up', (permission) => {
    const answers: unknown[] = [];
    session.request({}, permission, (answer: unknown) => answers.push(answer), {});
    expect(answers).toEqual([false]);
    expect(session.check({}, permission, 'app://castellan', {})).toBe(false);
  });

  it('include devices, the screen and downloads', () => {
    expect(session.device({ deviceType: 'usb' })).toBe(false);
    const shared: unknown[] = [];
    session.display({}, (streams: unknown) => shared.push(streams));
    expect(shared).toEqual([{}]);
    let prevented = 0;
    session.emit('will-download', { preventDefault: () => (prevented += 1) });
    expect(prevented).toBe(1);
  });
});

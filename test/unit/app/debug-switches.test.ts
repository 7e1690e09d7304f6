import { refusedSwitches } from '#electron/app/debug-switches';
import { describe, expect, it } from 'vitest';

describe('debug switches', () => {
  it.each([
    'inspect',
    'inspect-brk',
    'remote-debugging-port',
    'remote-debugging-pipe',
    'js-flags',
    'no-sandbox',
    'disable-web-security',
    'ignore-certificate-errors',
    'load-extension',
    'ssl-key-log-file',
  ])('keep a packaged application from starting: --%s', (given) => {
    expect(refusedSwitches(true, (name) => name === given)).toEqual([given]);
  });

  it('are left to an unpackaged build', () => {
    expect(refusedSwitches(false, () => true)).toEqual([]);
  });

  it('do not include what a user may need', () => {
    const harmless = ['profile', 'disable-gpu', 'force-device-scale-factor', 'ozone-platform', 'lang'];
    expect(refusedSwitches(true, (name) => harmless.includes(name))).toEqual([]);
  });
});

/** Switches of Chromium and Node that open a packaged application to others or weaken what it checks. */
const REFUSED_SWITCHES = [
  'allow-running-insecure-content',
  'disable-site-isolation-trials',
  'disable-web-security',
  'host-resolver-rules',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'inspect',
  'inspect-brk',
  'js-flags',
  'load-extension',
  'no-sandbox',
  'remote-allow-origins',
  'remote-debugging-address',
  'remote-debugging-pipe',
  'remote-debugging-port',
  'ssl-key-log-file',
  'unsafely-treat-insecure-origin-as-secure',
] as const;

/**
 * The refused switches among those given (anchors 3.29). None is refused in an unpackaged build: tests and
 * development need them. A packaged one does not start with any of them.
 */
export function refusedSwitches(packaged: boolean, hasSwitch: (name: string) => boolean): readonly string[] {
  return packaged ? REFUSED_SWITCHES.filter(hasSwitch) : [];
}

/**
 * The page's development server, with hot reload: only in builds made by `npm run dev`, which is why nothing of it
 * is found in a released bundle (the condition is a constant when it is built), and only on this machine.
 */
export function developmentServer(env: Readonly<Record<string, string | undefined>>): URL | null {
  if (!import.meta.env.DEV) return null;
  const address = env['ELECTRON_RENDERER_URL'];
  if (address === undefined || !URL.canParse(address)) return null;
  const url = new URL(address);
  return url.hostname === 'localhost' || url.hostname === '127.0.0.1' ? url : null;
}

import { APP_HOST, APP_SCHEME } from './app-url';

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  woff2: 'font/woff2',
};

/** What a request over app:// asks for: a file below the renderer's folder, or a refusal. */
export type AppRequest =
  | { readonly status: 200; readonly segments: readonly string[]; readonly type: string }
  | { readonly status: 400 | 404 | 405 };

/** Names that the build makes. No percent sign, backslash, colon or NUL, so nothing needs decoding. */
const SEGMENT = /^[\w-][\w.-]*$/;

/**
 * Judges a request by its method and raw URL (anchors 3.8): GET only, our host only, each segment an ordinary
 * file name, a known type. Query and fragment are ignored. `/` is the page.
 */
export function judgeAppRequest(method: string, url: string): AppRequest {
  if (method !== 'GET') return { status: 405 };
  const prefix = `${APP_SCHEME}://${APP_HOST}`;
  const [address = ''] = url.split(/[?#]/, 1);
  if (!address.startsWith(prefix)) return { status: 400 };
  const pathname = address.slice(prefix.length);
  if (pathname === '' || pathname === '/') return found(['index.html']);
  if (!pathname.startsWith('/')) return { status: 400 };
  const segments = pathname.slice(1).split('/');
  return segments.every((segment) => SEGMENT.test(segment)) ? found(segments) : { status: 400 };
}

function found(segments: readonly string[]): AppRequest {
  const extension = /\.([a-z0-9]+)$/.exec(segments.at(-1) ?? '')?.[1] ?? '';
  const type = Object.hasOwn(TYPES, extension) ? TYPES[extension] : undefined;
  return type === undefined ? { status: 404 } : { status: 200, segments, type };
}

import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { CustomScheme } from 'electron';
import { judgeAppRequest } from './app-request';
import { APP_SCHEME } from './app-url';
import { contentSecurityPolicy, SECURITY_HEADERS } from './csp';

/**
 * To be registered before the application is ready. `standard` and `secure` give the page an origin of its own;
 * `codeCache` lets V8 keep compiled scripts, which shortens the next start. Nothing is fetched over it.
 */
export const APP_PRIVILEGES: CustomScheme = {
  scheme: APP_SCHEME,
  privileges: { standard: true, secure: true, codeCache: true },
};

export interface AppProtocolParts {
  /** Folder with the built renderer. */
  readonly root: string;
  /** A new random text for every load of a page. */
  readonly nonce: () => string;
  /** Value of `data-theme` on the page's root element, so that the first paint has the right colours. */
  readonly theme: () => string;
  /** The page that says why Castellan could not start; null when it could. */
  readonly failurePage: () => string | null;
}

/** Places in the page that are filled in on every load (renderer/index.html). */
const THEME_PLACE = 'data-theme="system"';
const NONCE_PLACE = '__STYLE_NONCE__';

/**
 * Answers requests over app:// with files of the renderer's folder, security headers on every answer. A file
 * that lies outside the folder after links are followed is not found.
 */
export function createAppProtocol(parts: AppProtocolParts): (request: Request) => Promise<Response> {
  const answer = (
    status: number,
    type: string,
    body: string | Uint8Array<ArrayBuffer>,
    nonce: string,
  ): Response =>
    new Response(body, {
      status,
      headers: {
        ...SECURITY_HEADERS,
        'Cache-Control': 'no-store',
        'Content-Security-Policy': contentSecurityPolicy(nonce),
        'Content-Type': type,
      },
    });
  const refuse = (status: number): Response => answer(status, 'text/plain; charset=utf-8', '', parts.nonce());
  const fill = (html: string, nonce: string): string =>
    html.replace(THEME_PLACE, `data-theme="${parts.theme()}"`).replaceAll(NONCE_PLACE, nonce);

  return async (request) => {
    const asked = judgeAppRequest(request.method, request.url);
    if (asked.status !== 200) return refuse(asked.status);
    const nonce = parts.nonce();
    if (asked.segments.join('/') === 'failure.html') {
      const page = parts.failurePage();
      return page === null ? refuse(404) : answer(200, asked.type, fill(page, nonce), nonce);
    }
    const content = await readContained(parts.root, asked.segments);
    if (content === null) return refuse(404);
    const body = asked.type.startsWith('text/html')
      ? fill(content.toString('utf8'), nonce)
      : new Uint8Array(content);
    return answer(200, asked.type, body, nonce);
  };
}

/** Bytes of a file below `root`, or null when there is none or it leads out of `root`. */
async function readContained(root: string, segments: readonly string[]): Promise<Buffer | null> {
  try {
    const [folder, file] = await Promise.all([realpath(root), realpath(path.join(root, ...segments))]);
    return file.startsWith(folder + path.sep) ? await readFile(file) : null;
  } catch {
    return null;
  }
}

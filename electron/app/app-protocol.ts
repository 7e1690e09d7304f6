import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { FIRST_SCREEN_ID } from '#shared/contract/first-screen';
import type { CustomScheme, Protocol, ProtocolRequest, ProtocolResponse } from 'electron';
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
  /** Value of `data-theme` on the page's root element, so that the first paint has the right colours. */
  readonly theme: () => string;
  /**
   * The page that says why Castellan could not start, made with the nonce of its style element; null when it
   * could start.
   */
  readonly failurePage: (nonce: string) => string | null;
  /** A new random text for every load of that page. */
  readonly nonce: () => string;
  /** JSON text for the page to draw before it has asked for anything; null: nothing. */
  readonly firstScreen: () => string | null;
  /** Told when a page or a script was read and is on its way to the window: work can be fitted in between. */
  readonly onSent: (what: 'page' | 'script') => void;
}

/** The place in a page that is filled in on every load (renderer/index.html). */
const THEME_PLACE = 'data-theme="system"';
const FIRST_SCREEN_PLACE = `id="${FIRST_SCREEN_ID}">`;

/** JSON that cannot end the script element it stands in, whatever its texts hold. */
function embeddable(json: string): string {
  return json.replaceAll('<', '\\u003c');
}

/** An answer in the form that Electron sends. */
export type AppAnswer = Required<Pick<ProtocolResponse, 'statusCode'>> & {
  readonly headers: Record<string, string>;
  readonly data: Buffer;
};

function answer(statusCode: number, type: string, data: Buffer, policy = contentSecurityPolicy()): AppAnswer {
  return {
    statusCode,
    headers: {
      ...SECURITY_HEADERS,
      'Cache-Control': 'no-store',
      'Content-Security-Policy': policy,
      'Content-Type': type,
    },
    data,
  };
}

function refuse(status: number): AppAnswer {
  return answer(status, 'text/plain; charset=utf-8', Buffer.alloc(0));
}

/**
 * Answers requests over app:// with files of the renderer's folder, security headers on every answer. A file
 * that lies outside the folder after links are followed is not found.
 */
export function createAppProtocol(
  parts: AppProtocolParts,
): (request: Pick<ProtocolRequest, 'method' | 'url'>) => Promise<AppAnswer> {
  const themed = (html: string): string => html.replace(THEME_PLACE, `data-theme="${parts.theme()}"`);

  const failure = (type: string): AppAnswer => {
    const nonce = parts.nonce();
    const page = parts.failurePage(nonce);
    return page === null
      ? refuse(404)
      : answer(200, type, Buffer.from(themed(page)), contentSecurityPolicy(nonce));
  };

  const filled = (html: string): string => {
    const screen = parts.firstScreen();
    return screen === null
      ? themed(html)
      : themed(html).replace(FIRST_SCREEN_PLACE, (place) => place + embeddable(screen));
  };

  return async (request) => {
    const asked = judgeAppRequest(request.method, request.url);
    if (asked.status !== 200) return refuse(asked.status);
    if (asked.segments.join('/') === 'failure.html') return failure(asked.type);
    const content = await readContained(parts.root, asked.segments);
    if (content === null) return refuse(404);
    if (asked.type.startsWith('text/html')) {
      // Before it is told: whether a screen was kept decides what is done next.
      const page = Buffer.from(filled(content.toString('utf8')));
      parts.onSent('page');
      return answer(200, asked.type, page);
    }
    if (asked.type.startsWith('text/javascript')) parts.onSent('script');
    return answer(200, asked.type, content);
  };
}

/** Chromium's net::ERR_FAILED. */
const ERR_FAILED = -2;

/**
 * Lets a protocol answer app://, in the older of the two ways that Electron has. The newer one speaks in Node's Request
 * and Response, for which Node loads its whole fetch: a tenth of the start (docs/decisions/start.md).
 */
export function serveApp(protocol: Protocol, appProtocol: ReturnType<typeof createAppProtocol>): void {
  const answerTo = async (
    request: ProtocolRequest,
    send: (answer: ProtocolResponse) => void,
  ): Promise<void> => send(await appProtocol(request).catch(() => ({ error: ERR_FAILED })));
  // oxlint-disable-next-line typescript/no-deprecated -- its successor costs a tenth of the start
  protocol.registerBufferProtocol(APP_SCHEME, (request, send) => void answerTo(request, send));
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

import { insideShellQuotes, shellQuote } from './quoting';
import type { SnippetText } from './snippet';

/**
 * A curl command for a POSIX shell that sends a JSON body. `url` and `headers` are put in double quotes, so that
 * `$NAMES` in them are filled in by the shell: they hold placeholders and checked names only. The body may hold
 * anything.
 */
export function curlLine(
  method: 'POST' | 'PUT',
  url: string,
  headers: readonly string[],
  body: string,
): string {
  return [
    `curl -X ${method} "${url}"`,
    ...headers.map((header) => `-H "${header}"`),
    "-H 'content-type: application/json'",
    `--data-raw ${shellQuote(body)}`,
  ].join(NEXT_LINE);
}

const NEXT_LINE = ' \\\n  ';

/** One request as the user's own shell sends it. */
export interface CurlRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  /** In front of the header that carries the secret. */
  readonly headers?: readonly string[];
  /** The header that carries the secret, up to the secret: `Authorization: Simple `. */
  readonly secretHeader: string;
  /** Sent as it is, with its type; none for a request without a body. */
  readonly body?: { readonly type: string; readonly text: string };
}

/** A curl command for a POSIX shell with a place for the secret; every word is quoted, whatever it holds. */
export function curlSnippet({ method, url, headers = [], secretHeader, body }: CurlRequest): SnippetText {
  const before = [
    `curl${method === 'GET' ? '' : ` -X ${method}`} ${shellQuote(url)}`,
    ...headers.map((header) => `-H ${shellQuote(header)}`),
    `-H '${insideShellQuotes(secretHeader)}`,
  ].join(NEXT_LINE);
  const after =
    body === undefined
      ? ["'"]
      : ["'", `-H ${shellQuote(`Content-Type: ${body.type}`)}`, `--data-raw ${shellQuote(body.text)}`];
  return { before, after: `${after.join(NEXT_LINE)}\n` };
}

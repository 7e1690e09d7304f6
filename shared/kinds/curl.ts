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
  ].join(' \\\n  ');
}

/** One word for a POSIX shell, whatever it holds. */
function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

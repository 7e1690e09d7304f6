/** One word for a POSIX shell, whatever it holds. */
export function shellQuote(text: string): string {
  return `'${insideShellQuotes(text)}'`;
}

/** The same without the quotes around it: for a place between single quotes that stand already. */
export function insideShellQuotes(text: string): string {
  return text.replaceAll("'", `'\\''`);
}

/**
 * A string literal in double quotes that JavaScript and Python read alike: JSON's escapes are valid in both. The
 * beginning of an end tag is escaped too, so that the code can stand in a page.
 */
export function stringLiteral(text: string): string {
  return `"${insideLiteral(text)}"`;
}

/** The same without the quotes around it: for a place between double quotes that stand already. */
export function insideLiteral(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(/<(?=[/!])/g, '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}

/** Control characters and whatever else ends a line somewhere. */
const LINE_BREAKERS = /[\p{Cc}\u2028\u2029]+/gu;

/** Text for a comment that ends with its line: it holds no line break, so that nothing of it becomes code. */
export function commentText(text: string): string {
  return text.replaceAll(LINE_BREAKERS, ' ');
}

/** A path of names behind a slash, each escaped for a URL; lone surrogates, which have no escape, become U+FFFD. */
export function escapedPath(path: string): string {
  return path
    .split('/')
    .map((name) => encodeURIComponent(name.replaceAll(/\p{Surrogate}/gu, '\uFFFD')))
    .join('/');
}

/** js-yaml ships no types; this is all that the tests use of it. */
declare module 'js-yaml' {
  export function load(text: string): unknown;
}

import { execFileSync } from 'node:child_process';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commentText, escapedPath, shellQuote, stringLiteral } from '#shared/kinds/quoting';
import { withSecret } from '#shared/kinds/snippet';

const hostile = fc.string({
  unit: fc.constantFrom(
    "'",
    '"',
    '$',
    '`',
    '\\',
    '!',
    '\n',
    '\r',
    '\u2028',
    '</script>',
    '<!--',
    'é',
    '+',
    '/',
    '$(id)',
    'a',
  ),
  maxLength: 12,
});

describe('quoting', () => {
  it('gives the shell one word, whatever the text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(execFileSync('sh', ['-c', `printf %s ${shellQuote(text)}`], { encoding: 'utf8' })).toBe(text);
      }),
      { numRuns: 40 },
    );
  });

  it('gives JavaScript one literal that holds the text and ends no script element', () => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string({ unit: 'binary' })), (text) => {
        const literal = stringLiteral(text);
        expect(runInNewContext(literal)).toBe(text);
        expect(literal).not.toMatch(/<[/!]|[\n\r\u2028\u2029]/);
      }),
    );
  });

  it('uses only escapes that Python reads as JavaScript does', () => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string({ unit: 'binary' })), (text) => {
        const rest = stringLiteral(text)
          .slice(1, -1)
          .replaceAll(/\\(?:["\\bfnrt]|u[0-9a-f]{4})/g, '');
        expect(rest).not.toMatch(/["\\]/);
      }),
    );
  });

  it('keeps a comment on its line', () => {
    expect(commentText('a.example\nalert(1)\u2028b\r\nc')).toBe('a.example alert(1) b c');
  });

  it('escapes the names of a path and leaves its slashes', () => {
    expect(escapedPath('demo/Hello/0.1.*')).toBe('demo/Hello/0.1.*');
    expect(escapedPath('a b/c?d#e/ü')).toBe('a%20b/c%3Fd%23e/%C3%BC');
    expect(escapedPath('\uD800')).toBe('%EF%BF%BD');
  });

  it('writes a secret as the quotes around its place need it', () => {
    const text = { before: "'<", after: ">'" };
    expect(withSecret(text, 'curl', "a'b+/")).toBe("'<a'\\''b+/>'");
    expect(withSecret(text, 'javascript', 'a"b\\')).toBe(`'<a\\"b\\\\>'`);
    expect(withSecret(text, 'python', 'a"b')).toBe(`'<a\\"b>'`);
  });
});

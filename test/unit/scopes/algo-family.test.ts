import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { algoFamily, readRequested } from '#shared/scopes/algo-family';
import { analyse, tidy } from '#shared/scopes/analysis';

const states = (entries: readonly string[]) => analyse(algoFamily, entries).entries.map(({ state }) => state);

function canonical(entry: string): string {
  const parsed = algoFamily.parse(entry);
  return parsed.ok ? algoFamily.write(parsed.scope) : `refused: ${parsed.message}`;
}

function matches(entry: string, requested: string): boolean {
  const parsed = algoFamily.parse(entry);
  return parsed.ok && algoFamily.matches(parsed.scope, requested);
}

const owner = fc.constantFrom('foo', 'foobar', 'Foo', 'demo');
const name = fc.constantFrom('bar', 'bars', 'Hello');
const version = fc.constantFrom(
  '*',
  '1.*',
  '1.2',
  '1.2.*',
  '1.2.3',
  '1.20.3',
  '2.0.0',
  'latest',
  'latestPrivate',
  'a1b2c3',
);
const entry = fc.oneof(
  fc.constant('algo://*'),
  owner.map((o) => `algo://${o}/*`),
  fc.tuple(owner, name, version).map(([o, n, v]) => `algo://${o}/${n}/${v}`),
  fc.tuple(owner, name).map(([o, n]) => `algo://${o}/${n}`),
);
const requested = fc
  .tuple(
    owner,
    name,
    fc.constantFrom(
      '',
      '/1.2.3',
      '/1.2',
      '/1.9.0',
      '/1.20.3',
      '/2.0.0',
      '/latest',
      '/latestPrivate',
      '/a1b2c3',
    ),
  )
  .map(([o, n, v]) => `${o}/${n}${v}`);

/** The rule of key-apis C1 once more, on texts alone. */
function naiveMatch(text: string, request: string): boolean {
  if (text === 'algo://*') return true;
  const [o, n = '*', v = '*'] = text.slice('algo://'.length).split('/');
  const [ro, rn, rv = 'latest'] = request.split('/');
  if (o !== ro) return false;
  if (n === '*') return true;
  if (n !== rn) return false;
  if (v === '*') return true;
  const numbers = /^\d+(\.\d+)?\.\*$/.test(v) ? v.slice(0, -1) : /^\d+\.\d+$/.test(v) ? `${v}.` : null;
  if (numbers === null) return v === rv;
  return /^\d/.test(rv) && `${rv}.`.startsWith(numbers);
}

describe('algo:// entries', () => {
  it.each([
    ['algo://*', 'algo://*'],
    ['algo://foo/*', 'algo://foo/*'],
    ['algo://foo/bar', 'algo://foo/bar/*'],
    ['algo://foo/bar/', 'algo://foo/bar/*'],
    ['  algo://foo/bar/* ', 'algo://foo/bar/*'],
    ['algo://foo/bar/1.2', 'algo://foo/bar/1.2.*'],
    ['algo://foo/bar/1.2.*', 'algo://foo/bar/1.2.*'],
    ['algo://foo/bar/1.*', 'algo://foo/bar/1.*'],
    ['algo://foo/bar/1.2.3', 'algo://foo/bar/1.2.3'],
    ['algo://foo/bar/latestPrivate', 'algo://foo/bar/latestPrivate'],
    ['algo://.my/bar', 'algo://.my/bar/*'],
  ])('%j is written %s', (text, written) => {
    expect(canonical(text)).toBe(written);
  });

  it.each([
    ['foo/bar', 'begins with algo://', 0, 7],
    [' foo/bar', 'begins with algo://', 1, 8],
    ['', 'Enter an algorithm', 0, 0],
    ['algo://', 'owner is empty', 7, 7],
    ['algo:///bar', 'owner is empty', 7, 7],
    ['algo://*/bar', 'algo://* alone', 7, 8],
    ['algo://fo*/bar', 'everything behind a slash', 7, 10],
    ['algo://1foo/bar', 'begins with a letter', 7, 11],
    [`algo://${'a'.repeat(31)}/bar`, 'at most 30', 7, 38],
    ['algo://foo', 'algo://foo/* for all', 7, 10],
    ['algo://foo//1.2.3', 'algorithm is empty', 11, 11],
    ['algo://foo/b*r', 'everything behind a slash', 12, 13],
    ['algo://foo/*/1.0.0', 'everything behind a slash', 11, 12],
    ['algo://foo/bar/1.2.3/4', 'at most an owner', 21, 22],
    ['algo://foo/bar/v 1', 'no version', 15, 18],
  ])('%j is refused with the place', (text, words, from, to) => {
    expect(algoFamily.parse(text)).toEqual({ ok: false, message: expect.stringContaining(words), from, to });
  });

  it('match what is requested by whole segments, aliases as they are requested', () => {
    fc.assert(
      fc.property(entry, requested, (text, request) => {
        expect(matches(text, request)).toBe(naiveMatch(text, request));
      }),
      { numRuns: 3_000 },
    );
  });

  it('take a call without a version for one of the latest', () => {
    expect(matches('algo://foo/bar/latest', 'algo://foo/bar')).toBe(true);
    expect(matches('algo://foo/bar/1.2.3', 'foo/bar')).toBe(false);
    expect(matches('algo://foo/bar', 'foo/bar/1.2.3')).toBe(true);
  });

  it.each(['', 'foo', 'foo/', 'foo/bar/1/2', 'foo/bar/a b'])(
    'match nothing for the request %j',
    (request) => {
      expect(readRequested(request)).toBeNull();
      expect(matches('algo://*', request)).toBe(false);
    },
  );

  it('cover each other exactly as the requests that they match do', () => {
    const all = fc.sample(requested, { numRuns: 300, seed: 1 });
    fc.assert(
      fc.property(entry, entry, (a, b) => {
        const [left, right] = [algoFamily.parse(a), algoFamily.parse(b)];
        if (!left.ok || !right.ok) throw new Error('An entry is invalid.');
        if (!algoFamily.covers(left.scope, right.scope)) return;
        for (const request of all) if (matches(b, request)) expect(matches(a, request)).toBe(true);
      }),
    );
  });
});

describe('a list of algo:// entries', () => {
  it.each([
    [
      ['algo://*', 'algo://demos/sentiment_analysis'],
      ['kept', 'redundant'],
    ],
    [
      ['algo://foo/bar', 'algo://foo/bar/*'],
      ['kept', 'duplicate'],
    ],
    [
      ['algo://foo/bar/*', 'algo://foo/*'],
      ['redundant', 'kept'],
    ],
    [
      ['algo://foo/*', 'algo://Foo/bar'],
      ['kept', 'kept'],
    ],
    [
      ['algo://a/x/1.2', 'algo://a/x/1.2.*'],
      ['kept', 'duplicate'],
    ],
    [
      ['algo://foo/*', 'algo://foobar/x'],
      ['kept', 'kept'],
    ],
    [
      ['algo://a/x/1.*', 'algo://a/x/1.2', 'algo://a/x/1.2.3', 'algo://a/x/latest'],
      ['kept', 'redundant', 'redundant', 'kept'],
    ],
    [
      ['algo://a/x/1.2', 'algo://a/x/*', 'nonsense'],
      ['redundant', 'kept', 'invalid'],
    ],
  ])('%j is judged %j', (entries, judged) => {
    expect(states(entries)).toEqual(judged);
  });

  it('hints at what would be covered if case did not count', () => {
    expect(analyse(algoFamily, ['algo://foo/*', 'algo://Foo/bar']).entries[1]?.near).toEqual({
      at: 0,
      by: 'case',
    });
  });

  it('names as reason the entry that survives tidying itself', () => {
    const { entries } = analyse(algoFamily, ['algo://a/x/1.2.3', 'algo://a/x/1.*', 'algo://a/*', 'algo://*']);
    expect(entries.map((one) => ('because' in one ? one.because : null))).toEqual([3, 3, 3, null]);
  });

  it('allows exactly the same when it is tidied, and is never emptied', () => {
    fc.assert(
      fc.property(
        fc.array(entry, { minLength: 1, maxLength: 8 }),
        fc.array(requested, { minLength: 20 }),
        (entries, requests) => {
          const tidied = tidy(algoFamily, entries);
          expect(tidied.length).toBeGreaterThan(0);
          expect(tidy(algoFamily, tidied)).toEqual(tidied);
          for (const request of requests) {
            const before = entries.some((one) => matches(one, request));
            expect(tidied.some((one) => matches(one, request))).toBe(before);
          }
        },
      ),
    );
  });

  it('says what is not documented', () => {
    const remarksOf = (text: string) => analyse(algoFamily, [text]).entries[0]?.remarks ?? [];
    expect(remarksOf('algo://foo/bar/1.2.3')).toMatchObject([
      { sort: 'doubtful', instead: 'algo://foo/bar/*' },
    ]);
    expect(remarksOf('algo://.my/bar')).toHaveLength(1);
    expect(remarksOf('algo://foo/b.a.r')).toHaveLength(1);
    expect(remarksOf('algo://foo/bar')).toEqual([]);
  });
});

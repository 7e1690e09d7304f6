import { describe, expect, it } from 'vitest';
import { logEntry, maskKey } from '#electron/practice/algolia/log-entry';
import type { PracticeRequest } from '#electron/practice/exchange';

const KEY = '0123456789abcdef0123456789abcdef';

function request(parts: Partial<PracticeRequest>): PracticeRequest {
  return {
    method: 'GET',
    path: '/1/keys',
    segments: ['1', 'keys'],
    query: new URLSearchParams(),
    headers: { 'x-algolia-api-key': 'f'.repeat(32) },
    body: Buffer.alloc(0),
    ip: '127.0.0.1',
    ...parts,
  };
}
const entryOf = (parts: Partial<PracticeRequest>, text = '{}') =>
  logEntry(request(parts), { status: 200, text, nbHits: null }, [], { startedAt: 0, durationMs: 1 });

describe('a log entry', () => {
  it('masks to the first three characters', () => {
    expect(maskKey(KEY)).toBe(`012${'*'.repeat(29)}`);
    expect(maskKey('ab')).toBe('ab');
  });

  it('masks plain keys in path, query, body and answer', () => {
    const entry = entryOf(
      {
        path: `/1/keys/${KEY}`,
        query: new URLSearchParams({ key: KEY }),
        body: Buffer.from(`{"a":"${KEY}"}`),
      },
      `{"value":"${KEY}"}`,
    );
    expect(JSON.stringify(entry)).not.toContain(KEY.slice(0, 4));
  });

  it('leaves no beginning of a key at any place of the cut', () => {
    for (let at = 940; at <= 1000; at += 1) {
      const text = `${'-'.repeat(at)}${KEY}`;
      expect(entryOf({}, text).answer).not.toContain('0123');
      expect(entryOf({ body: Buffer.from(text) }).query_body).not.toContain('0123');
    }
  });

  it('masks a long presented key wherever it is cut', () => {
    const long = `Q${'xY9'.repeat(500)}`;
    const headers = { 'x-algolia-api-key': long };
    for (const at of [0, 500, 990, 999]) {
      const entry = entryOf({ headers, body: Buffer.from(`${' '.repeat(at)}${long}`) });
      expect(entry.query_body).not.toContain('xY9x');
      expect(entry.query_headers).not.toContain('xY9x');
    }
  });
});

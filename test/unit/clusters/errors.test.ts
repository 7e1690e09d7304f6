import { chromiumFailure } from '#electron/app/chromium-failures';
import { commonStatusError, ownWords, retryAfterSeconds, transportError } from '#electron/clusters/errors';
import { TRANSPORT_FAILURES, TransportFailure } from '#electron/clusters/transport';
import { describe, expect, it } from 'vitest';

const place = { name: 'shop-prod', host: '127.0.0.1:7700' };

describe('a failed exchange in words', () => {
  it.each(TRANSPORT_FAILURES)('(%s) names the cluster and says what to do', (sort) => {
    const { message, remedy, code } = transportError(
      new TransportFailure(sort, 'no', 'a reason'),
      place,
    ).toData();
    if (code === 'CANCELLED') return;
    expect(message).toContain('shop-prod');
    expect(message).toContain('127.0.0.1:7700');
    expect(message).toMatch(/\.$/);
    expect(remedy).toMatch(/\.$/);
    expect(`${message}${remedy}`).not.toMatch(/!|successfully|\bwe\b/i);
  });

  it('reads as the design wants it', () => {
    const error = transportError(new TransportFailure('refused', 'no', ''), place);
    expect(`${error.message} ${error.remedy}`).toBe(
      'Cannot reach shop-prod: connection refused (127.0.0.1:7700). Check the address or try again.',
    );
  });
});

describe('statuses that mean the same everywhere', () => {
  it.each([
    [429, 'RATE_LIMITED'],
    [402, 'NOT_OFFERED'],
    [500, 'SERVER_ERROR'],
    [599, 'SERVER_ERROR'],
  ])('%i is %s', (status, code) => {
    expect(commonStatusError({ status, message: '', retryAfterSeconds: null }, place)?.code).toBe(code);
  });

  it.each([400, 403, 404])('%i is for the kind to tell', (status) => {
    expect(commonStatusError({ status, message: '', retryAfterSeconds: null }, place)).toBeNull();
  });

  it('tells when to try again', () => {
    const after = (seconds: number): string | undefined =>
      commonStatusError({ status: 429, message: '', retryAfterSeconds: seconds }, place)?.remedy;
    expect([after(1), after(30)]).toEqual(['Try again in 1 second.', 'Try again in 30 seconds.']);
  });
});

describe('what a cluster said', () => {
  it('hides what has the form of a key or of a token, whoever knows it', () => {
    const token = `eyJhbGciOiJSUzI1NiJ9.${'a'.repeat(20)}.${'b-_'.repeat(9)}`;
    const key = `sim${'aB+/1'.repeat(5)}`;
    expect(ownWords(`No: ${key}, "${token}", ${'0f'.repeat(16)}.`, [])).toBe('No: …, "…", ….');
    expect(ownWords('The version 1.2.3 of eye.sight.test is simple.', [])).toContain('eye.sight.test');
  });

  it('is one short line without the secrets of the request', () => {
    expect(ownWords('bad\n\tkey a/b==  here', ['a/b=='])).toBe('bad key … here');
    expect(ownWords(`see /1/keys/${encodeURIComponent('a/b==')}`, ['a/b=='])).toBe('see /1/keys/…');
    expect(ownWords(`unknown ${'0123456789abcdef'.repeat(2)}`, [])).toBe('unknown …');
    expect(ownWords('x'.repeat(1000), []).length).toBe(301);
    expect(ownWords('', [''])).toBe('');
  });
});

describe('a Retry-After header', () => {
  const now = Date.parse('2026-11-23T12:00:00Z');
  it.each([
    ['7', 7],
    ['0', 0],
    [' 12 ', 12],
    ['Mon, 23 Nov 2026 12:00:30 GMT', 30],
    ['Mon, 23 Nov 2026 11:00:00 GMT', 0],
    ['999999999', 86_400],
    ['soon', null],
    ['', null],
    [undefined, null],
  ])('%j means %j seconds', (header, seconds) => {
    expect(retryAfterSeconds(header, now)).toBe(seconds);
  });
});

describe("Chromium's network errors", () => {
  it.each([
    ['net::ERR_CONNECTION_REFUSED', 'refused', 'no'],
    ['net::ERR_NAME_NOT_RESOLVED', 'not-found', 'no'],
    ['net::ERR_INTERNET_DISCONNECTED', 'unreachable', 'no'],
    ['net::ERR_CERT_AUTHORITY_INVALID', 'tls-untrusted', 'no'],
    ['net::ERR_CERT_SOMETHING_NEW', 'tls-untrusted', 'no'],
    ['net::ERR_CONNECTION_TIMED_OUT', 'connect-timeout', 'maybe'],
    ['net::ERR_SSL_PROTOCOL_ERROR', 'tls-failed', 'maybe'],
    ['net::ERR_CONNECTION_RESET', 'dropped', 'maybe'],
    ['net::ERR_EMPTY_RESPONSE', 'dropped', 'maybe'],
    ['net::ERR_SOMETHING_NEW', 'dropped', 'maybe'],
    ['', 'dropped', 'maybe'],
  ])('%j is %s, sent: %s', (message, sort, sent) => {
    expect(chromiumFailure(message, null)).toMatchObject({ sort, sent });
  });

  it('give way to what the pinned authority says', () => {
    expect(chromiumFailure('net::ERR_CERT_AUTHORITY_INVALID', 'expired').message).toBe(
      'the certificate has expired',
    );
    expect(chromiumFailure('net::ERR_CONNECTION_RESET', 'expired').sort).toBe('dropped');
  });
});

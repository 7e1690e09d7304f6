import { createRedactor } from '#electron/log/redactor';
import { AppError } from '#shared/errors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const CANARY = 'c4n4ry/Sécret+99=="x';

/** Everything in which a secret may be wrapped on its way to a log line. */
const wrappings: readonly ((inner: unknown, text: string) => unknown)[] = [
  (inner) => inner,
  (inner) => [inner],
  (inner) => ({ detail: inner }),
  (inner, text) => ({ [text]: inner }),
  (inner) => new Map([['x', inner]]),
  (inner) => new Set([inner]),
  (inner) => new Error('failed', { cause: inner }),
  (inner) => new AggregateError([inner], 'several'),
  (_inner, text) => new Error(`GET https://c.example/1/keys/${encodeURIComponent(text)} failed`),
  (_inner, text) => `x-algolia-api-key: ${text}`,
  (_inner, text) => JSON.stringify({ 'x-algolia-api-key': text }),
  (_inner, text) => new URL(`https://c.example/?x-algolia-api-key=${encodeURIComponent(text)}`),
  (_inner, text) => `Authorization: Basic ${Buffer.from(text).toString('base64')}`,
  (_inner, text) => Buffer.from(text),
  (_inner, text) => new AppError('INTERNAL', text, { details: { host: text } }),
  (_inner, text) => Symbol(text),
];

const nested = (text: string): fc.Arbitrary<unknown> =>
  fc
    .array(fc.integer({ min: 0, max: wrappings.length - 1 }), { maxLength: 12 })
    .map((steps) => steps.reduce<unknown>((inner, step) => wrappings[step]?.(inner, text) ?? inner, text));

function forms(text: string): readonly string[] {
  return [
    text,
    encodeURIComponent(text),
    JSON.stringify(text).slice(1, -1),
    Buffer.from(text).toString('base64'),
  ];
}

describe('a registered secret', () => {
  it('never shows in any form, however it is nested', () => {
    const redactor = createRedactor();
    redactor.register(CANARY);
    fc.assert(
      fc.property(nested(CANARY), (value) => {
        const written = redactor.text(
          JSON.stringify(redactor.value({ value, facts: [value], deep: { value } })),
        );
        for (const form of forms(CANARY)) expect(written).not.toContain(form);
      }),
      { numRuns: 500 },
    );
  });

  it.each(['abcdef', 'ffffffffffffffffffffffffffffffff', 'päß wörd', '"quoted\\', 'a b&c=d'])(
    'is hidden whatever it is made of: %s',
    (secret) => {
      const redactor = createRedactor();
      redactor.register(secret);
      for (const form of forms(secret))
        expect(redactor.text(`before ${form} after`)).toMatch(/^before \[redacted\]=* after$/);
    },
  );

  it('is hidden whole when another one is a part of it', () => {
    const redactor = createRedactor();
    redactor.register('abcdefgh');
    redactor.register('abcdefgh-and-more');
    expect(redactor.text('abcdefgh-and-more')).toBe('[redacted]');
  });

  it('is let go of once everyone who registered it has let go', () => {
    const redactor = createRedactor();
    const first = redactor.register('hold-me-twice');
    const second = redactor.register('hold-me-twice');
    first();
    first();
    expect(redactor.text('hold-me-twice')).toBe('[redacted]');
    second();
    expect(redactor.text('hold-me-twice')).toBe('hold-me-twice');
  });
});

describe('what nobody registered', () => {
  const redactor = createRedactor();

  it.each([
    ['a key in a path', 'GET /1/keys/a1b2c3 gave 404', 'a1b2c3'],
    ['a key in a query', 'https://c/1/indexes?x-algolia-api-key=a1b2c3&page=0', 'a1b2c3'],
    ['a key in a header', "{'x-algolia-api-key': 'a1b2c3'}", 'a1b2c3'],
    ['a bearer token', 'Authorization: Bearer a1b2c3d4e5', 'a1b2c3d4e5'],
    ['a password in a URL', 'https://root:hunter2@c.example/', 'hunter2'],
    ['a cookie', 'set-cookie: session=a1b2c3', 'a1b2c3'],
    [
      'something of the form of a key',
      'unknown 0123456789abcdef0123456789abcdef',
      '0123456789abcdef0123456789abcdef',
    ],
  ])('is hidden where it is %s', (_case, text, secret) => {
    expect(redactor.text(text)).not.toContain(secret);
  });

  it.each([
    'credential',
    'password',
    'apiKey',
    'x-algolia-api-key',
    'adminKey',
    'secret',
    'authorization',
    'key',
  ])('is hidden as member %s', (name) => {
    expect(redactor.value({ facts: { [name]: 'a1b2c3', other: 1 } })).toEqual({
      facts: { [name]: '[redacted]', other: 1 },
    });
  });

  it('leaves ids, refs, counts and codes as they are', () => {
    const facts = {
      requestId: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
      ref: 'ab'.repeat(32),
      droppedSecrets: 3,
      code: 'KEY_GONE',
      keyCount: 12,
      at: new Date(0),
    };
    expect(redactor.value(facts)).toEqual({ ...facts, at: '1970-01-01T00:00:00.000Z' });
  });

  it('ends at rings and depths', () => {
    const ring: Record<string, unknown> = {};
    ring['self'] = ring;
    let deep: unknown = 'bottom';
    for (let i = 0; i < 50; i += 1) deep = [deep];
    expect(JSON.stringify(redactor.value({ ring, deep }))).toContain('[circular]');
  });
});

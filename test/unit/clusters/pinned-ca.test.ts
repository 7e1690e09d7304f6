import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkAgainstPinnedCa, problemOfCaPem } from '#electron/clusters/pinned-ca';
import { describe, expect, it } from 'vitest';

const pem = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../../support/certificates', `${name}.pem`), 'utf8');

const NOW = Date.parse('2026-11-23T12:00:00Z');
const ask = (
  pinned: readonly string[],
  chain: readonly string[],
  hostname = 'localhost',
  now = NOW,
): ReturnType<typeof checkAgainstPinnedCa> =>
  checkAgainstPinnedCa({ caPem: pinned.map(pem).join('\n'), chain: chain.map(pem), hostname, now });

describe('a server that the system does not trust', () => {
  it.each([
    ['signed by the pinned authority', ['ca'], ['server'], 'localhost'],
    ['asked for by its address', ['ca'], ['server'], '127.0.0.1'],
    [
      'signed by an intermediate that the server sends along',
      ['ca'],
      ['server-of-intermediate', 'intermediate'],
      'localhost',
    ],
    [
      'with intermediates in any order',
      ['ca'],
      ['server-of-intermediate', 'other-ca', 'intermediate'],
      'localhost',
    ],
    ['whose intermediate is pinned', ['intermediate'], ['server-of-intermediate'], 'localhost'],
    ['with a bundle of several authorities', ['other-ca', 'ca'], ['server'], 'localhost'],
    ['whose own certificate is pinned', ['self-signed'], ['self-signed'], 'localhost'],
    ['with a wildcard name', ['ca'], ['server-elsewhere'], 'eu.shop.example.com'],
  ])('passes when it is %s', (_case, pinned, chain, hostname) => {
    expect(ask(pinned, chain, hostname)).toEqual({ ok: true });
  });

  it.each([
    ['unknown-authority', 'signed by another authority', ['ca'], ['server-of-other'], 'localhost'],
    ['unknown-authority', 'self-signed', ['ca'], ['self-signed'], 'localhost'],
    ['unknown-authority', 'missing its intermediate', ['ca'], ['server-of-intermediate'], 'localhost'],
    [
      'unknown-authority',
      'signed by a certificate that is no authority',
      ['ca'],
      ['server-of-server', 'server'],
      'localhost',
    ],
    [
      'unknown-authority',
      'signed by a pinned server certificate',
      ['server'],
      ['server-of-server'],
      'localhost',
    ],
    ['wrong-host', 'made for another name', ['ca'], ['server-elsewhere'], 'localhost'],
    [
      'wrong-host',
      'one label too deep for the wildcard',
      ['ca'],
      ['server-elsewhere'],
      'a.b.shop.example.com',
    ],
    ['wrong-host', 'at an address that it does not name', ['ca'], ['server'], '127.0.0.2'],
    ['expired', 'past its dates', ['ca'], ['server-expired'], 'localhost'],
    ['not-yet-valid', 'before its dates', ['ca'], ['server-future'], 'localhost'],
    ['wrong-use', 'meant for clients', ['ca'], ['server-for-clients'], 'localhost'],
    ['weak-key', 'too weak', ['ca'], ['server-weak'], 'localhost'],
  ])('is refused as %s when it is %s', (reason, _case, pinned, chain, hostname) => {
    expect(ask(pinned, chain, hostname)).toEqual({ ok: false, reason });
  });

  it('is refused when the authority itself has expired', () => {
    const in2101 = Date.parse('2101-01-01T00:00:00Z');
    expect(ask(['ca'], ['server'], 'localhost', in2101)).toEqual({ ok: false, reason: 'expired' });
  });

  it('is refused when the subject alone names the host', () => {
    expect(ask(['ca'], ['server-elsewhere'], 'Castellan test server-elsewhere')).toMatchObject({ ok: false });
  });

  it('is refused when one byte of its signature is changed', () => {
    const lines = pem('server').trim().split('\n');
    const der = Buffer.from(lines.slice(1, -1).join(''), 'base64');
    const last = der.length - 1;
    der[last] = (der[last] ?? 0) ^ 1;
    const broken = `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----`;
    const verdict = checkAgainstPinnedCa({
      caPem: pem('ca'),
      chain: [broken],
      hostname: 'localhost',
      now: NOW,
    });
    expect(verdict).toEqual({ ok: false, reason: 'unknown-authority' });
  });

  it.each([
    ['no certificate from the server', pem('ca'), []],
    ['no certificate pinned', '', [pem('server')]],
    ['rubbish pinned', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', [pem('server')]],
    ['rubbish from the server', pem('ca'), ['-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----']],
  ])('is refused with %s', (_case, caPem, chain) => {
    expect(checkAgainstPinnedCa({ caPem, chain, hostname: 'localhost', now: NOW })).toEqual({
      ok: false,
      reason: 'unreadable',
    });
  });
});

describe('what a user wants to pin', () => {
  it('is accepted when it is a certificate', () => {
    expect(problemOfCaPem(pem('ca'), NOW)).toBeNull();
  });

  it.each([
    ['no whole certificate', '-----BEGIN CERTIFICATE-----\nMIIB', /no whole certificate/],
    ['rubbish', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', /cannot be read/],
    ['an expired certificate', pem('server-expired'), /has expired/],
  ])('is refused with a reason when it is %s', (_case, text, message) => {
    expect(problemOfCaPem(text, NOW)).toMatch(message);
  });
});

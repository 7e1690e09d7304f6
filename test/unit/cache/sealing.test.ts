import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { newDataKey, RefMaker, sealedAt, Sealer } from '#electron/cache/secrets/sealing';

const REF = Buffer.alloc(32, 1);
const CLUSTER = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';

function sealer(): Sealer {
  return new Sealer(newDataKey(randomBytes), randomBytes);
}

function seal(by: Sealer, secret: string): Buffer {
  return sealedAt(by.seal(CLUSTER, [{ secret, ref: REF }]), 0);
}

describe('sealing', () => {
  test('gives every secret back, whatever characters it has', () => {
    const by = sealer();
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (secret) => {
        expect(by.open(seal(by, secret), CLUSTER, REF)).toBe(secret);
      }),
    );
  });

  test('never seals the same secret to the same bytes', () => {
    const by = sealer();
    const sealed = new Set(Array.from({ length: 50 }, () => seal(by, 'the same').toString('hex')));
    expect(sealed.size).toBe(50);
  });

  test('opens nothing in which any one byte was changed', () => {
    const by = sealer();
    const sealed = seal(by, 'b5d1e1a7c4f3429b8a6d');
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(by.open(changed, CLUSTER, REF)).toBeNull();
    }
  });

  test('opens a secret only in the place it was sealed for', () => {
    const by = sealer();
    const sealed = seal(by, 'bound');
    expect(by.open(sealed, CLUSTER, Buffer.alloc(32, 2))).toBeNull();
    expect(by.open(sealed, CLUSTER.replace('6', '7'), REF)).toBeNull();
    expect(by.open(sealed, CLUSTER, REF)).toBe('bound');
  });

  test('opens nothing with another data key', () => {
    expect(sealer().open(seal(sealer(), 'mine'), CLUSTER, REF)).toBeNull();
  });

  test('takes what is too short for a sealed secret as one that cannot be opened', () => {
    for (const length of [0, 1, 27]) expect(sealer().open(Buffer.alloc(length), CLUSTER, REF)).toBeNull();
  });

  test('recognises its own data key by the check value and no other', () => {
    const key = newDataKey(randomBytes);
    const check = new Sealer(key, randomBytes).checkValue();
    expect(new Sealer(key, randomBytes).matches(check)).toBe(true);
    expect(sealer().matches(check)).toBe(false);
    expect(check.includes(Buffer.from(key, 'base64'))).toBe(false);
  });

  test('refuses a data key that is not 32 bytes', () => {
    expect(() => new Sealer(Buffer.alloc(16).toString('base64'), randomBytes)).toThrow('32 bytes');
  });
});

describe('key refs', () => {
  test('are the same for the same secret in one profile, and differ between profiles', () => {
    const one = new RefMaker(Buffer.alloc(32, 1));
    const other = new RefMaker(Buffer.alloc(32, 2));
    expect(one.of('secret')).toEqual(one.of('secret'));
    expect(one.of('secret')).not.toEqual(other.of('secret'));
    expect(one.of('secret')).not.toEqual(one.of('secreT'));
    expect(one.of('secret')).toHaveLength(32);
  });
});

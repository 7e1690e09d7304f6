import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  timingSafeEqual,
  type KeyObject,
} from 'node:crypto';

/** Gives `size` unpredictable bytes; injected, so that tests decide. */
export type RandomBytes = (size: number) => Buffer;

export const DATA_KEY_BYTES = 32;
const REF_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CHECK_LABEL = 'castellan data key check 1';

/** A new data key as the vault keeps it: 32 random bytes in base64. */
export function newDataKey(randomBytes: RandomBytes): string {
  return randomBytes(DATA_KEY_BYTES).toString('base64');
}

/** A secret and the ref of its key. */
export interface Secret {
  readonly ref: Buffer;
  readonly secret: string;
}

/** Sealed secrets laid end to end: one buffer crosses threads in one piece. */
export interface SealedSecrets {
  readonly bytes: Uint8Array;
  /** Where each of them ends. */
  readonly ends: Uint32Array;
}

/** One of them, sharing their memory. Throws RangeError when there is none at this place. */
export function sealedAt({ bytes, ends }: SealedSecrets, at: number): Buffer {
  const end = ends[at];
  if (end === undefined) throw new RangeError('No secret was sealed at this place.');
  const start = ends[at - 1] ?? 0;
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start);
}

/**
 * Seals secrets for the disk with AES-256-GCM. A sealed secret is nonce (12 bytes), ciphertext and tag (16 bytes);
 * the cluster's id and the key ref are bound to it as associated data, so it opens in its own place only
 * (design.md, "Data at rest").
 */
export class Sealer {
  readonly #key: KeyObject;
  readonly #randomBytes: RandomBytes;

  /** `dataKey`: 32 bytes as base64. Throws when it is not. */
  constructor(dataKey: string, randomBytes: RandomBytes) {
    const bytes = Buffer.from(dataKey, 'base64');
    if (bytes.length !== DATA_KEY_BYTES) throw new Error('The data key is not 32 bytes in base64.');
    this.#key = createSecretKey(bytes);
    this.#randomBytes = randomBytes;
  }

  /**
   * Seals secrets of one cluster, in order. All nonces are drawn together, and all results share one buffer: a call
   * and a buffer for each cost more than the sealing.
   */
  seal(clusterId: string, secrets: readonly Secret[]): SealedSecrets {
    const nonces = this.#randomBytes(secrets.length * NONCE_BYTES);
    const sizes = secrets.map(({ secret }) => NONCE_BYTES + Buffer.byteLength(secret, 'utf8') + TAG_BYTES);
    const bytes = Buffer.alloc(sizes.reduce((sum, size) => sum + size, 0));
    const ends = new Uint32Array(secrets.length);
    const place = associatedData(clusterId);
    let end = 0;
    for (const [at, { secret, ref }] of secrets.entries()) {
      const nonce = nonces.subarray(at * NONCE_BYTES, (at + 1) * NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', this.#key, nonce);
      cipher.setAAD(place(ref));
      const text = cipher.update(secret, 'utf8');
      cipher.final();
      bytes.set(nonce, end);
      bytes.set(text, end + NONCE_BYTES);
      bytes.set(cipher.getAuthTag(), end + NONCE_BYTES + text.length);
      end += NONCE_BYTES + text.length + TAG_BYTES;
      ends[at] = end;
    }
    return { bytes, ends };
  }

  /** The secret, or null when it was sealed with another key, for another place, or has been changed. */
  open(sealed: Buffer, clusterId: string, ref: Buffer): string | null {
    if (sealed.length < NONCE_BYTES + TAG_BYTES) return null;
    const decipher = createDecipheriv('aes-256-gcm', this.#key, sealed.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(associatedData(clusterId)(ref));
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    const text = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES));
    try {
      decipher.final();
    } catch {
      return null;
    }
    return text.toString('utf8');
  }

  /** Stored beside the secrets to tell later whether a data key is the one that sealed them; reveals nothing of it. */
  checkValue(): Buffer {
    return createHmac('sha256', this.#key).update(CHECK_LABEL).digest();
  }

  matches(checkValue: Buffer): boolean {
    const own = this.checkValue();
    return own.length === checkValue.length && timingSafeEqual(own, checkValue);
  }
}

/** What is bound to the secrets of one cluster. The result is overwritten by the next call. */
function associatedData(clusterId: string): (ref: Buffer) => Buffer {
  const cluster = Buffer.from(clusterId, 'utf8');
  const whole = Buffer.concat([cluster, Buffer.alloc(REF_BYTES)]);
  return (ref) => {
    whole.set(ref, cluster.length);
    return whole;
  };
}

/**
 * Makes key refs: HMAC-SHA256 of the secret under the profile's own random key (design.md, "Key refs"). The same
 * secret has the same ref on every cluster of this profile, and nowhere else.
 */
export class RefMaker {
  readonly #key: KeyObject;

  constructor(profileKey: Buffer) {
    this.#key = createSecretKey(profileKey);
  }

  /** The ref as 32 bytes, as the tables hold it; in lower-case hex it is a KeyRef. */
  of(secret: string): Buffer {
    return createHmac('sha256', this.#key).update(secret, 'utf8').digest();
  }

  /** The refs of many secrets, in order, laid end to end; {@link refAt} gives one of them. */
  ofAll(secrets: readonly string[]): Buffer {
    const refs = Buffer.alloc(secrets.length * REF_BYTES);
    for (const [at, secret] of secrets.entries()) {
      // As text, which is made faster than a buffer of its own.
      const ref = createHmac('sha256', this.#key).update(secret, 'utf8').digest('binary');
      refs.write(ref, at * REF_BYTES, 'binary');
    }
    return refs;
  }
}

/** One of the refs that {@link RefMaker.ofAll} gave, sharing their memory. */
export function refAt(refs: Uint8Array, at: number): Buffer {
  return Buffer.from(refs.buffer, refs.byteOffset + at * REF_BYTES, REF_BYTES);
}

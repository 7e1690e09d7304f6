import { keyRefSchema, type KeyRef } from '#shared/ids';

/** A key ref as the tables hold it: 32 bytes instead of 64 characters. */
export function refToBytes(ref: KeyRef): Buffer {
  return Buffer.from(ref, 'hex');
}

export function refFromBytes(bytes: Buffer): KeyRef {
  return keyRefSchema.parse(bytes.toString('hex'));
}

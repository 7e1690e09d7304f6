/** A source of random bytes, so that tests can make keys and fault rates repeatable. */
export type RandomBytes = (size: number) => Uint8Array;

/** Lower-case hexadecimal text of `size` random bytes (a plain key is 16 of them, key-apis A2). */
export function randomHex(random: RandomBytes, size: number): string {
  return Buffer.from(random(size)).toString('hex');
}

/** A number in [0, 1). */
export function randomFraction(random: RandomBytes): number {
  return Buffer.from(random(4)).readUInt32BE(0) / 2 ** 32;
}

/** `length` characters out of `alphabet` (at most 256 of them). */
export function randomText(random: RandomBytes, alphabet: string, length: number): string {
  return Array.from(random(length), (byte) => alphabet.charAt(byte % alphabet.length)).join('');
}

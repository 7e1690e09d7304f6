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

/** A random UUID (version 4). */
export function randomUuid(random: RandomBytes): string {
  const hex = randomHex(random, 16);
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) % 4);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join('-');
}

/** Where the first text begins: blocks that reach over an edge of the texts still lie inside the array. */
export const ARENA_START = 8;

const USUAL_LENGTH = 36;
const BYTES_A_UNIT = 3;

/** Many texts as bytes, one behind the other: text `i` stands from `ends[i - 1]`, or ARENA_START, to `ends[i]`. */
export interface Arena {
  readonly bytes: Uint8Array;
  readonly ends: Int32Array;
}

/**
 * Copies the texts once. Every UTF-16 unit is written alone, in the manner of UTF-8 (a surrogate takes three bytes),
 * so that one text begins, ends or contains another exactly where its bytes do, halves of pairs included. A text with
 * a character beyond ASCII is trimmed on the way, since its white space may be beyond ASCII too.
 */
export function arenaOf(texts: readonly string[]): Arena {
  const ends = new Int32Array(texts.length);
  let bytes = new Uint8Array(2 * ARENA_START + texts.length * USUAL_LENGTH);
  let at = ARENA_START;
  for (let i = 0; i < texts.length; i += 1) {
    const text = texts[i] ?? '';
    const room = at + BYTES_A_UNIT * text.length + ARENA_START;
    if (room > bytes.length) bytes = grown(bytes, room * 2);
    const end = copyAscii(text, bytes, at);
    at = end >= 0 ? end : copyWide(text.trim(), bytes, at);
    ends[i] = at;
  }
  return { bytes, ends };
}

function grown(bytes: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(size);
  larger.set(bytes);
  return larger;
}

/** Where the text ends, or -1 when it has a character beyond ASCII. */
function copyAscii(text: string, bytes: Uint8Array, start: number): number {
  const { length } = text;
  let all = 0;
  for (let i = 0; i < length; i += 1) {
    const unit = text.charCodeAt(i);
    all |= unit;
    bytes[start + i] = unit;
  }
  return all < 0x80 ? start + length : -1;
}

function copyWide(text: string, bytes: Uint8Array, start: number): number {
  let at = start;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) {
      bytes[at] = unit;
      at += 1;
    } else if (unit < 0x800) {
      bytes[at] = 0xc0 | (unit >> 6);
      bytes[at + 1] = 0x80 | (unit & 0x3f);
      at += 2;
    } else {
      bytes[at] = 0xe0 | (unit >> 12);
      bytes[at + 1] = 0x80 | ((unit >> 6) & 0x3f);
      bytes[at + 2] = 0x80 | (unit & 0x3f);
      at += 3;
    }
  }
  return at;
}

/** The first byte of the text at or behind `from` that is no ASCII white space. */
export function skipSpace(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && isSpace(bytes[at] ?? 0)) at += 1;
  return at;
}

/** The end of the text without ASCII white space behind it. */
export function dropSpace(bytes: Uint8Array, from: number, to: number): number {
  let at = to;
  while (at > from && isSpace(bytes[at - 1] ?? 0)) at -= 1;
  return at;
}

function isSpace(byte: number): boolean {
  return byte === 32 || (byte >= 9 && byte <= 13);
}

const LENGTH = 200;
const PLAIN = /^[ -~]*$/;
/** Behind every assigned character, so that keys without a name come last. */
const UNNAMED = '\u{10FFFF}';

/**
 * The form of a label by which lists are ordered, compared byte by byte: case and accents folded, numbers padded
 * so that "Key 2" stands before "Key 10", cut after 200 characters, unnamed keys last.
 */
export function sortLabel(label: string): string {
  const trimmed = label.slice(0, LENGTH).trim();
  if (trimmed === '') return UNNAMED;
  return unaccented(trimmed)
    .toLowerCase()
    .replace(/\d+/g, (digits) => digits.padStart(12, '0'));
}

/** Most labels have no accents to look for, which takes longer than everything else. */
function unaccented(label: string): string {
  return PLAIN.test(label) ? label : label.normalize('NFD').replace(/\p{M}/gu, '');
}

/** A block of IPv4 addresses: the first one as an unsigned 32-bit number (host bits cleared) and the prefix length. */
export interface Ipv4Block {
  readonly base: number;
  readonly bits: number;
}

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const ADDRESS = new RegExp(`^(${OCTET})\\.(${OCTET})\\.(${OCTET})\\.(${OCTET})$`);
const BLOCK = /^([^/]*)(?:\/(0|[1-9]\d?))?$/;
const MAPPED = /^::ffff:(\d[\d.]*)$/i;

/**
 * A dotted IPv4 address as an unsigned 32-bit number; also the IPv4-mapped IPv6 form that sockets report
 * (`::ffff:127.0.0.1`). Null for anything else; octets with leading zeros are refused as ambiguous.
 */
export function parseIpv4(text: string): number | null {
  const match = ADDRESS.exec(MAPPED.exec(text)?.[1] ?? text);
  if (match === null) return null;
  return match.slice(1).reduce((sum, octet) => sum * 256 + Number(octet), 0);
}

/** An address or CIDR range with its host bits cleared (key-apis C5). Null when it is neither. */
export function parseIpv4Block(text: string): Ipv4Block | null {
  const match = BLOCK.exec(text);
  const address = match?.[1];
  if (address === undefined || address.includes(':')) return null;
  const value = parseIpv4(address);
  const bits = Number(match?.[2] ?? 32);
  if (value === null || bits > 32) return null;
  return { base: value - (value % sizeOfBlock(bits)), bits };
}

/** `10.0.0.0/8`; a block of one address without the length. */
export function writeIpv4Block(block: Ipv4Block): string {
  const address = writeIpv4(block.base);
  return block.bits === 32 ? address : `${address}/${block.bits}`;
}

/** The dotted form of an unsigned 32-bit number. */
export function writeIpv4(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

/** Whether every address of `b` is in `a` (C5: a/m ⊇ b/n ⇔ m ≤ n and the first m bits agree). */
export function blockCovers(a: Ipv4Block, b: Ipv4Block): boolean {
  return a.bits <= b.bits && b.base - (b.base % sizeOfBlock(a.bits)) === a.base;
}

/** Whether an address given as text lies in the block; anything that is not IPv4 does not. */
export function blockContains(block: Ipv4Block, address: string): boolean {
  const value = parseIpv4(address);
  return value !== null && value - (value % sizeOfBlock(block.bits)) === block.base;
}

/** How many addresses a block of that prefix length has. */
export function sizeOfBlock(bits: number): number {
  return 2 ** (32 - bits);
}

import fc from 'fast-check';
import { algoFamily } from '#shared/scopes/algo-family';
import { cidrFamily } from '#shared/scopes/cidr-family';
import type { Family } from '#shared/scopes/family';
import { indexFamily } from '#shared/scopes/index-family';
import { nameFamily } from '#shared/scopes/name-family';
import { refererFamily } from '#shared/scopes/referer-family';

/** A family with entries that often meet, and values that they may allow. */
export interface Sample<Scope> {
  readonly family: Family<Scope>;
  readonly entry: fc.Arbitrary<string>;
  readonly value: fc.Arbitrary<string>;
}

/** A function for any family, since a list of families has no type of scope of its own. */
export type WithSample = <Scope>(sample: Sample<Scope>) => void;

const LONG = 'shop_products_de_berlin_2026';
const core = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 5 }),
  // Pieces of one long name: shared windows, beginnings and ends of every length.
  fc
    .tuple(fc.nat(LONG.length - 1), fc.integer({ min: 1, max: LONG.length }))
    .map(([from, length]) => LONG.slice(from, from + length)),
  // Beyond ASCII, with halves of surrogate pairs, white space that only Unicode knows, and a replacement character.
  fc.string({
    unit: fc.constantFrom('a', 'é', '\u{1f600}', '\ud83d', '\ude00', '\u00a0', '\ufffd', 'A', '/'),
    minLength: 1,
    maxLength: 6,
  }),
);
const star = fc.constantFrom('', '', '*', '*', '**');
const space = fc.constantFrom('', '', '', '', ' ', '\t', '\u00a0');
const pattern = fc.oneof(
  {
    weight: 40,
    arbitrary: fc.tuple(space, star, core, star, space).map((parts) => parts.join('')),
  },
  { weight: 1, arbitrary: fc.constantFrom('*', '**', ' * ') },
  { weight: 2, arbitrary: fc.constantFrom('', ' ', 'a*b', '*a*b*', 'shop/', 'shop') },
);
const text = fc.oneof(
  core,
  fc.tuple(core, core).map((parts) => parts.join('')),
);

const referer = fc.oneof(
  pattern,
  fc
    .tuple(
      star,
      fc.constantFrom('https://', 'http://', ''),
      fc.constantFrom('a.com', 'x.a.com', 'A.com', '.a.com'),
      fc.constantFrom('', '/', '/app', '/app/'),
      star,
    )
    .map((parts) => parts.join('')),
);

const owner = fc.constantFrom(
  'foo',
  'foobar',
  'Foo',
  '.my',
  'f',
  '*',
  '1x',
  '',
  'a'.repeat(30),
  'a'.repeat(31),
);
const name = fc.constantFrom('bar', 'bars', 'Bar', 'b r', 'é', '\ud83d', '*', 'b*', '');
const version = fc.constantFrom(
  '',
  '/',
  '/*',
  '/1.*',
  '/1.2',
  '/1.2.*',
  '/1.2.3',
  '/1.20.3',
  '/01.2.3',
  '/1',
  '/2.0.0',
  '/1.2.3.4',
  '/1.2.3.*',
  '/1234567890.1.1',
  '/latest',
  '/latestPrivate',
  '/a1b2-c3',
  '/1/2',
  '/1.2/',
  '//',
);
const algo = fc.oneof(
  {
    weight: 40,
    arbitrary: fc
      .tuple(
        space,
        fc.constantFrom('algo://', 'algo://', 'algo://', 'algo:/', ''),
        owner,
        name,
        version,
        space,
      )
      .map(([before, prefix, o, n, v, behind]) => `${before}${prefix}${o}/${n}${v}${behind}`),
  },
  { weight: 2, arbitrary: fc.constantFrom('algo://*', 'algo://*/', 'algo://', 'algo:///', 'algo://foo', '') },
);
const requested = fc
  .tuple(fc.constantFrom('foo', 'foobar', 'Foo'), fc.constantFrom('bar', 'bars'), version)
  .map((parts) => `${parts[0]}/${parts[1]}${parts[2].replace(/\*|\/$/g, '')}`);

const address = fc
  .tuple(fc.constantFrom('10.0.0.', '10.0.1.', '192.168.0.'), fc.constantFrom(0, 1, 2, 3, 64, 128, 192, 255))
  .map(([net, host]) => `${net}${host}`);
const cidr = fc.oneof(
  fc
    .tuple(space, address, fc.constantFrom('', '/0', '/8', '/16', '/23', '/24', '/25', '/26', '/31', '/32'))
    .map((parts) => parts.join('')),
  fc.constantFrom('', '10.0.0.1/33', '::1', '10.0.0.1, 10.0.0.2', '256.0.0.1'),
);

const permission = fc
  .tuple(space, fc.constantFrom('search', 'Search', 'browse', 'é', '', 'search/'), space)
  .map((parts) => parts.join(''));

/** Calls with each family and a name for the test. */
export function eachFamily(declare: (name: string, run: (body: WithSample) => void) => void): void {
  declare('index', (body) => body({ family: indexFamily, entry: pattern, value: text }));
  declare('referer', (body) =>
    body({ family: refererFamily, entry: referer, value: fc.oneof(text, fc.webUrl()) }),
  );
  declare('cidr', (body) => body({ family: cidrFamily, entry: cidr, value: address }));
  declare('algo', (body) => body({ family: algoFamily, entry: algo, value: requested }));
  declare('name', (body) => body({ family: nameFamily, entry: permission, value: permission }));
}

/** Entries that the family does not refuse. */
export function validEntry<Scope>({ family, entry }: Sample<Scope>): fc.Arbitrary<string> {
  return entry.filter((text) => family.parse(text).ok);
}

/** The scope of a valid entry; an invalid one ends the run of the property without a verdict. */
export function scopeIn<Scope>(family: Family<Scope>, entry: string): Scope {
  const parsed = family.parse(entry);
  fc.pre(parsed.ok);
  return parsed.scope;
}

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

type Rgb = readonly [number, number, number];
type Scheme = 'light' | 'dark';

const css = readFileSync(path.resolve(import.meta.dirname, '../../../../renderer/styles/tokens.css'), 'utf8');

/** The colour tokens of one rule, as text, for one colour scheme. */
function tokensOf(selector: string, scheme: Scheme): Map<string, string> {
  const start = css.indexOf(`${selector} {`);
  const body = css.slice(css.indexOf('{', start) + 1, css.indexOf('}', start));
  const pairs = [...body.matchAll(/--([\w-]+): light-dark\((oklch\([^)]*\)), (oklch\([^)]*\))\);/g)];
  return new Map(
    pairs.map(([, name = '', light = '', dark = '']) => [name, scheme === 'light' ? light : dark]),
  );
}

/** OKLCH to linear sRGB, clipped to the gamut (CSS Color 4, "Sample code for color conversions"). */
function linearRgb(oklch: string): Rgb {
  const [lightness = 0, chroma = 0, hue = 0] = (/oklch\(([^)]*)\)/.exec(oklch)?.[1] ?? '')
    .split(/[ /]+/)
    .map((part) => (part.endsWith('%') ? Number(part.slice(0, -1)) / 100 : Number(part)));
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (value: number) => Math.min(1, Math.max(0, value));
  return [
    clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, bright = 0] = [luminance(linearRgb(one)), luminance(linearRgb(other))].toSorted(
    (x, y) => x - y,
  );
  return (bright + 0.05) / (dark + 0.05);
}

const GROUNDS = ['surface', 'rail', 'raised', 'hover', 'selected'];
const ENVIRONMENTS = ['production', 'staging', 'development', 'practice'];

/** What is written on what, as the components use the tokens. */
const TEXT: readonly (readonly [text: string, grounds: readonly string[]])[] = [
  ['text', GROUNDS],
  ['muted', GROUNDS],
  ['faint', ['surface', 'raised', 'rail']],
  ['accent-text', ['surface', 'raised', 'rail', 'accent-soft']],
  ['warn', ['surface', 'raised', 'rail', 'warn-soft']],
  ['danger', ['surface', 'raised', 'rail', 'selected', 'danger-soft']],
  ['ok', ['surface', 'raised', 'rail']],
  ['on-accent', ['accent', 'accent-strong']],
  ['on-danger', ['danger', 'danger-strong']],
  ...ENVIRONMENTS.map((name) => [`${name}-text`, GROUNDS] as const),
];

/** What has to be seen without being read: edges of controls, marks, the focus ring. */
const SHAPES: readonly (readonly [shape: string, grounds: readonly string[]])[] = [
  ['edge', ['surface', 'raised']],
  ['accent', GROUNDS],
  ...ENVIRONMENTS.map((name) => [name, ['surface', 'rail', 'selected']] as const),
];

const THEMES = [
  { theme: 'light', scheme: 'light', selectors: [':root'], text: 4.5 },
  { theme: 'dark', scheme: 'dark', selectors: [':root'], text: 4.5 },
  {
    theme: 'light high contrast',
    scheme: 'light',
    selectors: [':root', ":root[data-theme='contrast']"],
    text: 7,
  },
  {
    theme: 'dark high contrast',
    scheme: 'dark',
    selectors: [':root', ":root[data-theme='contrast']"],
    text: 7,
  },
] as const;

describe.each(THEMES)('the $theme theme', ({ scheme, selectors, text }) => {
  const tokens = new Map(selectors.flatMap((selector) => [...tokensOf(selector, scheme)]));
  const ratios = (pairs: typeof TEXT) =>
    pairs.flatMap(([front, grounds]) =>
      grounds.map((ground) => ({
        pair: `${front} on ${ground}`,
        ratio: contrast(tokens.get(front) ?? '', tokens.get(ground) ?? ''),
      })),
    );

  it('has every token that is compared', () => {
    const names = [...TEXT, ...SHAPES].flatMap(([front, grounds]) => [front, ...grounds]);
    expect(names.filter((name) => !tokens.has(name))).toEqual([]);
  });

  it(`keeps text at ${text}:1 or more`, () => {
    expect(ratios(TEXT).filter(({ ratio }) => ratio < text)).toEqual([]);
  });

  it('keeps what has to be seen at 3:1 or more', () => {
    expect(ratios(SHAPES).filter(({ ratio }) => ratio < 3)).toEqual([]);
  });
});

it('knows black from white', () => {
  expect(contrast('oklch(0% 0 0)', 'oklch(100% 0 0)')).toBeCloseTo(21, 1);
});

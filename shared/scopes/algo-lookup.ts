import { algoFamily, readRequested, type AlgoScope } from './algo-family';
import { rangesAround } from './algo-version';

/**
 * Looks algorithms up in a list of `algo://` entries (key-apis C1): answers the position of the first entry that
 * allows the one asked for, or -1. The entries are read at the first call; entries that are none allow nothing.
 */
export function algoLookup(entries: readonly string[]): (resource: string) => number {
  let places: ReadonlyMap<string, number> | null = null;
  return (resource) => {
    const asked = readRequested(resource);
    if (asked === null) return -1;
    places ??= placesOf(entries);
    let first = -1;
    for (const node of around(asked)) {
      const place = places.get(algoFamily.write(node)) ?? -1;
      if (place >= 0 && (first < 0 || place < first)) first = place;
    }
    return first;
  };
}

function placesOf(entries: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  entries.forEach((entry, at) => {
    const parsed = algoFamily.parse(entry);
    if (!parsed.ok) return;
    const text = algoFamily.write(parsed.scope);
    if (!places.has(text)) places.set(text, at);
  });
  return places;
}

/** The scopes that allow what is asked for, itself among them. */
function around(asked: AlgoScope): readonly AlgoScope[] {
  if (asked.sort !== 'version') return [asked];
  const { owner, name, version } = asked;
  return [
    { sort: 'root' },
    { sort: 'owner', owner },
    { sort: 'algorithm', owner, name },
    ...rangesAround(version).map((range): AlgoScope => ({ sort: 'version', owner, name, version: range })),
    asked,
  ];
}

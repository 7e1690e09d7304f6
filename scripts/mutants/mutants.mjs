// What is turned round, where, and by which tests it has to be noticed.

/** Files with the tests that have to notice a change in them. */
export const GROUPS = [
  {
    files: [
      'shared/kinds/algolia/decide.ts',
      'shared/kinds/algolia/decide-checks.ts',
      'shared/kinds/algorithmia/decide.ts',
      'shared/kinds/algorithmia/decide-checks.ts',
    ],
    tests: [
      'test/unit/kinds/algolia-decide',
      'test/unit/kinds/algorithmia-decide',
      'test/unit/kinds/algolia-secured-key',
      'test/integration/policy',
    ],
  },
  {
    files: [
      'shared/scopes/pattern.ts',
      'shared/scopes/algo-family.ts',
      'shared/scopes/algo-version.ts',
      'shared/scopes/ipv4.ts',
      'shared/scopes/cidr-family.ts',
      'shared/scopes/analysis.ts',
    ],
    tests: ['test/unit/scopes'],
  },
];

/** Changes that no test can notice, each with the reason. */
export const EQUIVALENT = [];

const TURNS = [
  [' === ', ' !== '],
  [' !== ', ' === '],
  [' < ', ' <= '],
  [' <= ', ' < '],
  [' > ', ' >= '],
  [' >= ', ' > '],
  [' && ', ' || '],
  [' || ', ' && '],
  ['.some(', '.every('],
  ['.every(', '.some('],
  ['return true;', 'return false;'],
  ['return false;', 'return true;'],
  ['startsWith(', 'endsWith('],
  ['endsWith(', 'startsWith('],
  ['(!', '('],
];

/** A line of code whose change means something: no comment, no type, no import. */
function isCode(line) {
  const text = line.trim();
  return !/^(\*|\/\*|\/\/|import |export type |type |readonly |\|)/.test(text) && text !== '';
}

/** Every single change: one turn at one place, or two neighbouring entries of a table of steps in the other order. */
export function* mutantsOf(source) {
  const lines = source.split('\n');
  for (const [at, line] of lines.entries()) {
    if (!isCode(line)) continue;
    for (const [from, to] of TURNS) {
      for (let place = line.indexOf(from); place !== -1; place = line.indexOf(from, place + 1)) {
        const changed = line.slice(0, place) + to + line.slice(place + from.length);
        yield { line, what: `${from.trim()} → ${to.trim()}`, text: lines.with(at, changed).join('\n') };
      }
    }
    const next = lines[at + 1];
    if (/^ {2}\{ sort: .* run: \w+ \},$/.test(line) && next !== undefined && /^ {2}\{ sort: /.test(next)) {
      yield {
        line,
        what: 'steps in the other order',
        text: lines
          .with(at, next)
          .with(at + 1, line)
          .join('\n'),
      };
    }
  }
}

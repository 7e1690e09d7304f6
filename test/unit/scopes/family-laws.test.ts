import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse, tidy } from '#shared/scopes/analysis';
import { DUPLICATE, INVALID, REDUNDANT } from '#shared/scopes/survey';
import { eachFamily, scopeIn, validEntry } from '../../support/scope-entries';
import { naiveAnalysis } from '../../support/naive-patterns';

eachFamily((name, run) => {
  describe(`the ${name} family`, () => {
    it('writes a canonical text that reads back as the same scope', () => {
      run(({ family, entry }) => {
        fc.assert(
          fc.property(entry, (text) => {
            const written = family.write(scopeIn(family, text));
            const again = scopeIn(family, written);
            expect(family.write(again)).toBe(written);
            expect(family.covers(again, scopeIn(family, text))).toBe(true);
            expect(family.changes(written)).toEqual([]);
          }),
          { numRuns: 500 },
        );
      });
    });

    it('says what the canonical form changes, exactly where it changes something', () => {
      run(({ family, entry }) => {
        fc.assert(
          fc.property(entry, (text) => {
            const written = family.write(scopeIn(family, text));
            expect(family.changes(text).length > 0).toBe(written !== text);
          }),
          { numRuns: 500 },
        );
      });
    });

    it('refuses with a place inside the entry', () => {
      run(({ family, entry }) => {
        fc.assert(
          fc.property(entry, (text) => {
            const parsed = family.parse(text);
            fc.pre(!parsed.ok);
            expect(parsed.from).toBeGreaterThanOrEqual(0);
            expect(parsed.to).toBeGreaterThanOrEqual(parsed.from);
            expect(parsed.to).toBeLessThanOrEqual(text.length);
            expect(family.changes(text)).toEqual([]);
          }),
        );
      });
    });

    it('covers as a partial order', () => {
      run((sample) => {
        const { family } = sample;
        const entry = validEntry(sample);
        fc.assert(
          fc.property(entry, entry, entry, (x, y, z) => {
            const [a, b, c] = [scopeIn(family, x), scopeIn(family, y), scopeIn(family, z)];
            expect(family.covers(a, a)).toBe(true);
            if (family.covers(a, b) && family.covers(b, a)) expect(family.write(a)).toBe(family.write(b));
            if (family.covers(a, b) && family.covers(b, c)) expect(family.covers(a, c)).toBe(true);
          }),
          { numRuns: 1_500 },
        );
      });
    });

    it('agrees with membership in what it says of cover, overlap and everything', () => {
      run((sample) => {
        const { family, value } = sample;
        const entry = validEntry(sample);
        fc.assert(
          fc.property(entry, entry, value, (x, y, text) => {
            const [a, b] = [scopeIn(family, x), scopeIn(family, y)];
            const [inA, inB] = [family.matches(a, text), family.matches(b, text)];
            if (family.covers(a, b) && inB) expect(inA).toBe(true);
            if (inA && inB) expect(family.overlaps(a, b)).toBe(true);
            if (family.covers(a, b)) expect(family.overlaps(a, b)).toBe(true);
            expect(family.overlaps(a, b)).toBe(family.overlaps(b, a));
            if (family.isEverything(a)) expect(family.covers(a, b)).toBe(true);
          }),
          { numRuns: 1_500 },
        );
      });
    });

    it('gives an example exactly where there is no cover, and a true one', () => {
      run((sample) => {
        const { family } = sample;
        const entry = validEntry(sample);
        fc.assert(
          fc.property(entry, entry, (x, y) => {
            const [a, b] = [scopeIn(family, x), scopeIn(family, y)];
            const example = family.example(b, a);
            expect(example === null).toBe(family.covers(a, b));
            if (example === null) return;
            expect(family.matches(b, example)).toBe(true);
            expect(family.matches(a, example)).toBe(false);
          }),
          { numRuns: 2_000 },
        );
      });
    });

    it('judges lists as comparing all pairs does', () => {
      run(({ family, entry }) => {
        fc.assert(
          fc.property(fc.array(entry, { maxLength: 20 }), (entries) => {
            const { states, to } = family.survey(entries);
            const valid = entries.flatMap((text, at) => {
              const parsed = family.parse(text);
              return parsed.ok ? [{ at, text: family.write(parsed.scope) }] : [];
            });
            const expected: unknown[] = entries.map(() => ({ state: INVALID }));
            const covers = (a: string, b: string): boolean =>
              family.covers(scopeIn(family, a), scopeIn(family, b));
            naiveAnalysis(
              valid.map((one) => one.text),
              covers,
            ).forEach((judged, i) => {
              const place = (at: number): number => valid[at]?.at ?? -1;
              const { at } = valid[i] ?? { at: -1 };
              if (judged.state === 'kept') expected[at] = { state: 0 };
              else if (judged.state === 'duplicate')
                expected[at] = { state: DUPLICATE, to: place(judged.of) };
              else expected[at] = { state: REDUNDANT, to: place(judged.because) };
            });
            const found = entries.map((_, at) => {
              const other = to[at] ?? -1;
              return other < 0 ? { state: states[at] } : { state: states[at], to: other };
            });
            expect(found).toEqual(expected);
          }),
          { numRuns: 1_500 },
        );
      });
    });

    it('keeps what a list allows when it is tidied, and never empties it', () => {
      run(({ family, entry, value }) => {
        fc.assert(
          fc.property(
            fc.array(entry, { maxLength: 10 }),
            fc.array(value, { minLength: 30, maxLength: 30 }),
            (entries, values) => {
              const tidied = tidy(family, entries);
              expect(tidied.length === 0).toBe(entries.length === 0);
              expect(tidy(family, tidied)).toEqual(tidied);
              const allows = (list: readonly string[], text: string): boolean =>
                list.some((one) => {
                  const parsed = family.parse(one);
                  return parsed.ok && family.matches(parsed.scope, text);
                });
              expect(values.filter((text) => allows(entries, text) !== allows(tidied, text))).toEqual([]);
            },
          ),
          { numRuns: 300 },
        );
      });
    });

    it('says of each entry what the survey says', () => {
      run(({ family, entry }) => {
        fc.assert(
          fc.property(fc.array(entry, { maxLength: 12 }), (entries) => {
            const { entries: analysed, superfluous } = analyse(family, entries);
            const { states } = family.survey(entries);
            const names = ['kept', 'invalid', 'redundant', 'duplicate'];
            expect(analysed.map(({ state }) => state)).toEqual([...states].map((state) => names[state]));
            expect(superfluous).toBe(
              analysed.filter(({ state }) => state === 'redundant' || state === 'duplicate').length,
            );
            for (const { near, state } of analysed) {
              if (near !== null) expect([state, analysed[near.at]?.state]).toEqual(['kept', 'kept']);
            }
          }),
        );
      });
    });
  });
});

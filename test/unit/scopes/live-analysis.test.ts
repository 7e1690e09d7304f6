import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '#shared/scopes/analysis';
import type { Family } from '#shared/scopes/family';
import { indexFamily } from '#shared/scopes/index-family';
import { liveAnalysis, type ListEdit, type LiveAnalysis } from '#shared/scopes/live-analysis';
import { eachFamily } from '../../support/scope-entries';
import { mixedPatterns } from '../../support/mixed-patterns';

function edits(entry: fc.Arbitrary<string>): fc.Arbitrary<ListEdit> {
  const at = fc.nat(24);
  return fc.oneof(
    fc.record({ sort: fc.constant('insert' as const), at, entry }),
    fc.record({ sort: fc.constant('remove' as const), at }),
    fc.record({ sort: fc.constant('replace' as const), at, entry }),
  );
}

function expectAnew<Scope>(family: Family<Scope>, live: LiveAnalysis): void {
  const { states, to } = family.survey(live.entries);
  expect([...live.survey.states]).toEqual([...states]);
  expect([...live.survey.to]).toEqual([...to]);
  expect(live.whole()).toEqual(analyse(family, live.entries));
}

eachFamily((name, run) => {
  describe(`an edited list of the ${name} family`, () => {
    it('is judged after every edit as if it were new', () => {
      run(({ family, entry }) => {
        fc.assert(
          fc.property(
            fc.array(entry, { maxLength: 20 }),
            fc.array(edits(entry), { maxLength: 10 }),
            (start, sequence) => {
              let live = liveAnalysis(family, start);
              for (const edit of sequence) {
                live = live.apply(edit);
                expectAnew(family, live);
              }
            },
          ),
          { numRuns: 250 },
        );
      });
    }, 30_000);
  });
});

describe('an edited list', () => {
  it('leaves the analysis before the edit as it was', () => {
    const before = liveAnalysis(indexFamily, ['dev_*', 'dev_eu_*', 'prod']);
    const whole = before.whole();
    before.apply({ sort: 'remove', at: 0 }).apply({ sort: 'insert', at: 0, entry: '*' });
    expect(before.whole()).toEqual(whole);
  });

  it('is edited as a list is', () => {
    const live = liveAnalysis(indexFamily, ['a', 'b'])
      .apply({ sort: 'insert', at: 2, entry: 'c' })
      .apply({ sort: 'replace', at: 0, entry: 'd' })
      .apply({ sort: 'remove', at: 1 });
    expect(live.entries).toEqual(['d', 'c']);
    expect(live.entry(2)).toBeNull();
    expect(liveAnalysis(indexFamily, []).apply({ sort: 'remove', at: 0 }).entries).toEqual([]);
  });

  it('is judged right when one edit concerns very many entries', () => {
    const list = mixedPatterns(800, 5);
    let live = liveAnalysis(indexFamily, list);
    for (const entry of ['*', '*_*', 'prod_*', '*_eu', 'dev_products_*', '*Orders*']) {
      const at = live.entries.length >> 1;
      live = live.apply({ sort: 'insert', at, entry });
      expectAnew(indexFamily, live);
      const without = live.apply({ sort: 'remove', at });
      expectAnew(indexFamily, without);
      if (entry !== '*') continue;
      live = without;
    }
  });
});

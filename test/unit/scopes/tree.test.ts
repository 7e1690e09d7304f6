import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effectOf, reachedBy, replacementOf, toggleNode, toggleNodes } from '#shared/scopes/tree/edits';
import { narrowerList } from '#shared/scopes/tree/narrower';
import { filterTree, groupsWithEntries, pathTo, rowsOf, type TreeRow } from '#shared/scopes/tree/rows';
import { treeShapes, type TreeFamily } from '#shared/scopes/tree/shape';
import { grantOf, reachOf } from '#shared/scopes/tree/states';
import { buildTree, type ScopeTree } from '#shared/scopes/tree/tree';
import { naiveMatch } from '../../support/naive-patterns';

const NAMES = ['blog_posts', 'blog_authors', 'blog_archive_2024', 'blog_archive_2025', 'docs_public', 'faq'];

function treeOf(
  list: readonly string[],
  names: readonly string[] | null = NAMES,
  family: TreeFamily = 'index',
): ScopeTree {
  const emptyMeans = family === 'algo' ? 'nothing' : 'everything';
  return buildTree({ shape: treeShapes[family], list, names, emptyMeans });
}

const allRows = (tree: ScopeTree) => rowsOf(tree, () => true);
const outline = (tree: ScopeTree) =>
  allRows(tree).map(({ level, text }) => `${'  '.repeat(level - 1)}${text}`);

function nodeOf(tree: ScopeTree, text: string): TreeRow {
  const row = allRows(tree).find((one) => one.text === text);
  if (row === undefined) throw new Error(`no node ${text}`);
  return row;
}

const stateOf = (tree: ScopeTree, text: string) => grantOf(tree, nodeOf(tree, text)).state;

describe('the tree of index patterns', () => {
  it('groups names at their separators, without groups of one', () => {
    expect(outline(treeOf([]))).toEqual([
      '*',
      '  blog_*',
      '    blog_archive_*',
      '      blog_archive_2024',
      '      blog_archive_2025',
      '    blog_authors',
      '    blog_posts',
      '  docs_public',
      '  faq',
    ]);
  });

  it('shows what ends with or contains a text under its entry, and refused entries last', () => {
    expect(
      outline(treeOf(['*_public', 'a*b', '*archive*', 'blog_p*'], ['docs_public', 'blog_archive', 'faq'])),
    ).toEqual([
      '*',
      '  blog_*',
      '    blog_archive',
      '    blog_p*',
      '  faq',
      '  *_public',
      '    docs_public',
      '  *archive*',
      '    blog_archive',
      '  a*b',
    ]);
  });

  it('gives an entry that stands twice a row of its own', () => {
    const rows = allRows(treeOf(['faq', '*', 'faq', '**'], []));
    expect(rows.map(({ text, sort, entries }) => [text, sort, entries])).toEqual([
      ['*', 'place', [1, 3]],
      ['faq', 'place', [0, 2]],
      ['faq', 'twin', [2]],
      ['*', 'twin', [3]],
    ]);
  });

  it('says what is granted, by what, partly, and not', () => {
    const tree = treeOf(['blog_archive_*', 'docs_public']);
    expect(stateOf(tree, 'blog_archive_*')).toBe('granted');
    expect(grantOf(tree, nodeOf(tree, 'blog_archive_2024'))).toEqual({ state: 'by', entry: 0 });
    expect(stateOf(tree, 'blog_*')).toBe('partly');
    expect(stateOf(tree, '*')).toBe('partly');
    expect(stateOf(tree, 'faq')).toBe('none');
    expect(stateOf(treeOf(['a*b']), 'a*b')).toBe('invalid');
  });

  it('names as reason the entry that survives tidying', () => {
    const tree = treeOf(['blog_archive_*', 'blog_*', '*']);
    expect(grantOf(tree, nodeOf(tree, 'blog_archive_2024'))).toEqual({ state: 'by', entry: 2 });
  });

  it('is open while nothing is listed, where an empty list means everything', () => {
    expect(stateOf(treeOf([]), 'faq')).toBe('open');
    expect(stateOf(treeOf([], ['demo/Hello'], 'algo'), 'algo://demo/Hello/*')).toBe('none');
  });

  it('counts what a node has and what of it is reached', () => {
    const tree = treeOf(['blog_a*', '*_public']);
    const reach = (text: string) => reachOf(tree, nodeOf(tree, text));
    expect(reach('*')).toEqual({ known: 6, reached: 4 });
    expect(reach('blog_*')).toEqual({ known: 4, reached: 3 });
    expect(reach('*_public')).toEqual({ known: 1, reached: 1 });
    expect(reach('faq')).toEqual({ known: 1, reached: 0 });
    expect(reachOf(treeOf(['x'], null), nodeOf(treeOf(['x'], null), 'x'))).toBeNull();
  });

  it('keeps names that read as patterns or as nothing out', () => {
    expect(outline(treeOf([], ['*', 'a*', '', 'b']))).toEqual(['*', '  b']);
  });
});

describe('the trees of the other families', () => {
  it('has owners, algorithms and versions', () => {
    const tree = treeOf(['algo://demo/Hello/1.2', 'algo://demo/Hello/1.*'], ['demo/Hello', 'ann/x'], 'algo');
    expect(outline(tree)).toEqual([
      'algo://*',
      '  algo://ann/*',
      '    algo://ann/x/*',
      '  algo://demo/*',
      '    algo://demo/Hello/*',
      '      algo://demo/Hello/1.*',
      '        algo://demo/Hello/1.2.*',
    ]);
    expect(stateOf(tree, 'algo://demo/Hello/*')).toBe('partly');
  });

  it('groups referers by host', () => {
    const list = ['https://a.com/x/*', 'https://a.com/y/z', '*.b.com/*', 'https://c.com/*'];
    expect(outline(treeOf(list, null, 'referer'))).toEqual([
      '*',
      '  https://a.com/*',
      '    https://a.com/x/*',
      '    https://a.com/y/z',
      '  https://c.com/*',
      '  *.b.com/*',
    ]);
  });
});

describe('finding in a tree', () => {
  it('leads to the row of an entry', () => {
    expect(pathTo(treeOf([]), 'blog_archive_2025')).toEqual([
      'o:',
      'o:blog_',
      'o:blog_archive_',
      'c:blog_archive_2025',
    ]);
    expect(pathTo(treeOf(['*_public', 'docs_public']), 'docs_public')).toEqual([
      'o:',
      'l:*_public',
      'l:*_public > c:docs_public',
    ]);
    expect(pathTo(treeOf([]), 'nothing')).toBeNull();
  });

  it('shows what holds all words with the groups above it, and counts as before', () => {
    const tree = filterTree(treeOf(['blog_*']), { words: '2024 ARCH', listedOnly: false });
    expect(outline(tree)).toEqual(['*', '  blog_archive_2024']);
    expect(reachOf(tree, nodeOf(tree, '*'))).toEqual({ known: 6, reached: 4 });
    expect(outline(filterTree(treeOf(['blog_*', '*x']), { words: '', listedOnly: true }))).toEqual([
      '*',
      '  blog_*',
      '  *x',
    ]);
  });

  it('opens the groups that have entries beneath them', () => {
    expect(groupsWithEntries(treeOf(['blog_archive_2024']), 10)).toEqual([
      'o:',
      'o:blog_',
      'o:blog_archive_',
    ]);
    expect(groupsWithEntries(treeOf([]), 10)).toEqual(['o:']);
  });
});

describe('unchecking what an entry above allows', () => {
  it('puts the other known children in the place of the entry, and tells what changes', () => {
    const tree = treeOf(['blog_*', 'faq']);
    expect(replacementOf(tree, nodeOf(tree, 'blog_posts'))).toEqual({
      granting: ['blog_*'],
      replaced: {
        list: ['faq', 'blog_archive_*', 'blog_authors'],
        added: ['blog_archive_*', 'blog_authors'],
        effect: { gains: [], loses: ['blog_posts'] },
      },
      reason: null,
    });
  });

  it('goes down as many levels as lie between them', () => {
    const tree = treeOf(['*']);
    const { replaced } = replacementOf(tree, nodeOf(tree, 'blog_archive_2024')) ?? {};
    expect(replaced?.added).toEqual([
      'docs_public',
      'faq',
      'blog_authors',
      'blog_posts',
      'blog_archive_2025',
    ]);
    expect(replaced?.effect).toEqual({ gains: [], loses: ['blog_archive_2024'] });
  });

  it('takes every entry away that allows the node', () => {
    const tree = treeOf(['*archive*', 'blog_*', 'blog_archive_*', 'blog_archive_2024']);
    const { replaced, granting } = replacementOf(tree, nodeOf(tree, 'blog_archive_2025')) ?? {};
    expect(granting).toEqual(['*archive*', 'blog_*', 'blog_archive_*']);
    expect(replaced?.list).toEqual(['blog_archive_2024', 'blog_authors', 'blog_posts']);
  });

  it('offers no other list while the names are unknown, nor one that would mean everything', () => {
    const unknown = treeOf(['blog_*', 'blog_x'], null);
    expect(replacementOf(unknown, { ...nodeOf(unknown, 'blog_x'), entries: [] })?.reason).toBe(
      'names-unknown',
    );
    const alone = treeOf(['f*'], ['faq']);
    expect(replacementOf(alone, nodeOf(alone, 'faq'))).toEqual({
      granting: ['f*'],
      replaced: null,
      reason: 'nothing-else',
    });
  });
});

describe('a narrower list', () => {
  it('names what is reached today, or the groups that it forms', () => {
    expect(narrowerList(treeOf(['blog_archive_*', 'faq']))).toMatchObject({
      list: ['faq', 'blog_archive_2024', 'blog_archive_2025'],
      goes: ['blog_archive_*'],
      reached: 3,
    });
    const many = Array.from({ length: 20 }, (_, at) => [`shop_a_${at}`, `shop_b_${at}`]).flat();
    expect(narrowerList(treeOf(['*'], many))?.list).toEqual(['shop_a_*', 'shop_b_*']);
  });

  it('is not proposed without names, for single names, and for what reaches nothing yet', () => {
    expect(narrowerList(treeOf(['blog_*'], null))).toBeNull();
    expect(narrowerList(treeOf(['blog_*'], []))).toBeNull();
    expect(narrowerList(treeOf(['faq', 'docs_public']))).toBeNull();
    expect(narrowerList(treeOf(['faq', 'later_*']))).toBeNull();
    expect(narrowerList(treeOf([]))).toBeNull();
  });
});

const segment = fc.constantFrom('a', 'b', 'ab');
const nameArb = fc.array(segment, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('_'));
const entryArb = fc
  .tuple(
    fc.constantFrom('', '*'),
    fc.oneof(nameArb, fc.constantFrom('a_', '_b', 'a', '')),
    fc.constantFrom('', '*'),
  )
  .map(([before, core, after]) => `${before}${core}${after}`);
const caseArb = fc.record({
  list: fc.array(entryArb, { maxLength: 7 }),
  names: fc.uniqueArray(nameArb, { maxLength: 12 }),
});

const reaches = (list: readonly string[], name: string) =>
  list.length === 0 || list.some((entry) => entry !== '' && naiveMatch(entry.replace('**', '*'), name));

describe('for every list and every universe', () => {
  it('states and counts agree with matching every name against every entry', () => {
    fc.assert(
      fc.property(caseArb, ({ list, names }) => {
        const tree = treeOf(list, names);
        for (const row of allRows(tree)) {
          if (row.sort === 'invalid') continue;
          const under = names.filter((name) => naiveMatch(row.text, name));
          const reached = under.filter((name) => reaches(list, name));
          expect(reachOf(tree, row)).toEqual({ known: under.length, reached: reached.length });
          const { state } = grantOf(tree, row);
          if (state === 'granted' || state === 'by' || state === 'open') expect(reached).toEqual(under);
          if (state === 'none') expect(reached).toEqual([]);
          if (state !== 'partly' && row.known) expect(state === 'none').toBe(!reaches(list, row.text));
        }
        expect([...reachedBy(tree, list)].toSorted()).toEqual(
          names.filter((name) => reaches(list, name)).toSorted(),
        );
      }),
    );
  });

  it('shows every entry and every name, and leads to it', () => {
    fc.assert(
      fc.property(caseArb, ({ list, names }) => {
        const tree = treeOf(list, names);
        const rows = allRows(tree);
        const shown = new Set(rows.flatMap(({ entries }) => entries));
        expect([...shown].toSorted((a, b) => a - b)).toEqual([...list.keys()]);
        expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
        for (const name of names) {
          const path = pathTo(tree, name);
          expect(rows.find(({ id }) => id === path?.at(-1))?.text).toBe(name);
        }
      }),
    );
  });

  it('checking and unchecking gives the same list', () => {
    fc.assert(
      fc.property(caseArb, fc.nat(), ({ list, names }, pick) => {
        const tree = treeOf(list, names);
        const rows = allRows(tree).filter((row) => ['none', 'partly'].includes(grantOf(tree, row).state));
        const row = rows[pick % Math.max(1, rows.length)];
        if (row === undefined) return;
        const checked = toggleNode(tree, row);
        if (checked.sort !== 'changed') throw new Error('not checked');
        const after = treeOf(checked.list, names);
        const back = toggleNode(after, nodeOf(after, row.text));
        expect(back).toEqual({ sort: 'changed', list });
        expect(toggleNodes(tree, [row])).toEqual(checked.list);
      }),
    );
  });

  it('a replaced entry never allows more than before, nor the node that was unchecked', () => {
    fc.assert(
      fc.property(caseArb, ({ list, names }) => {
        const tree = treeOf(list, names);
        for (const row of allRows(tree)) {
          const { replaced } = (row.sort === 'place' && replacementOf(tree, row)) || {};
          if (replaced === null || replaced === undefined) continue;
          for (const text of replaced.added) {
            expect(list.some((entry) => tree.shape.coverage([entry])(text).length > 0)).toBe(true);
          }
          const after = treeOf(replaced.list, names);
          expect(after.covering(row.text)).toEqual([]);
          expect(replaced.effect).toEqual(effectOf(tree, replaced.list));
          expect(replaced.effect.gains).toEqual([]);
          expect(replaced.effect.loses.every((name) => naiveMatch(row.text, name))).toBe(true);
        }
      }),
    );
  });

  it('a narrower list reaches the same, allows nothing more, and is not empty', () => {
    fc.assert(
      fc.property(caseArb, ({ list, names }) => {
        const tree = treeOf(list, names);
        const hint = narrowerList(tree);
        if (hint === null) return;
        expect(hint.list.length).toBeGreaterThan(0);
        expect(effectOf(tree, hint.list)).toEqual({ gains: [], loses: [] });
        for (const text of hint.comes) expect(tree.covering(text).length).toBeGreaterThan(0);
        expect(narrowerList(treeOf(hint.list, names))?.list ?? hint.list).toEqual(hint.list);
      }),
    );
  });
});

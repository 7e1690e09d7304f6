import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { algolia, defaultSpec } from '#shared/kinds/algolia/index';
import { ScopeEditor } from '../../../../renderer/features/scope-editor';
import { createWorld } from '../../../support/memory-world';
import { renderPart } from '../../../support/render-app';

afterEach(cleanup);

interface Start {
  readonly entries: readonly string[];
  readonly names?: readonly string[] | null;
  readonly asText?: boolean;
}

function Indices({ entries, names = null, asText = false }: Start) {
  const [spec, setSpec] = useState({ ...defaultSpec, acl: ['search'], indexes: [...entries] });
  const [text, setText] = useState(asText);
  const problems = algolia.check(spec, 0).filter(({ field }) => field === 'indexes');
  return (
    <>
      <ScopeEditor
        label="Indices"
        family="index"
        emptyMeans="everything"
        entries={spec.indexes}
        onChange={(indexes) => setSpec({ ...spec, indexes: [...indexes] })}
        problems={problems}
        onFix={(fix) => setSpec(fix(spec))}
        whenEmpty="Every index: nothing is listed."
        placeholder="Add"
        names={names}
        asText={text}
      />
      <button type="button" onClick={() => setText(!text)}>
        other form
      </button>
      <output aria-label="entries">{spec.indexes.join(' ')}</output>
    </>
  );
}

function show(entries: readonly string[], more: Omit<Start, 'entries'> = {}) {
  const { user } = renderPart(createWorld(), <Indices entries={entries} {...more} />);
  return { user, entries: () => screen.getByLabelText('entries').textContent };
}

const NAMES = ['blog_posts', 'blog_authors', 'docs_public', 'faq'];

const tree = () => screen.getByRole('tree', { name: 'Indices' });
const rows = () => within(tree()).getAllByRole('treeitem');
const row = (name: string | RegExp) => within(tree()).getByRole('treeitem', { name });
/** What assistive technology says of a row. */
const nameOf = (one: Element) => {
  const copy = one.cloneNode(true) as Element;
  for (const unspoken of copy.querySelectorAll('[aria-hidden=true]')) unspoken.remove();
  return (copy.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
};
const active = () => {
  const one = document.getElementById(tree().getAttribute('aria-activedescendant') ?? '');
  return one === null ? null : nameOf(one);
};
const names = () => rows().map(nameOf);

describe('a list of entries', () => {
  it('says what an empty list means', () => {
    show([]);
    expect(screen.getByText('Every index: nothing is listed.')).toBeDefined();
    expect(screen.queryByRole('tree')).toBeNull();
  });

  it('takes one entry by Enter and many by pasting lines, without what is there already', async () => {
    const { user, entries } = show(['a']);
    await user.click(screen.getByLabelText('Add to Indices'));
    await user.keyboard('b{Enter}');
    expect(entries()).toBe('a b');
    await user.paste('c\n\n a \nd_*\n');
    expect(entries()).toBe('a b c d_*');
    expect(screen.getByText('2 added; 1 was in the list already.')).toBeDefined();
    expect(active()).toBe('d_*');
  });

  it('takes lines that are pasted into the tree', () => {
    const { entries } = show(['a']);
    tree().focus();
    fireEvent.paste(tree(), { clipboardData: { getData: () => 'x\ny' } });
    expect(entries()).toBe('a x y');
  });

  it('is worked with the keyboard alone: move, rename, take back, remove', async () => {
    const { user, entries } = show(['a', 'b', 'c', 'd']);
    tree().focus();
    await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    expect(screen.getByLabelText('Edit b')).toBe(document.activeElement);
    await user.keyboard('x{Escape}');
    expect(entries()).toBe('a b c d');
    expect(document.activeElement).toBe(tree());
    await user.keyboard('{F2}bb{Enter}');
    expect(entries()).toBe('a bb c d');
    expect(active()).toBe('bb');
    await user.keyboard('{Delete}');
    expect(entries()).toBe('a c d');
    expect(active()).toBe('c');
  });

  it('acts on several at once: Shift and arrows, Ctrl+Space, Ctrl+A', async () => {
    const { user, entries } = show(['a', 'b', 'c', 'd', 'e']);
    tree().focus();
    await user.keyboard('{ArrowDown}{Shift>}{ArrowDown}{ArrowDown}{/Shift}');
    expect(rows().filter((one) => one.getAttribute('aria-selected') === 'true')).toHaveLength(3);
    await user.keyboard('{Delete}');
    expect(entries()).toBe('d e');
    await user.keyboard('{Control>} {/Control}{Delete}');
    expect(entries()).toBe('e');
    await user.keyboard('{Control>}z{/Control}{Control>}z{/Control}');
    expect(entries()).toBe('a b c d e');
    await user.keyboard('{Control>}a{/Control}{Delete}');
    expect(entries()).toBe('');
  });

  it('does not close what it stands in when an edit is taken back with Esc', async () => {
    const { user } = show(['a']);
    const reached: boolean[] = [];
    const listen = (event: KeyboardEvent) => reached.push(event.defaultPrevented);
    window.addEventListener('keydown', listen);
    tree().focus();
    await user.keyboard('{ArrowDown}{Enter}{Escape}');
    window.removeEventListener('keydown', listen);
    expect(reached.every((prevented) => prevented)).toBe(true);
  });

  it('undoes and redoes whatever changed the list', async () => {
    const { user, entries } = show(['docs', '**blog**']);
    tree().focus();
    await user.keyboard('{End}');
    await user.click(screen.getByRole('button', { name: 'Use *blog*' }));
    expect(entries()).toBe('docs *blog*');
    tree().focus();
    await user.keyboard('{Control>}z{/Control}');
    expect(entries()).toBe('docs **blog**');
    await user.keyboard('{Control>}{Shift>}Z{/Shift}{/Control}');
    expect(entries()).toBe('docs *blog*');
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(entries()).toBe('docs **blog**');
    expect(screen.getByRole('button', { name: 'Undo' }).hasAttribute('disabled')).toBe(true);
  });
});

describe('what the cluster has', () => {
  it('stands greyed in the tree, with what the entries reach of it', () => {
    show(['blog_*'], { names: NAMES });
    expect(names()).toEqual([
      '* every index 2 of 4',
      'blog_* 2 indices',
      'docs_public not reached',
      'faq not reached',
    ]);
    expect(row(/^\* /).getAttribute('aria-checked')).toBe('mixed');
    expect(row(/^blog_\*/).getAttribute('aria-checked')).toBe('true');
    expect(row(/^faq/).getAttribute('aria-checked')).toBe('false');
    expect(row(/^faq/).getAttribute('aria-posinset')).toBe('3');
    expect(row(/^faq/).getAttribute('aria-setsize')).toBe('3');
  });

  it('is opened, closed and gone through by arrows, letters and *', async () => {
    const { user } = show([], { names: NAMES });
    tree().focus();
    await user.keyboard('{ArrowRight}');
    expect(active()).toBe('blog_* 2 indices');
    await user.keyboard('{ArrowRight}{ArrowRight}');
    expect(active()).toBe('blog_authors reached');
    await user.keyboard('{ArrowLeft}{ArrowLeft}');
    expect(row(/^blog_\*/).getAttribute('aria-expanded')).toBe('false');
    await user.keyboard('*');
    expect(row(/^blog_\*/).getAttribute('aria-expanded')).toBe('true');
    await user.keyboard('f');
    expect(active()).toBe('faq reached');
    await user.keyboard('{Home}blog_p');
    expect(active()).toBe('blog_posts reached');
    await user.keyboard('x');
    expect(active()).toBe('blog_posts reached');
  });

  it('is checked and unchecked with Space, and says what the first check narrows', async () => {
    const { user, entries } = show([], { names: NAMES });
    tree().focus();
    await user.keyboard('f ');
    expect(entries()).toBe('faq');
    expect(screen.getByText('Only faq is reached now; before, every index was.')).toBeDefined();
    await user.keyboard('d ');
    expect(entries()).toBe('faq docs_public');
    await user.keyboard(' ');
    expect(entries()).toBe('faq');
  });

  it('is checked with the mouse', async () => {
    const { user, entries } = show(['faq'], { names: NAMES });
    const check = (name: RegExp) => row(name).querySelector('[data-part=check]') as Element;
    await user.click(check(/^blog_\*/));
    expect(entries()).toBe('faq blog_*');
    await user.click(check(/^faq/));
    expect(entries()).toBe('blog_*');
    await user.click(row(/^blog_\*/).querySelector('[data-part=disclosure]') as Element);
    expect(row(/^blog_posts/).textContent).toContain('by blog_*');
    await user.click(within(row(/^blog_posts/)).getByRole('button', { name: 'blog_*' }));
    expect(active()).toMatch(/^blog_\*/);
  });

  it('asks before it takes out what an entry above allows, and shows what would change', async () => {
    const { user, entries } = show(['blog_*', 'faq'], { names: NAMES });
    tree().focus();
    await user.keyboard('b{ArrowRight}{ArrowDown} ');
    const dialog = screen.getByRole('dialog', { name: 'blog_authors is allowed by blog_*' });
    expect(within(dialog).getByText('No longer reached: 1 index')).toBeDefined();
    await user.click(within(dialog).getByRole('button', { name: 'Keep blog_*' }));
    expect(entries()).toBe('blog_* faq');
    tree().focus();
    await user.keyboard(' ');
    await user.click(screen.getByRole('button', { name: 'Replace blog_*' }));
    expect(entries()).toBe('faq blog_posts');
  });

  it('proposes a narrower list, and changes nothing until it is used', async () => {
    const { user, entries } = show(['blog_*'], { names: NAMES });
    expect(screen.getByText('A narrower list reaches the same 2 indices today.')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Show the narrower list' }));
    expect(entries()).toBe('blog_*');
    await user.click(screen.getByRole('button', { name: 'Use the narrower list' }));
    expect(entries()).toBe('blog_authors blog_posts');
    expect(screen.queryByText(/^A narrower list/)).toBeNull();
  });

  it('is filtered in a big tree, and an entry that is led to ends the filter', async () => {
    const many = Array.from({ length: 30 }, (_, at) => `shop_${at}`);
    const { user } = show(['blog_*', 'blog_x'], { names: [...NAMES, ...many] });
    await user.type(screen.getByLabelText('Filter Indices'), 'shop 29');
    expect(names()).toEqual(['* every index 2 of 34', 'shop_29 not reached']);
    await user.clear(screen.getByLabelText('Filter Indices'));
    await user.click(screen.getByLabelText('Listed only'));
    expect(names()).toHaveLength(3);
    await user.type(screen.getByLabelText('Filter Indices'), 'nothing like this');
    expect(screen.getByText('Nothing fits the filter.')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Show' }));
    expect(active()).toMatch(/^blog_x adds 0 no effect: blog_\* covers it/);
  });
});

describe('what there is to say', () => {
  it('names the entry because of which another one has no effect, leads to it, and tidies after showing both lists', async () => {
    const { user, entries } = show(['blog_archive_*', 'blog_*', 'docs', 'docs']);
    expect(row(/^blog_archive/).textContent).toContain('no effect: blog_* covers it');
    expect(names().at(-1)).toBe('docs no effect: stands here twice');
    tree().focus();
    await user.keyboard('blog_a');
    await user.click(screen.getByRole('button', { name: 'Go to blog_*' }));
    expect(active()).toBe('blog_*');
    expect(document.activeElement).toBe(tree());
    expect(screen.getByText('2 entries have no effect')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Tidy…' }));
    const dialog = screen.getByRole('dialog', { name: 'Tidy the list' });
    expect(within(dialog).getByText(/^4 entries before, 2 after\./)).toBeDefined();
    expect(entries()).toBe('blog_archive_* blog_* docs docs');
    await user.click(within(dialog).getByRole('button', { name: 'Remove 2 entries' }));
    expect(entries()).toBe('blog_* docs');
    expect(screen.queryByText('2 entries have no effect')).toBeNull();
  });

  it('marks a refused entry, which cannot be checked', async () => {
    const { user, entries } = show(['a*b']);
    tree().focus();
    await user.keyboard('{End} ');
    expect(active()).toBe('a*b A * inside never matches; use it only at the start or the end.');
    expect(row(/^a\*b/).hasAttribute('aria-checked')).toBe(false);
    expect(entries()).toBe('a*b');
  });

  it('is the same list as text, with the line of each remark, and one step to undo', async () => {
    const { user, entries } = show(['a'], { asText: true });
    const text = screen.getByLabelText('Indices, one a line');
    await user.clear(text);
    await user.type(text, 'blog_*{Enter}{Enter}blog_x{Enter}');
    expect(entries()).toBe('blog_* blog_x');
    expect(screen.getByText(/^Line 3: blog_x has no effect/)).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'other form' }));
    expect(names()).toEqual(['* every index', 'blog_*', 'blog_x no effect: blog_* covers it']);
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(entries()).toBe('a');
  });

  it('draws only what is in sight of 10,000 entries', () => {
    show(Array.from({ length: 10_000 }, (_, index) => `index${index}`));
    expect(row(/^index0$/).getAttribute('aria-setsize')).toBe('10000');
    expect(rows().length).toBeLessThan(40);
  });
});

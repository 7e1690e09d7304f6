import { cleanup, screen, within } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { algolia, defaultSpec } from '#shared/kinds/algolia/index';
import { EntryList } from '../../../../renderer/features/key-editor/entry-list/entry-list';
import { createWorld } from '../../../support/memory-world';
import { renderPart } from '../../../support/render-app';

afterEach(cleanup);

function Indices({
  start,
  asText = false,
}: {
  readonly start: readonly string[];
  readonly asText?: boolean;
}) {
  const [spec, setSpec] = useState({ ...defaultSpec, acl: ['search'], indexes: [...start] });
  const problems = algolia.check(spec, 0).filter(({ field }) => field === 'indexes');
  return (
    <>
      <EntryList
        label="Indices"
        entries={spec.indexes}
        onChange={(indexes) => setSpec({ ...spec, indexes: [...indexes] })}
        problems={problems}
        onFix={(fix) => setSpec(fix(spec))}
        whenEmpty="Every index: nothing is listed."
        placeholder="Add"
        suggestions={[]}
        asText={asText}
      />
      <output aria-label="entries">{spec.indexes.join(' ')}</output>
    </>
  );
}

function show(start: readonly string[], asText = false) {
  const { user } = renderPart(createWorld(), <Indices start={start} asText={asText} />);
  return { user, entries: () => screen.getByLabelText('entries').textContent };
}

const grid = () => screen.getByRole('grid', { name: 'Indices' });
const active = () => document.getElementById(grid().getAttribute('aria-activedescendant') ?? '')?.textContent;

describe('a list of entries', () => {
  it('says what an empty list means', () => {
    show([]);
    expect(screen.getByText('Every index: nothing is listed.')).toBeDefined();
  });

  it('takes one entry by Enter and many by pasting lines, without what is there already', async () => {
    const { user, entries } = show(['a']);
    await user.click(screen.getByLabelText('Add to Indices'));
    await user.keyboard('b{Enter}');
    expect(entries()).toBe('a b');
    await user.paste('c\n\n a \nd_*\n');
    expect(entries()).toBe('a b c d_*');
    expect(screen.getByText('2 added; 1 was in the list already.')).toBeDefined();
  });

  it('is worked with the keyboard alone: move, edit, take back, remove, select several', async () => {
    const { user, entries } = show(['a', 'b', 'c', 'd']);
    grid().focus();
    await user.keyboard('{ArrowDown}{Enter}');
    expect(screen.getByLabelText('Edit b')).toBe(document.activeElement);
    await user.keyboard('x{Escape}');
    expect(entries()).toBe('a b c d');
    expect(document.activeElement).toBe(grid());
    await user.keyboard('{F2}bb{Enter}');
    expect(entries()).toBe('a bb c d');
    await user.keyboard('{Delete}');
    expect(entries()).toBe('a c d');
    expect(active()).toContain('c');
    await user.keyboard('{Home} {End} {Delete}');
    expect(entries()).toBe('c');
  });

  it('does not close what it stands in when an edit is taken back with Esc', async () => {
    const { user } = show(['a']);
    const reached: boolean[] = [];
    const listen = (event: KeyboardEvent) => reached.push(event.defaultPrevented);
    window.addEventListener('keydown', listen);
    grid().focus();
    await user.keyboard('{Enter}{Escape}');
    window.removeEventListener('keydown', listen);
    expect(reached.every((prevented) => prevented)).toBe(true);
  });

  it('names the entry because of which another one has no effect, and tidies after showing both lists', async () => {
    const { user, entries } = show(['blog_archive_*', 'blog_*', 'docs', 'docs']);
    expect(within(grid()).getByText('covers it', { exact: false }).textContent).toBe(
      'no effect: blog_* covers it',
    );
    expect(screen.getByText('2 entries have no effect')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Tidy…' }));
    const dialog = screen.getByRole('dialog', { name: 'Tidy the list' });
    expect(within(dialog).getByText(/^4 entries before, 2 after\./)).toBeDefined();
    expect(entries()).toBe('blog_archive_* blog_* docs docs');
    await user.click(within(dialog).getByRole('button', { name: 'Remove 2 entries' }));
    expect(entries()).toBe('blog_* docs');
    expect(screen.queryByText('2 entries have no effect')).toBeNull();
  });

  it('offers the remedy of the entry that the keyboard is on', async () => {
    const { user, entries } = show(['docs', '**blog**']);
    grid().focus();
    await user.keyboard('{ArrowDown}');
    await user.click(screen.getByRole('button', { name: 'Use *blog*' }));
    expect(entries()).toBe('docs *blog*');
  });

  it('is the same list as text, with the line of each remark', async () => {
    const { user, entries } = show(['a'], true);
    const text = screen.getByLabelText('Indices, one a line');
    await user.clear(text);
    await user.type(text, 'blog_*{Enter}{Enter}blog_x{Enter}');
    expect(entries()).toBe('blog_* blog_x');
    expect(screen.getByText(/^Line 3: blog_x has no effect/)).toBeDefined();
  });

  it('draws only what is in sight of 10,000 entries', () => {
    show(Array.from({ length: 10_000 }, (_, index) => `index_${index}`));
    expect(grid().getAttribute('aria-rowcount')).toBe('10000');
    expect(within(grid()).getAllByRole('row').length).toBeLessThan(40);
  });
});

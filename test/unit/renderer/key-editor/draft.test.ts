import { describe, expect, it } from 'vitest';
import { algolia, defaultSpec } from '#shared/kinds/algolia/index';
import {
  changeExpiry,
  changeSpec,
  fieldOfPath,
  isChanged,
  markUnreadable,
  problemsOf,
  specAt,
  startDraft,
} from '../../../../renderer/features/key-editor/draft';

const NOW = Date.UTC(2026, 10, 23, 12);
const DAY = 86_400_000;
const spec = { ...defaultSpec, acl: ['search'] };
const fresh = startDraft(algolia, spec, 'propose');

describe('the draft of a key', () => {
  it('of a new one ends 90 days after the moment of saving, whenever that is', () => {
    expect(specAt(algolia, fresh, NOW).expiresAt).toBe(NOW + 90 * DAY);
    expect(specAt(algolia, fresh, NOW + 60_000).expiresAt).toBe(NOW + 60_000 + 90 * DAY);
  });

  it('of an existing one keeps its expiry', () => {
    const draft = startDraft(algolia, { ...spec, expiresAt: NOW + DAY }, 'keep');
    expect(specAt(algolia, draft, NOW).expiresAt).toBe(NOW + DAY);
  });

  it('takes over an expiry that a remedy sets', () => {
    const never = startDraft(algolia, spec, 'keep');
    const mended = changeSpec(algolia, never, (current) => ({ ...current, expiresAt: NOW + 5 * DAY }));
    expect(mended.expiry).toEqual({ mode: 'moment', at: NOW + 5 * DAY, typed: null });
  });

  it('keeps the chosen duration when another member changes', () => {
    const draft = changeSpec(algolia, fresh, (current) => ({ ...current, description: 'x' }));
    expect(draft.expiry).toBe(fresh.expiry);
  });

  it('is changed by what would be lost, and unchanged once that is taken back', () => {
    const draft = changeSpec(algolia, fresh, (current) => ({ ...current, description: 'x' }));
    expect(isChanged(algolia, fresh, draft)).toBe(true);
    expect(
      isChanged(
        algolia,
        fresh,
        changeSpec(algolia, draft, () => ({ ...spec })),
      ),
    ).toBe(false);
    expect(isChanged(algolia, fresh, changeExpiry(fresh, { mode: 'never' }))).toBe(true);
    expect(isChanged(algolia, fresh, markUnreadable(fresh, 'maxHitsPerQuery', 'no number'))).toBe(true);
  });

  it('cannot be sent while a field is no value, and says so at the field', () => {
    const draft = markUnreadable(fresh, 'maxHitsPerQuery', 'Enter a whole number.');
    expect(problemsOf(algolia, draft, NOW)).toContainEqual({
      rule: 'unreadable',
      severity: 'error',
      field: 'maxHitsPerQuery',
      message: 'Enter a whole number.',
    });
    expect(problemsOf(algolia, markUnreadable(draft, 'maxHitsPerQuery', null), NOW)).toEqual([]);
  });

  it('names the schema, the rules and an expiry without a date at their fields', () => {
    const broken = changeExpiry(
      changeSpec(algolia, fresh, (current) => ({ ...current, maxHitsPerQuery: -1, acl: [] })),
      { mode: 'moment', at: null, typed: null },
    );
    const errors = problemsOf(algolia, broken, NOW).filter(({ severity }) => severity === 'error');
    expect(errors.map(({ field }) => field)).toEqual(['expiresAt', 'maxHitsPerQuery', 'acl']);
  });

  it('shows what the cluster refused until the draft changes', () => {
    const refused = { ...fresh, refused: { field: 'acl', message: 'unknown ACL', spec: fresh.spec } };
    expect(problemsOf(algolia, refused, NOW)).toContainEqual({
      rule: 'refused',
      severity: 'error',
      field: 'acl',
      message: 'unknown ACL',
    });
    const edited = changeSpec(algolia, refused, (current) => ({ ...current, acl: ['browse'] }));
    expect(problemsOf(algolia, edited, NOW)).toEqual([]);
  });

  it.each([
    ['definition.spec.indexes.3', 'indexes'],
    ['spec.acl', 'acl'],
    ['description', 'description'],
  ])('finds the field of %s', (path, field) => {
    expect(fieldOfPath(path)).toBe(field);
  });
});

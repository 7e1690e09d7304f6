import { FAILURE_ACTIONS, failurePage } from '#electron/app/failure-page';
import { describe, expect, it } from 'vitest';

describe('the page of a failed start', () => {
  it('says what happened, what to do and where the data lies', () => {
    const page = failurePage(
      { code: 'CACHE_NEWER', message: 'A newer Castellan wrote this data.', remedy: 'Install it.' },
      '/home/user/castellan',
      'bm9uY2U=',
    );
    for (const text of [
      'A newer Castellan wrote this data.',
      'Install it.',
      '/home/user/castellan',
      'CACHE_NEWER',
    ]) {
      expect(page).toContain(text);
    }
    for (const link of Object.values(FAILURE_ACTIONS)) expect(page).toContain(`href="${link}"`);
  });

  it('shows markup in messages and folder names as text', () => {
    const hostile = `<img src=x onerror=alert(1)>"'&`;
    const page = failurePage({ code: 'INTERNAL', message: hostile, remedy: hostile }, hostile, 'bm9uY2U=');
    expect(page).not.toContain('<img');
    expect(page.match(/&lt;img src=x onerror=alert\(1\)&gt;&quot;&#39;&amp;/g)).toHaveLength(3);
  });

  it('has no script', () => {
    expect(failurePage({ code: 'INTERNAL', message: 'x' }, '/x', 'bm9uY2U=')).not.toMatch(/<script|\son\w+=/);
  });
});

import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { setFaults } from '../support/practice-http';
import { answersFor, expect, test } from './pages/test';

/** The violations on the screen as it stands: rule and the elements it concerns. */
async function violations(page: Page): Promise<readonly string[]> {
  // Axe cannot open a second page in Electron, which its usual mode does for frames; there are none.
  const { violations: found } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

for (const theme of ['light', 'dark', 'contrast'] as const) {
  test(`no screen breaks a rule of accessibility in the theme ${theme}`, async ({
    castellan,
    startPractice,
  }) => {
    const { addForm, editor, list, page, sidebar } = castellan;
    await page.evaluate(
      (chosen) => window.castellan.call('axe', 'settings.update', { theme: chosen }),
      theme,
    );
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    const clean = async (screen: string): Promise<void> => {
      await test.step(screen, async () => expect(await violations(page)).toEqual([]));
    };

    await castellan.main.getByRole('button', { name: 'Open the practice cluster' }).waitFor();
    await clean('welcome');
    await sidebar.getByRole('button', { name: 'Add cluster' }).click();
    await addForm.submit.click();
    await clean('form for a cluster, with messages');
    const practice = await startPractice({ seed: 'demo' });
    await addForm.fill(answersFor(practice, 'shop-dev'));
    await addForm.submit.click();
    await list.rows.first().waitFor();
    await list.select('Blog search');
    await clean('list and details');
    await page.keyboard.press('Control+k');
    await castellan.dialog('Search or run a command').waitFor();
    await clean('palette');
    await page.keyboard.press('Escape');
    await list.search.fill('no key has this name');
    await expect(castellan.main).toContainText('No key matches');
    await clean('nothing found');
    await list.search.fill('');
    await list.newKey.click();
    await editor.addEntries('Indices', ['dev_*', 'dev_eu_*', 'a*b']);
    await clean('editor with problems');
    await editor.cancel.click();
    await clean('question before leaving');
    await page.keyboard.press('Escape');
    await editor.cancel.click();
    await page.getByRole('alertdialog').getByRole('button').last().click();
    await expect(editor.sheet).toBeHidden();
    await castellan.openSettings();
    await clean('settings');
    await castellan.openKeys();
    await setFaults(practice, { rules: [{ fault: 'drop', when: 'before-handling' }] });
    await castellan.sync();
    await castellan.banner('Offline.').waitFor();
    await clean('offline');
  });
}

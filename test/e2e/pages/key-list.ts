import { expect, type Locator, type Page } from '@playwright/test';

/** The list of keys with its search and filters. */
export class KeyList {
  readonly grid: Locator;
  readonly search: Locator;
  readonly count: Locator;
  readonly newKey: Locator;
  /** The rows that are drawn, without the header. */
  readonly rows: Locator;

  constructor(private readonly page: Page) {
    this.grid = page.getByRole('grid', { name: /^Keys of/ });
    this.search = page.getByRole('searchbox', { name: /^Search keys/ });
    this.count = page.getByRole('search').getByRole('status');
    this.newKey = page.getByRole('banner').getByRole('button', { name: 'New key' });
    this.rows = this.grid.locator('[role=row][data-index]');
  }

  /** The row of a key, by its whole name. */
  row(name: string): Locator {
    return this.rows.filter({ has: this.page.getByRole('gridcell', { name, exact: true }) });
  }

  /** Selects a key by its name, wherever it stands. The rows may still move while the search narrows them. */
  async select(name: string): Promise<void> {
    await this.search.fill(name);
    await expect(async () => {
      await this.row(name).click({ timeout: 2000 });
      await expect(this.row(name)).toHaveAttribute('aria-selected', 'true', { timeout: 500 });
    }).toPass({ timeout: 10_000 });
  }

  /** Selects the first of several keys that a search finds, once the rows are those that it found. */
  async selectFirst(name: string): Promise<void> {
    await this.search.fill(name);
    await expect(async () => {
      await this.rows.first().click({ timeout: 2000 });
      const selected = this.grid.getByRole('row', { selected: true });
      await expect(selected).toContainText(name, { timeout: 500 });
    }).toPass({ timeout: 10_000 });
  }

  /** Puts text into the search box as a user's paste does. */
  async paste(text: string): Promise<void> {
    await this.search.click();
    await this.page.evaluate(
      (value) => window.castellan.call('paste', 'app.copyText', { text: value }),
      text,
    );
    await this.page.keyboard.press('Control+v');
  }

  /** Shows keys in this state: "Present", "Deleted, expired or gone", "All". */
  async showState(state: string): Promise<void> {
    await this.page.getByRole('button', { name: /^State/ }).click();
    await this.page.getByRole('menuitemradio', { name: state, exact: true }).click();
  }
}

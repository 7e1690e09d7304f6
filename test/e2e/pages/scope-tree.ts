import type { Locator, Page } from '@playwright/test';

/** The tree of one list of scope entries in the key editor. */
export class ScopeTree {
  readonly tree: Locator;
  readonly filter: Locator;
  readonly undo: Locator;
  readonly redo: Locator;

  constructor(
    private readonly page: Page,
    sheet: Locator,
    section: string,
    label: string,
  ) {
    const box = sheet.getByRole('region', { name: section });
    this.tree = box.getByRole('tree', { name: label });
    this.filter = box.getByLabel(`Filter ${label}`);
    this.undo = box.getByRole('button', { name: 'Undo' });
    this.redo = box.getByRole('button', { name: 'Redo' });
  }

  /** A node by the text of its entry. */
  node(text: string): Locator {
    const escaped = text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
    return this.tree.getByRole('treeitem', { name: new RegExp(`^${escaped}( |$)`) });
  }

  /** The node that the keyboard is on. */
  get active(): Locator {
    return this.tree.locator('[role=treeitem][data-active]');
  }

  async fold(text: string): Promise<void> {
    await this.node(text).locator('[data-part=disclosure]').click();
  }

  async check(text: string): Promise<void> {
    await this.node(text).locator('[data-part=check]').click();
  }

  /** Types keys one after the other while the tree has the focus. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }
}

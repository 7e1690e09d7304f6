import { expect, type Locator, type Page } from '@playwright/test';
import { ScopeTree } from './scope-tree';

/** The sheet in which keys are made, edited and duplicated. */
export class KeyEditor {
  readonly sheet: Locator;
  readonly description: Locator;
  readonly submit: Locator;
  readonly cancel: Locator;
  readonly stop: Locator;
  readonly preview: Locator;
  readonly panel: Locator;
  readonly indices: ScopeTree;
  readonly algorithms: ScopeTree;
  /** How far a change is that was sent. */
  readonly progress: Locator;

  constructor(private readonly page: Page) {
    this.sheet = page.getByRole('dialog', { name: /^(New key|Edit )/ });
    this.description = this.sheet.getByRole('textbox', { name: /^Description/ });
    this.submit = this.sheet.getByRole('button', { name: /^(Create key on|Save changes to)/ });
    this.cancel = this.sheet.getByRole('button', { name: 'Cancel', exact: true });
    this.stop = this.sheet.getByRole('button', { name: 'Stop waiting' });
    this.panel = this.sheet.getByRole('complementary', { name: 'Live preview' });
    this.indices = new ScopeTree(page, this.sheet, 'Indices this key reaches', 'Indices');
    this.algorithms = new ScopeTree(page, this.sheet, 'Algorithms this key calls', 'Algorithms');
    this.progress = this.sheet.getByRole('status').filter({ hasText: /Checking|Sending|Waiting|Setting/ });
    this.preview = this.sheet.getByRole('region', { name: 'Request as JSON' });
  }

  permission(id: string): Locator {
    return this.sheet.getByRole('checkbox', { name: new RegExp(` ${id}$`) });
  }

  preset(title: string): Locator {
    return this.sheet.getByRole('button', { name: title, exact: true });
  }

  /** A field by its label; those that offer suggestions are combo boxes. */
  field(name: string | RegExp): Locator {
    return this.sheet.getByLabel(name, typeof name === 'string' ? { exact: true } : {});
  }

  async addEntries(list: 'Indices' | 'Referers' | 'Algorithms', entries: readonly string[]): Promise<void> {
    const input = this.field(`Add to ${list}`);
    for (const entry of entries) {
      await input.fill(entry);
      await input.press('Enter');
    }
  }

  async expiry(mode: 'After a time' | 'At a date' | 'Never'): Promise<void> {
    await this.sheet.getByRole('radio', { name: mode }).check();
  }

  async forceParameters(parameters: readonly (readonly [string, string])[]): Promise<void> {
    for (const [index, [name, value]] of parameters.entries()) {
      await this.sheet.getByRole('button', { name: 'Add parameter' }).click();
      await this.field(`Name of parameter ${index + 1}`).fill(name);
      await this.field(`Value of parameter ${index + 1}`).fill(value);
    }
  }

  /** The request body that the preview shows. */
  async previewedBody(): Promise<string> {
    const text = await this.preview.innerText();
    return text.slice(text.indexOf('\n') + 1);
  }

  /** The dialog with the secret of a key that was just made. */
  created(): Locator {
    return this.page.getByRole('dialog', { name: /^Key created on/ });
  }

  /** The secret that the dialog of a new key shows. */
  async shownSecret(): Promise<string> {
    const secret = this.created().getByRole('status', { name: 'Secret' });
    await expect(secret).toHaveText(/^([0-9a-f]{32}|sim[A-Za-z0-9+/]{25})$/);
    return secret.innerText();
  }
}

import { expect, type Locator, type Page } from '@playwright/test';

/** The place for users and organizations. */
export class People {
  readonly grid: Locator;
  readonly search: Locator;
  readonly count: Locator;
  readonly addMember: Locator;

  constructor(private readonly page: Page) {
    this.grid = page.getByRole('grid', { name: /^(Users|Organizations) of/ });
    this.search = page.getByRole('searchbox', { name: /^Search (users|organizations)/ });
    this.count = page.getByRole('search').getByRole('status');
    this.addMember = page.getByRole('button', { name: 'Add member…' });
  }

  /** Opens the practice cluster of the kind that has people, from the welcome screen, and goes to its users. */
  async openPractice(): Promise<void> {
    await this.page.getByRole('button', { name: 'Open the Algorithmia practice cluster' }).click();
    const places = this.page.getByRole('navigation', { name: 'Places' });
    await places.getByRole('button', { name: 'People' }).click();
    await this.page.getByRole('grid', { name: /^Users of/ }).waitFor();
  }

  tab(name: 'Users' | 'Organizations'): Locator {
    return this.page.getByRole('tab', { name });
  }

  newAccount(sort: 'user' | 'organization'): Locator {
    return this.page.getByRole('main').getByRole('button', { name: `New ${sort}` });
  }

  /** The row of an account, by its whole name. */
  row(name: string): Locator {
    return this.grid
      .locator('[role=row][data-index]')
      .filter({ has: this.page.getByRole('gridcell', { name, exact: true }) });
  }

  /** Selects an account by its name, wherever it stands, and answers its details. */
  async select(name: string): Promise<Locator> {
    await this.search.fill(name);
    await expect(async () => {
      await this.row(name).click({ timeout: 2000 });
      await expect(this.row(name)).toHaveAttribute('aria-selected', 'true', { timeout: 500 });
    }).toPass({ timeout: 10_000 });
    return this.details(name);
  }

  details(name: string): Locator {
    return this.page.getByRole('complementary', { name: `Details of ${name}`, exact: true });
  }

  members(organization: string): Locator {
    return this.page.getByRole('list', { name: `Members of ${organization}` });
  }

  /** A field of the form whose title begins so. */
  field(form: string, label: string): Locator {
    return this.page
      .getByRole('dialog', { name: new RegExp(`^${form}`) })
      .getByRole('textbox', { name: label, exact: true });
  }

  submit(label: string): Locator {
    return this.page.getByRole('dialog').getByRole('button', { name: label, exact: true });
  }

  /** Leaves the open form and what was typed into it. */
  async discard(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.page.getByRole('button', { name: 'Discard changes' }).click();
    await expect(this.page.getByRole('dialog')).toBeHidden();
  }
}

import { expect, type Locator } from '@playwright/test';

/** How a cluster is reached and called, as typed into its form. */
export interface ClusterAnswers {
  readonly name: string;
  readonly applicationId: string;
  readonly endpoints: string;
  readonly key: string;
  readonly environment?: 'Production' | 'Staging' | 'Development';
  readonly ca?: string;
}

/** The form that adds or edits a cluster. */
export class ClusterForm {
  readonly name: Locator;
  readonly applicationId: Locator;
  readonly endpoints: Locator;
  readonly key: Locator;
  readonly ca: Locator;
  readonly readOnly: Locator;
  readonly test: Locator;
  readonly submit: Locator;

  constructor(
    readonly dialog: Locator,
    submitLabel: string,
  ) {
    this.name = dialog.getByRole('textbox', { name: /^Name/ });
    this.applicationId = dialog.getByRole('textbox', { name: /^Application ID/ });
    this.endpoints = dialog.getByRole('textbox', { name: /^Endpoints/ });
    this.key = dialog.getByRole('textbox', { name: /^Admin API key/ });
    this.ca = dialog.getByRole('textbox', { name: /^Private certificate authority/ });
    this.readOnly = dialog.getByRole('checkbox', { name: 'Read-only' });
    this.test = dialog.getByRole('button', { name: 'Test connection' });
    this.submit = dialog.getByRole('button', { name: submitLabel, exact: true });
  }

  async fill({ name, applicationId, endpoints, key, environment, ca }: ClusterAnswers): Promise<void> {
    await this.name.fill(name);
    await this.applicationId.fill(applicationId);
    await this.endpoints.fill(endpoints);
    await this.key.fill(key);
    if (environment !== undefined) await this.dialog.getByRole('radio', { name: environment }).check();
    if (ca !== undefined) await this.fillCa(ca);
  }

  /** Leaves the form by Esc and gives up what was typed. */
  async discard(): Promise<void> {
    const page = this.dialog.page();
    // While something is under way, Esc stops that and leaves the form open.
    for (const button of [this.test, this.submit]) await expect(button).not.toHaveAttribute('aria-busy');
    await page.keyboard.press('Escape');
    const question = page.getByRole('alertdialog', { name: 'Discard the changes?' });
    await question.getByRole('button', { name: 'Discard changes' }).click();
    await expect(this.dialog).toBeHidden();
  }

  async fillCa(pem: string): Promise<void> {
    if (!(await this.ca.isVisible()))
      await this.dialog.locator('summary', { hasText: 'Private certificate authority' }).click();
    await this.ca.fill(pem);
  }
}

import type { Locator } from '@playwright/test';

/** The pane with everything known about one key. */
export class KeyDetails {
  readonly secret: Locator;
  readonly edit: Locator;
  readonly copy: Locator;
  readonly tryIt: Locator;
  readonly restore: Locator;
  readonly reveal: Locator;
  readonly hide: Locator;
  readonly history: Locator;

  constructor(readonly pane: Locator) {
    const actions = pane.getByRole('group', { name: 'Actions' });
    this.secret = pane.getByRole('status', { name: 'Secret' });
    this.edit = actions.getByRole('button', { name: 'Edit' });
    this.copy = actions.getByRole('button', { name: 'Copy' });
    this.tryIt = actions.getByRole('button', { name: 'Try…' });
    this.restore = actions.getByRole('button', { name: 'Restore' });
    this.reveal = pane.getByRole('button', { name: 'Reveal the secret' });
    this.hide = pane.getByRole('button', { name: 'Hide the secret' });
    this.history = pane
      .getByRole('list')
      .filter({ hasText: /first seen|created in|edited in|changed elsewhere/ });
  }

  async choose(item: 'Use this key…' | 'Duplicate' | 'Rotate…' | 'Delete…'): Promise<void> {
    await this.pane.getByRole('button', { name: 'More actions' }).click();
    await this.pane.page().getByRole('menuitem', { name: item }).click();
  }
}

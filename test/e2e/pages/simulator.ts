import type { Locator, Page } from '@playwright/test';

/** "Try a request", wherever it stands: in the editor's panel or in the details of a key. */
export class Simulator {
  readonly operation: Locator;
  readonly verdict: Locator;
  readonly checks: Locator;
  readonly table: Locator;
  readonly keep: Locator;
  readonly whoCan: Locator;

  constructor(private readonly place: Locator) {
    this.operation = place.getByRole('combobox', { name: 'Operation' });
    this.verdict = place.getByRole('status', { name: 'Verdict' });
    this.checks = place.getByRole('list', { name: 'Checks in order' }).getByRole('listitem');
    this.table = place.getByRole('table', { name: 'Kept requests' });
    this.keep = place.getByRole('button', { name: 'Keep this request' });
    this.whoCan = place.getByRole('button', { name: 'Who can…', exact: true });
  }

  /** A field by its label. */
  field(name: string): Locator {
    return this.place.getByLabel(name, { exact: true });
  }

  /** The row of a kept request. */
  row(name: string): Locator {
    return this.table
      .getByRole('row')
      .filter({ has: this.place.page().getByRole('rowheader', { name, exact: true }) });
  }

  /** What stands in its columns: the verdict, or those before and after the edit. */
  verdicts(name: string): Locator {
    return this.row(name)
      .getByRole('cell')
      .filter({ hasText: /allow|deny/ });
  }
}

/** The dialog that asks all keys. */
export class WhoCan {
  readonly dialog: Locator;
  readonly total: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole('dialog', { name: 'Who can…' });
    this.total = this.dialog.getByRole('status').filter({ hasText: /keys? can/ });
  }

  field(name: string): Locator {
    return this.dialog.getByLabel(name, { exact: true });
  }

  /** The keys of one cluster. */
  keysOf(cluster: string): Locator {
    return this.dialog.getByRole('region', { name: cluster }).getByRole('listitem');
  }
}

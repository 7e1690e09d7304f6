import type { Locator, Page } from '@playwright/test';
import { ClusterForm, type ClusterAnswers } from './cluster-form';
import { KeyDetails } from './key-details';
import { KeyEditor } from './key-editor';
import { KeyList } from './key-list';
import { People } from './people';

/** What a confirmation asks, and its two answers. */
export interface ConfirmDialog {
  readonly dialog: Locator;
  readonly cancel: Locator;
  /** The button that acts. */
  readonly confirm: (label: string) => Locator;
}

interface AlgorithmiaAnswers {
  readonly name: string;
  readonly url: string;
  readonly key: string;
}

/** The window as a user sees it: by roles, names and words. */
export class Castellan {
  readonly addForm: ClusterForm;
  readonly list: KeyList;
  readonly editor: KeyEditor;
  readonly people: People;
  readonly notifications: Locator;
  readonly header: Locator;
  readonly main: Locator;
  readonly sidebar: Locator;

  constructor(readonly page: Page) {
    this.addForm = new ClusterForm(page.getByRole('dialog', { name: 'Add cluster' }), 'Add cluster');
    this.list = new KeyList(page);
    this.editor = new KeyEditor(page);
    this.people = new People(page);
    this.notifications = page.getByRole('region', { name: 'Notifications' });
    this.header = page.getByRole('banner');
    this.main = page.getByRole('main');
    this.sidebar = page.getByRole('complementary', { name: 'Sidebar' });
  }

  details(key: string): KeyDetails {
    return new KeyDetails(this.page.getByRole('complementary', { name: `Details of ${key}`, exact: true }));
  }

  dialog(name: string | RegExp): Locator {
    return this.page.getByRole('dialog', { name });
  }

  confirmation(name: string | RegExp): ConfirmDialog {
    const dialog = this.page.getByRole('alertdialog', { name });
    return {
      dialog,
      cancel: dialog.getByRole('button', { name: 'Cancel' }),
      confirm: (label) => dialog.getByRole('button', { name: label, exact: true }),
    };
  }

  /** A line about the cluster in view, by its first words. */
  banner(title: string): Locator {
    return this.page.getByRole('status').filter({ hasText: title });
  }

  /** A cluster in the sidebar. */
  cluster(name: string): Locator {
    return this.sidebar
      .getByRole('navigation', { name: 'Clusters' })
      .getByRole('button', { name: new RegExp(`^${name}\\b`) });
  }

  /** Opens a practice cluster from the welcome screen and waits for its keys. */
  async openPractice(kind: 'Algolia' | 'Algorithmia' = 'Algolia'): Promise<void> {
    await this.main.getByRole('button', { name: `Open the ${kind} practice cluster` }).click();
    await this.list.grid.getByRole('row', { selected: true }).waitFor();
  }

  /** Adds a cluster through the form in the sidebar, and waits for its keys. */
  async addCluster(answers: ClusterAnswers): Promise<void> {
    await this.sidebar.getByRole('button', { name: 'Add cluster' }).click();
    await this.addForm.fill(answers);
    await this.addForm.submit.click();
    await this.header.getByRole('heading', { name: answers.name }).waitFor();
    await this.list.rows.first().waitFor();
  }

  /** Adds a cluster of the Algorithmia protocol, for development, and waits for its keys. */
  async addAlgorithmia({ name, url, key }: AlgorithmiaAnswers): Promise<void> {
    await this.sidebar.getByRole('button', { name: 'Add cluster' }).click();
    const form = this.addForm;
    await form.dialog.getByLabel(/^Kind/).selectOption('Algorithmia');
    await form.name.fill(name);
    await form.dialog.getByRole('textbox', { name: /^API address/ }).fill(url);
    await form.key.fill(key);
    await form.dialog.getByRole('radio', { name: 'Development' }).check();
    await form.submit.click();
    await this.list.rows.first().waitFor();
  }

  /** Starts a sync of the cluster in view, once none is running. */
  async sync(): Promise<void> {
    await this.header.getByRole('button', { name: 'Sync now' }).click();
  }

  /** Chooses an item of the menu of the cluster in view. */
  async chooseOfCluster(item: string): Promise<void> {
    await this.header.getByRole('button', { name: /^Actions for/ }).click();
    await this.page.getByRole('menuitem', { name: item }).click();
  }

  async openSettings(): Promise<Locator> {
    await this.sidebar.getByRole('button', { name: 'Settings' }).click();
    return this.page.getByRole('region', { name: 'Settings' });
  }

  async openKeys(): Promise<void> {
    await this.sidebar
      .getByRole('navigation', { name: 'Places' })
      .getByRole('button', { name: /^Keys/ })
      .click();
  }

  /** Runs a command by its name through the palette. */
  async run(command: string): Promise<void> {
    await this.page.keyboard.press('Control+k');
    const palette = this.dialog('Search or run a command');
    await palette.getByRole('combobox').fill(command);
    await palette.getByRole('option', { name: command }).first().click();
  }
}

import { addUser, algorithmiaHere, type AlgorithmiaPractice } from '../../support/practice-algorithmia';
import type { Castellan } from './castellan';
import { test as base } from './test';

/** Tests with a cluster of the Algorithmia protocol that has one user, ann. */
export const test = base.extend<{ readonly cluster: AlgorithmiaPractice }>({
  cluster: async ({}, use) => {
    const cluster = await algorithmiaHere();
    await addUser(cluster, 'ann');
    await use(cluster);
    await cluster.stop();
  },
});

/** Fills the open form for such a cluster in. */
export async function fillForm(
  { addForm: { dialog, name, key } }: Castellan,
  cluster: Pick<AlgorithmiaPractice, 'url'>,
  credential: string,
): Promise<void> {
  await dialog.getByLabel(/^Kind/).selectOption('Algorithmia');
  await name.fill('ml-dev');
  await dialog.getByRole('textbox', { name: /^API address/ }).fill(cluster.url);
  await key.fill(credential);
  await dialog.getByRole('radio', { name: 'Development' }).check();
}

/** Connects it and waits for its first keys. */
export function connect(castellan: Castellan, { url, adminKey }: AlgorithmiaPractice): Promise<void> {
  return castellan.addAlgorithmia({ name: 'ml-dev', url, key: adminKey });
}

/** Fills in the basics, lets `settings` choose the rest, creates the key and answers its secret. */
export async function createKey(
  castellan: Castellan,
  label: string,
  settings: () => Promise<void> = async () => undefined,
): Promise<string> {
  const { editor, page } = castellan;
  await editor.field('Name').fill(label);
  await editor.field('Username').fill('ann');
  await settings();
  await editor.submit.click();
  const shown = await editor.shownSecret();
  await editor.created().getByRole('button', { name: 'Done' }).click();
  await castellan.details(label).pane.waitFor();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  return shown;
}

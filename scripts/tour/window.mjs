// What both parts of the walk do in the window.
import assert from 'node:assert/strict';

/** How a cluster of this kind is reached, from the application's own list of clusters. */
export async function connectionTo(page, kind) {
  const answer = await page.evaluate(() => globalThis.castellan.call('tour', 'clusters.list', {}));
  assert.equal(answer.ok, true);
  const cluster = answer.value.find((one) => one.kind === kind);
  assert.ok(cluster, `No cluster of the kind ${kind} is listed.`);
  return cluster.connection;
}

/** Runs a command by its name through the palette. */
export async function run(page, command) {
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Search or run a command' });
  await palette.getByRole('combobox').fill(command);
  await palette.getByRole('option', { name: command }).first().click();
  await palette.waitFor({ state: 'hidden' });
}

/** The secret that a dialog shows, once it is there. */
export async function shownSecret(dialog, form) {
  const secret = dialog.getByLabel('Secret');
  await secret.filter({ hasText: form }).waitFor();
  return (await secret.textContent()).trim();
}

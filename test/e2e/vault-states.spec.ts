import { keyringEnvironment, type KeyringState } from '../support/keyring';
import { Castellan } from './pages/castellan';
import { expect, test } from './pages/test';

test.skip(process.platform !== 'linux', 'Other systems have no keychain that a test could lock or stop.');

/** What Settings says of each state, and what to do about it on this system. */
const STATES: readonly (readonly [KeyringState, string, RegExp | null])[] = [
  ['unlocked', 'available', null],
  ['locked', 'locked', /is locked.*Unlock the login keyring/],
  ['no-service', 'not available', /cannot be reached.*Start a Secret Service/],
  // Not a bus that hangs: Chromium itself would wait for that.
  ['stopped', 'does not answer', /did not answer in time.*restart the keyring service/],
];

for (const [state, word, advice] of STATES) {
  test(`settings tell of a keychain that is ${state}, and what to do`, async ({ start }) => {
    const ends: (() => Promise<void> | void)[] = [];
    try {
      const { DBUS_SESSION_BUS_ADDRESS = '' } = await keyringEnvironment(state, (end) => ends.unshift(end));
      const { page } = await start({ keyring: 'session', env: { DBUS_SESSION_BUS_ADDRESS } });
      const castellan = new Castellan(page);
      const keychain = (await castellan.openSettings()).getByRole('region', { name: 'Keychain' });
      await expect(keychain.getByText(word, { exact: true })).toBeVisible({ timeout: 30_000 });
      await expect(keychain).toContainText(advice ?? 'Secret Service');
      const memory = keychain.getByRole('switch', { name: 'Keep credentials in memory for this session' });
      await expect(memory).toBeVisible({ visible: advice !== null });
      if (advice === null) return;
      await memory.click();
      await expect(memory).toBeChecked();
      await keychain.getByRole('button', { name: 'Check again' }).click();
      await expect(keychain.getByText(word, { exact: true })).toBeVisible({ timeout: 30_000 });
    } finally {
      for (const end of ends) await end();
    }
  });
}

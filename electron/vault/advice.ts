import type { VaultView } from '#shared/contract/app';

/** A vault that works needs no remedy; every other state says what to do on this system. */
type Advice = Pick<VaultView, 'message' | 'remedy'>;

/** What the keychain is called on this system (`process.platform`). */
export function backendName(platform: string): string {
  switch (platform) {
    case 'darwin':
      return 'macOS Keychain';
    case 'win32':
      return 'Windows Credential Manager';
    default:
      return 'Secret Service (GNOME Keyring, KWallet or KeePassXC)';
  }
}

/** What a state of the vault means, and what to do about it on this system. */
export function vaultAdvice(state: VaultView['state'], platform: string): Advice {
  switch (state) {
    case 'available':
      return { message: `Credentials are kept in the ${backendName(platform)}.`, remedy: null };
    case 'locked':
      return {
        message: 'The keychain is locked, so credentials cannot be read or stored.',
        remedy: unlock(platform),
      };
    case 'unavailable':
      return { message: 'The keychain of this system cannot be reached.', remedy: reach(platform) };
    case 'timed-out':
      return {
        message: 'The keychain did not answer in time.',
        remedy: `Look for a window of the keychain that waits for an answer. ${restart(platform)} Then choose Check again.`,
      };
    case 'not-installed':
      return {
        message: 'The part of Castellan that speaks to the keychain cannot be loaded.',
        remedy: install(platform),
      };
  }
}

function unlock(platform: string): string {
  switch (platform) {
    case 'darwin':
      return 'Open Keychain Access, unlock the login keychain, then choose Check again.';
    case 'win32':
      return 'Sign in to Windows again, then choose Check again.';
    default:
      return 'Unlock the login keyring (Passwords and Keys, KWalletManager or KeePassXC), then choose Check again.';
  }
}

function reach(platform: string): string {
  switch (platform) {
    case 'darwin':
      return 'Open Keychain Access and check that the login keychain is there, then choose Check again.';
    case 'win32':
      return 'Start the service "Credential Manager" (VaultSvc), then choose Check again.';
    default:
      return 'Start a Secret Service: install gnome-keyring, or switch it on in KWallet or KeePassXC, and start Castellan in a desktop session with D-Bus. Then choose Check again.';
  }
}

function restart(platform: string): string {
  switch (platform) {
    case 'darwin':
      return 'Otherwise sign out and in again.';
    case 'win32':
      return 'Otherwise restart the service "Credential Manager" (VaultSvc).';
    default:
      return 'Otherwise restart the keyring service (gnome-keyring-daemon, kwalletd or KeePassXC).';
  }
}

function install(platform: string): string {
  return platform === 'linux'
    ? 'Install libsecret (Debian and Ubuntu: libsecret-1-0, Fedora: libsecret), then start Castellan again.'
    : 'Install Castellan again.';
}

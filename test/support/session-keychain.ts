import keytar from 'keytar';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

/** The name under which the keychain of this session knows a profile. */
async function serviceOf(profile: string): Promise<string> {
  const text = await readFile(path.join(profile, 'profile.json'), 'utf8');
  const { id } = z.object({ id: z.string() }).parse(JSON.parse(text));
  return `Castellan ${id}`;
}

/** What the keychain of this session holds for a profile: names and secrets. */
export async function keychainEntries(
  profile: string,
): Promise<readonly { readonly account: string; readonly password: string }[]> {
  return keytar.findCredentials(await serviceOf(profile));
}

/** Removes the entries of one sort behind the application's back. Answers how many there were. */
export async function forgetInKeychain(profile: string, sort: 'credential' | 'data-key'): Promise<number> {
  const service = await serviceOf(profile);
  const entries = await keychainEntries(profile);
  const going = entries.filter(({ account }) => account.startsWith(`${sort}:`));
  for (const { account } of going) await keytar.deletePassword(service, account);
  return going.length;
}

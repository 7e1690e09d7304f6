import { z } from 'zod';
import { readJsonFile, writeJsonFile } from './json-file';

const schema = z.object({ id: z.uuid() });

/**
 * The random id under which this profile's entries stand in the keychain, kept in a file of the profile so that
 * the folder can be moved. Made at the first start. A profile that cannot be written and has none gets one for
 * this session.
 */
export async function profileId(
  file: string,
  options: { readonly writable: boolean; readonly uuid: () => string },
): Promise<string> {
  const known = readJsonFile(file, (value) => schema.safeParse(value).data ?? null);
  if (known !== null) return known.id;
  const id = options.uuid();
  if (options.writable) await writeJsonFile(file, { id });
  return id;
}

import { z } from 'zod';
import { Refusal } from '../exchange';

const cursorSchema = z.strictObject({
  /** The number of the last object that was given out. */
  after: z.number().int().min(0),
  /** What the first request asked for; later ones may carry the cursor alone. */
  parameters: z.array(z.tuple([z.string(), z.unknown()])),
});
export type BrowseCursor = Readonly<z.infer<typeof cursorSchema>>;

/** The place where browsing goes on, as one text. It grants nothing: the key's restrictions are laid over it again. */
export function writeCursor(cursor: BrowseCursor): string {
  return Buffer.from(JSON.stringify(cursor), 'utf8').toString('base64url');
}

/** Reads a cursor back. Throws Refusal 400 for anything else. */
export function readCursor(text: string): BrowseCursor {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    throw new Refusal(400, 'Invalid cursor');
  }
}

import { z } from 'zod';
import { algoliaSpecSchema } from './algolia/spec';

/** A spec together with its kind: what forms, the bridge and the journal carry. One line per kind. */
export const keyDefinitionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('algolia'), spec: algoliaSpecSchema }),
]);
export type KeyDefinition = z.infer<typeof keyDefinitionSchema>;

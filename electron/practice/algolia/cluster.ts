import { z } from 'zod';
import type { PracticeClock } from '../clock';
import type { PracticeDatabase } from '../database';
import type { Facts } from '../facts';
import type { IndexStore } from './index-store';
import type { KeyStore } from './key-store';
import type { LogStore } from './log-store';
import type { RateStore } from './rate-store';
import type { Statistics } from './statistics';

/** What may be switched while the cluster runs (`PUT /__practice__/settings`); members left out stay as they are. */
export const clusterSettingsSchema = z.strictObject({
  /** Whether answers about keys leave empty members and zero limits out, as the live service does (key-apis A3). */
  emptyMembers: z.enum(['omit', 'emit']),
  /** Whether the admin key stands in the list of keys; the live service may do so (A3). */
  listAdminKey: z.boolean(),
  /** How many reads of a key still see the state before a change (A9). */
  lag: z.number().int().min(0).max(1000),
});
export type ClusterSettings = Readonly<z.infer<typeof clusterSettingsSchema>>;

/** A search-protocol practice cluster: its stores and what identifies it. */
export interface Cluster {
  readonly applicationId: string;
  readonly adminKey: string;
  readonly database: PracticeDatabase;
  readonly clock: PracticeClock;
  readonly facts: Facts;
  readonly keys: KeyStore;
  readonly rates: RateStore;
  readonly indices: IndexStore;
  readonly statistics: Statistics;
  readonly logs: LogStore;
  readonly settings: () => ClusterSettings;
}

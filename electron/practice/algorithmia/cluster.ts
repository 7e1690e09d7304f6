import { z } from 'zod';
import type { PracticeClock } from '../clock';
import type { PracticeDatabase } from '../database';
import type { AlgorithmStore } from './algorithm-store';
import type { DataStore } from './data-store';
import type { KeyStore } from './key-store';
import type { MemberStore } from './member-store';
import type { OrganizationStore } from './organization-store';
import type { OrganizationTypes } from './organization-types';
import type { Tokens } from './tokens';
import type { UserStore } from './user-store';

/** What may be switched while the cluster runs (`PUT /__practice__/settings`); members left out stay as they are. */
export const clusterSettingsSchema = z.strictObject({
  /** Whether keys have ids by which they are read, replaced, deleted and rotated: the completion of key-apis B8. */
  keysById: z.boolean(),
  /** Who may list and create the keys of users: admin keys too, or browser sessions alone, as B3 declares it. */
  userKeys: z.enum(['admin', 'session']),
});
export type ClusterSettings = Readonly<z.infer<typeof clusterSettingsSchema>>;

/** An Algorithmia-protocol practice cluster: its stores. */
export interface Cluster {
  readonly database: PracticeDatabase;
  readonly clock: PracticeClock;
  readonly users: UserStore;
  readonly organizations: OrganizationStore;
  readonly types: OrganizationTypes;
  readonly members: MemberStore;
  readonly keys: KeyStore;
  readonly algorithms: AlgorithmStore;
  readonly data: DataStore;
  readonly tokens: Tokens;
  readonly settings: () => ClusterSettings;
  readonly setSettings: (settings: ClusterSettings) => void;
}

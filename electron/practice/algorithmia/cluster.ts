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
}

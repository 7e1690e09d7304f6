import type { Database } from 'better-sqlite3';
import { ClustersRepository } from './repositories/clusters';
import { HolderScan } from './repositories/holder-scan';
import { KeyReader } from './repositories/key-reader';
import { KeySuccession } from './repositories/key-succession';
import { KeyWriter } from './repositories/key-writer';
import { META, MetaRepository } from './repositories/meta';
import { OperationsRepository } from './repositories/operations';
import { PermissionSets } from './repositories/permission-sets';
import { SearchIndex } from './repositories/search-index';
import { SecretsRepository } from './repositories/secrets';
import { SnapshotsRepository } from './repositories/snapshots';
import { RefMaker, Sealer, type RandomBytes } from './secrets/sealing';
import { SecretKeeper } from './secrets/secret-keeper';
import type { SpecReaderOf } from './prepared-key';
import type { PreparingKeys } from './sync/preparing-jobs';

const PROFILE_KEY_BYTES = 32;

export interface StoreOptions {
  /** 32 bytes as base64; null: secrets are kept in memory only. */
  readonly dataKey: string | null;
  /** The vault has not answered yet: until the file is opened anew, sealed secrets count as there. */
  readonly keyAwaited?: boolean;
  readonly randomBytes: RandomBytes;
  readonly readerOf: SpecReaderOf;
}

/** The repositories over one open database, and the transaction in which they write. */
export class Store {
  readonly database: Database;
  readonly clusters: ClustersRepository;
  readonly keys: KeyReader;
  readonly holders: HolderScan;
  readonly writer: KeyWriter;
  readonly succession: KeySuccession;
  readonly operations: OperationsRepository;
  readonly snapshots: SnapshotsRepository;
  readonly search: SearchIndex;
  readonly secrets: SecretKeeper;
  readonly permissionSets: PermissionSets;
  readonly refs: RefMaker;
  readonly sealer: Sealer | null;
  readonly preparingKeys: PreparingKeys;
  /** Sealed secrets that were dropped, since another data key had sealed them. */
  readonly droppedSecrets: number;
  #needsCheckpoint = false;

  constructor(database: Database, options: StoreOptions) {
    const meta = new MetaRepository(database);
    const sealedSecrets = new SecretsRepository(database);
    this.database = database;
    const { dataKey, randomBytes } = options;
    const ownProfileKey = profileKey(meta, randomBytes);
    this.preparingKeys = { profileKey: ownProfileKey, dataKey };
    this.refs = new RefMaker(ownProfileKey);
    const sealer = dataKey === null ? null : new Sealer(dataKey, randomBytes);
    this.sealer = sealer;
    this.droppedSecrets = sealer === null ? 0 : dropForeignSecrets(database, meta, sealedSecrets, sealer);
    this.secrets = new SecretKeeper(sealedSecrets, sealer, options.keyAwaited ?? false);
    this.permissionSets = new PermissionSets(database);
    this.search = new SearchIndex(database);
    this.clusters = new ClustersRepository(database);
    this.keys = new KeyReader(database, this.secrets, this.search, options.readerOf);
    this.holders = new HolderScan(database, options.readerOf);
    this.writer = new KeyWriter(database, this.permissionSets, this.search);
    this.succession = new KeySuccession(database);
    this.operations = new OperationsRepository(database);
    this.snapshots = new SnapshotsRepository(database);
  }

  /** True once something was written that the WAL alone holds. */
  get needsCheckpoint(): boolean {
    return this.#needsCheckpoint;
  }

  /** Runs `work` in one transaction: all of it is stored, or nothing. */
  write<T>(work: () => T): T {
    this.#needsCheckpoint = true;
    try {
      const result = this.database.transaction(work).immediate();
      this.secrets.commit();
      return result;
    } catch (error) {
      this.secrets.rollBack();
      this.permissionSets.forget();
      throw error;
    }
  }

  /** The same, and in the disk's hands, not just the operating system's, when it returns. */
  writeDurably<T>(work: () => T): T {
    this.database.pragma('synchronous = FULL');
    try {
      return this.write(work);
    } finally {
      this.database.pragma('synchronous = NORMAL');
    }
  }

  /**
   * Moves what the WAL holds into the file and cuts the WAL: until then it holds what has been deleted, and the space
   * of the largest sync. No other connection can make it wait.
   */
  checkpoint(): void {
    this.database.pragma('wal_checkpoint(TRUNCATE)');
    this.#needsCheckpoint = false;
  }
}

/** The key of key refs, made once per profile. It is in the file, so that refs outlive the vault. */
function profileKey(meta: MetaRepository, randomBytes: RandomBytes): Buffer {
  const known = meta.get(META.profileKey);
  if (known !== null) return known;
  const made = randomBytes(PROFILE_KEY_BYTES);
  meta.set(META.profileKey, made);
  return made;
}

/** Secrets sealed with another data key can never be opened again; they are sealed anew by the next sync. */
function dropForeignSecrets(
  database: Database,
  meta: MetaRepository,
  secrets: SecretsRepository,
  sealer: Sealer,
): number {
  const check = meta.get(META.dataKeyCheck);
  if (check !== null && sealer.matches(check)) return 0;
  return database
    .transaction(() => {
      const dropped = secrets.dropAll();
      meta.set(META.dataKeyCheck, sealer.checkValue());
      return dropped;
    })
    .immediate();
}

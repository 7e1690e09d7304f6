import type { Database, Statement } from 'better-sqlite3';

/**
 * Sets of permissions, each stored once however many keys have it. A page filtered by permission looks up the few
 * sets that hold it instead of reading specs.
 */
export class PermissionSets {
  /** By the permissions as they were given, one a line: sorting them for every key takes longer than storing it. */
  readonly #known = new Map<string, number>();
  readonly #find: Statement<[string], number>;
  readonly #insert: Statement<[string], number>;
  readonly #insertMember: Statement<[string, number], unknown>;
  readonly #removeUnused: Statement<[], unknown>;

  constructor(database: Database) {
    this.#find = database
      .prepare<[string], number>('SELECT id FROM permission_sets WHERE members = ?')
      .pluck();
    this.#insert = database
      .prepare<[string], number>('INSERT INTO permission_sets (members) VALUES (?) RETURNING id')
      .pluck();
    this.#insertMember = database.prepare(
      'INSERT INTO permission_set_members (permission, set_id) VALUES (?, ?)',
    );
    this.#removeUnused = database.prepare(
      'DELETE FROM permission_sets WHERE id NOT IN (SELECT permission_set FROM keys)',
    );
  }

  /** The id of this set, stored if it is new. Order and repetition do not matter. */
  idOf(permissions: readonly string[]): number {
    const asGiven = permissions.join('\n');
    const known = this.#known.get(asGiven);
    if (known !== undefined) return known;
    const members = [...new Set(permissions)].toSorted();
    const name = JSON.stringify(members);
    const id = this.#find.get(name) ?? this.#store(name, members);
    this.#known.set(asGiven, id);
    return id;
  }

  /** Must be called when a transaction was rolled back: ids handed out in it are void. */
  forget(): void {
    this.#known.clear();
  }

  removeUnused(): void {
    this.#removeUnused.run();
    this.#known.clear();
  }

  #store(name: string, members: readonly string[]): number {
    const id = this.#insert.get(name);
    if (id === undefined) throw new Error('A permission set was not stored.');
    for (const member of members) this.#insertMember.run(member, id);
    return id;
  }
}

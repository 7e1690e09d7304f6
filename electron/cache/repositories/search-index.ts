import type { Database, Statement } from 'better-sqlite3';

/** More candidates than this, and walking the list in its order finds a page sooner than the index does. */
const MAX_CANDIDATES = 5_000;
/** Trigrams asked for in one query: more narrow it no further, since every word is verified afterwards. */
const MAX_TERMS = 24;

/** The words of a search, in the form in which search texts are stored. */
export function searchWords(text: string): readonly string[] {
  const words = text.replaceAll('\0', ' ').toLowerCase().split(/\s+/);
  return [...new Set(words)].filter((word) => word !== '');
}

/** The index holds no positions, so a word is asked for as all of its trigrams. Null: no word has three characters. */
function matchExpression(words: readonly string[]): string | null {
  const terms = new Set<string>();
  for (const word of words) {
    const characters = Array.from(word);
    for (let start = 0; start + 3 <= characters.length; start += 1) {
      terms.add(
        `"${characters
          .slice(start, start + 3)
          .join('')
          .replaceAll('"', '""')}"`,
      );
    }
  }
  return terms.size === 0 ? null : [...terms].slice(0, MAX_TERMS).join(' AND ');
}

interface PendingKey {
  readonly id: number;
  /** Null: the key is gone with its cluster. */
  readonly text: string | null;
}

/**
 * The full-text index over the keys' search texts. Filling it costs more than everything else about a sync, so
 * writes only note which keys are pending and `advance` fills it in quiet moments: all from a certain id on, which new
 * keys always have, and those in a list. It narrows a search to candidates; who asks verifies them on the text itself.
 */
export class SearchIndex {
  readonly #database: Database;
  readonly #isPending: Statement<[number], number>;
  readonly #addPending: Statement<[number], unknown>;
  readonly #removePending: Statement<[number], unknown>;
  readonly #pending: Statement<[number], PendingKey>;
  readonly #fromId: Statement<[], number>;
  readonly #setFromId: Statement<[number], unknown>;
  readonly #newOnes: Statement<[number], PendingKey & { readonly text: string }>;
  readonly #pendingIds: Statement<[number], number>;
  readonly #add: Statement<[number, string], unknown>;
  readonly #remove: Statement<[number, string], unknown>;
  readonly #match: Statement<[string, number], number>;

  constructor(database: Database) {
    this.#database = database;
    this.#isPending = database
      .prepare<[number], number>('SELECT 1 FROM search_pending WHERE key_id = ?')
      .pluck();
    this.#addPending = database.prepare('INSERT OR IGNORE INTO search_pending (key_id) VALUES (?)');
    this.#removePending = database.prepare('DELETE FROM search_pending WHERE key_id = ?');
    this.#pending = database.prepare(
      'SELECT p.key_id AS id, k.text FROM search_pending p LEFT JOIN keys k ON k.id = p.key_id LIMIT ?',
    );
    this.#pendingIds = database
      .prepare<[number], number>(
        `SELECT key_id FROM search_pending
        UNION ALL SELECT id FROM keys WHERE id >= (SELECT from_id FROM search_progress) LIMIT ?`,
      )
      .pluck();
    this.#fromId = database.prepare<[], number>('SELECT from_id FROM search_progress').pluck();
    this.#setFromId = database.prepare('UPDATE search_progress SET from_id = ?');
    this.#newOnes = database.prepare(
      'SELECT id, text FROM keys WHERE id >= (SELECT from_id FROM search_progress) ORDER BY id LIMIT ?',
    );
    this.#add = database.prepare('INSERT INTO key_search (rowid, text) VALUES (?, ?)');
    this.#remove = database.prepare(
      "INSERT INTO key_search (key_search, rowid, text) VALUES ('delete', ?, ?)",
    );
    this.#match = database
      .prepare<[string, number], number>('SELECT rowid FROM key_search WHERE key_search MATCH ? LIMIT ?')
      .pluck();
  }

  /** `oldText`: as the index has it; a contentless index cannot remove an entry without knowing it. */
  noteChanged(id: number, oldText: string): void {
    if (id >= (this.#fromId.get() ?? 0) || this.#isPending.get(id) !== undefined) return;
    this.#remove.run(id, oldText);
    this.#addPending.run(id);
  }

  /** Indexes up to `limit` pending keys; false when none was left. */
  advance(limit: number): boolean {
    return this.#database
      .transaction(() => {
        const changed = this.#pending.all(limit);
        for (const { id, text } of changed) {
          if (text !== null) this.#add.run(id, text);
          this.#removePending.run(id);
        }
        const added = this.#newOnes.all(limit - changed.length);
        for (const { id, text } of added) this.#add.run(id, text);
        const last = added.at(-1);
        if (last !== undefined) this.#setFromId.run(last.id + 1);
        return changed.length + added.length === limit;
      })
      .immediate();
  }

  /**
   * Ids of the keys that may hold all words: no key that does is missing, some that do not may be among them.
   * Null when asking the index would not narrow the search enough.
   */
  candidates(words: readonly string[]): readonly number[] | null {
    const expression = matchExpression(words);
    if (expression === null) return null;
    const pending = this.#pendingIds.all(MAX_CANDIDATES + 1);
    if (pending.length > MAX_CANDIDATES) return null;
    const found = this.#match.all(expression, MAX_CANDIDATES + 1);
    return found.length + pending.length > MAX_CANDIDATES ? null : [...found, ...pending];
  }

  /** Empties the index and notes every key as pending; within a caller's transaction. */
  restart(): void {
    this.#database.exec(`
      INSERT INTO key_search (key_search) VALUES ('delete-all');
      DELETE FROM search_pending;
      UPDATE search_progress SET from_id = 0;
    `);
  }

  /** Makes a damaged index anew; its content is derived, so nothing is lost. */
  rebuild(): void {
    this.#database
      .transaction(() => {
        this.#database.exec(`
          DROP TABLE key_search;
          CREATE VIRTUAL TABLE key_search USING fts5 (
            text, content = '', tokenize = 'trigram case_sensitive 1', detail = none, columnsize = 0
          );
          DELETE FROM search_pending;
          UPDATE search_progress SET from_id = 0;
        `);
      })
      .immediate();
  }
}

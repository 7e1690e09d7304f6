import type { Coverage } from '#shared/keys/coverage';
import type { Owner } from '#shared/kinds/algorithmia/spec';
import type { RemoteKeyPage } from '../../adapter';
import type { Answer } from '../../answers';
import type { Asking } from '../paged';
import { withoutId, type ListedRemoteKey } from './listed';
import { BY_ID } from './single-keys';
import { KeyLists } from './user-keys';

/** A page without the clock, which whoever asks keeps. */
export type KeyPage = Omit<RemoteKeyPage, 'clockSkewMs'>;

/**
 * The keys of every account, `atOnce` accounts side by side: the protocol has no list of all keys with their secrets.
 * Without those of users where the cluster refuses them; each key once, whichever lists it stands in.
 */
export async function* allKeys(
  accounts: AsyncIterable<readonly Owner[]>,
  asking: Asking,
  atOnce: number,
  onAnswer: (answer: Answer<unknown>) => void,
): AsyncIterable<KeyPage> {
  const lists = new KeyLists(asking);
  const once = new EachOnce();
  let told = false;
  let isPartial = false;
  for await (const page of accounts) {
    once.noteAccounts(page);
    for (let from = 0; from < page.length; from += atOnce) {
      const some = page.slice(from, from + atOnce).filter((one) => lists.isWorthAsking(one));
      const answers = await Promise.all(some.map((owner) => lists.of(owner)));
      const read = answers.filter((list) => list !== null && list !== 'gone');
      for (const list of read) onAnswer(list);
      const keys = once.new(read.flatMap(({ value }) => value));
      const lacks: boolean = answers.includes(null) && !isPartial;
      if (keys.length === 0 && told && !lacks) continue;
      told = true;
      isPartial ||= lacks;
      yield pageOf(keys, lacks ? { without: ['users'] } : 'everything', null);
    }
  }
  const rest = once.rest();
  if (rest.length > 0) yield pageOf(rest, 'everything', null);
  else if (!told) yield pageOf([], 'everything', 0);
}

/** Where no key that could be changed has an id, single keys cannot be reached at all (B8). */
function pageOf(keys: readonly ListedRemoteKey[], coverage: Coverage, total: number | null): KeyPage {
  const lacksIds = keys.some(({ admin }) => !admin) && keys.every(({ keyId }) => keyId === null);
  return { keys: keys.map(withoutId), coverage, notOffered: lacksIds ? BY_ID : [], total };
}

/**
 * Lets every key through once: a key of a member can stand in the user's list and in the organization's. One that a
 * user's list gives to another account waits for the list of that account, which says for certain whose it is.
 */
class EachOnce {
  readonly #seen = new Set<string>();
  readonly #organizations = new Set<string>();
  readonly #waiting = new Map<string, ListedRemoteKey>();

  noteAccounts(accounts: readonly Owner[]): void {
    for (const one of accounts) if (one.sort === 'organization') this.#organizations.add(one.organization);
  }

  new(keys: readonly ListedRemoteKey[]): readonly ListedRemoteKey[] {
    const through: ListedRemoteKey[] = [];
    for (const key of keys) {
      if (this.#seen.has(key.secret)) continue;
      if (key.ownedBy !== null) {
        this.#waiting.set(key.secret, key);
        continue;
      }
      this.#seen.add(key.secret);
      through.push(key);
    }
    return through;
  }

  /** Those that no other list has held. */
  rest(): readonly ListedRemoteKey[] {
    const left = [...this.#waiting.values()].filter(({ secret }) => !this.#seen.has(secret));
    return left.map((key) => ({ ...key, spec: { ...key.spec, owner: this.#ownerOf(key) } }));
  }

  #ownerOf({ spec: { owner }, ownedBy }: ListedRemoteKey): Owner {
    if (owner.sort !== 'user' || ownedBy === null || !this.#organizations.has(ownedBy)) return owner;
    return { sort: 'member', organization: ownedBy, user: owner.user };
  }
}

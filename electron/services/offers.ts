import { REFUSABLE_ACTIONS, type RefusableAction } from '#shared/contract/clusters';
import type { ClusterId } from '#shared/ids';
import { kindOf } from '#shared/kinds/registry';
import type { OperationRow } from '../cache/cache';
import { refusedActions } from '../clusters/not-offered';
import type { ClusterBook } from './cluster-book';
import type { Surroundings } from './surroundings';

/**
 * What clusters were found not to offer, remembered with each. To remember is a help and no more: when it cannot be
 * stored, that is logged, and the call that found out ends as it would have.
 */
export class Offers {
  constructor(
    private readonly book: ClusterBook,
    private readonly log: Surroundings['log'],
  ) {}

  /** Notes what a failure says that the cluster does not offer; nothing for all other failures. */
  async learn(id: ClusterId, thrown: unknown): Promise<void> {
    const refused = refusedActions(thrown);
    if (refused.length > 0) await this.note(id, (now) => [...now, ...refused]);
  }

  /** Notes that the cluster did carry a change out, whatever it answered before. */
  async worked({
    clusterId,
    action,
    after,
  }: Pick<OperationRow, 'clusterId' | 'action' | 'after'>): Promise<void> {
    const row = this.book.rows().find(({ id }) => id === clusterId);
    if (row === undefined || row.notOffered.length === 0) return;
    const isForUser = action === 'create' && after !== null && kindOf(row.kind).listPart(after) === 'users';
    const done = isForUser ? 'createUserKey' : action;
    await this.note(clusterId, (now) => now.filter((one) => one !== done));
  }

  /**
   * Notes what a sync found out by what was listed. `askAgain`: the user asked for it, so that what single calls were
   * refused before may be tried anew.
   */
  async afterSync(id: ClusterId, found: readonly RefusableAction[], askAgain: boolean): Promise<void> {
    await this.note(id, (now) => [...(askAgain ? [] : now), ...found]);
  }

  private async note(
    id: ClusterId,
    next: (now: readonly RefusableAction[]) => readonly RefusableAction[],
  ): Promise<void> {
    const now = this.book.rows().find((row) => row.id === id)?.notOffered;
    if (now === undefined) return;
    const wanted = new Set(next(now));
    const notOffered = REFUSABLE_ACTIONS.filter((action) => wanted.has(action));
    if (notOffered.join() === REFUSABLE_ACTIONS.filter((action) => now.includes(action)).join()) return;
    try {
      await this.book.change(id, (row) => ({ ...row, notOffered }));
      this.log('info', 'cluster.not-offered', { clusterId: id, notOffered: notOffered.join(' ') });
    } catch (error) {
      this.log('warn', 'cluster.not-offered-not-stored', { clusterId: id, error });
    }
  }
}

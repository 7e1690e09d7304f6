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
    if (now === undefined || inOrder(next(now)).join() === inOrder(now).join()) return;
    try {
      // Of what the row holds by then: another call may be noting something too.
      await this.book.change(id, (row) => ({ ...row, notOffered: inOrder(next(row.notOffered)) }));
      const notOffered = inOrder(next(now)).join(' ');
      this.log('info', 'cluster.not-offered', { clusterId: id, notOffered });
    } catch (error) {
      this.log('warn', 'cluster.not-offered-not-stored', { clusterId: id, error });
    }
  }
}

/** Each once, in the order of the contract. */
function inOrder(actions: readonly RefusableAction[]): RefusableAction[] {
  return REFUSABLE_ACTIONS.filter((action) => actions.includes(action));
}

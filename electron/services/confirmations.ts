import type { ConfirmedAction } from '#shared/contract/app';
import { AppError } from '#shared/errors';
import type { ClusterId, Instant } from '#shared/ids';
import { confirmationRule, typedNameFits } from '#shared/contract/confirmation';
import type { ClusterRow } from '../cache/cache';

const VALID_MS = 2 * 60_000;
/** More than a person can have open; keeps a runaway caller from filling the memory. */
const MAX_OPEN = 100;

/** What one confirmation is for. */
export interface ConfirmationScope {
  readonly action: ConfirmedAction;
  /** The key ref for actions on a key, the account or member for those on people, null for the others. */
  readonly target: string | null;
}

interface Given extends ConfirmationScope {
  readonly clusterId: ClusterId;
  readonly expiresAt: Instant;
}

type ConfirmedCluster = Pick<ClusterRow, 'id' | 'name' | 'environment'>;

/**
 * One-use tokens, each for one action on one target of one cluster, valid for two minutes (anchors.md 3.25). Where
 * the rule of the environment demands none, none is asked for.
 */
export class Confirmations {
  private readonly given = new Map<string, Given>();

  constructor(
    private readonly clock: () => Instant,
    private readonly token: () => string,
  ) {}

  /** Gives a token. Rejects what must be confirmed by the cluster's name when `typed` is not that name. */
  request(
    cluster: ConfirmedCluster,
    scope: ConfirmationScope,
    typed: string | null,
  ): { readonly token: string; readonly expiresAt: Instant } {
    const rule = confirmationRule(scope.action, cluster.environment);
    if (rule === 'type-name' && !typedNameFits(typed, cluster.name)) {
      throw new AppError('VALIDATION', `Type the name of the cluster, ${cluster.name}, to go on.`, {
        field: 'typed',
      });
    }
    this.forgetExpired();
    if (this.given.size >= MAX_OPEN) {
      throw new AppError('RATE_LIMITED', 'Too many actions wait for their confirmation.', {
        remedy: 'Try again in two minutes.',
      });
    }
    const token = this.token();
    const expiresAt = this.clock() + VALID_MS;
    this.given.set(token, { ...scope, clusterId: cluster.id, expiresAt });
    return { token, expiresAt };
  }

  /** Rejects with CONFIRMATION_REQUIRED unless the token fits, or none is needed. Leaves the token valid. */
  check(cluster: ConfirmedCluster, scope: ConfirmationScope, token: string | null): void {
    if (confirmationRule(scope.action, cluster.environment) === 'none') return;
    const given = token === null ? undefined : this.given.get(token);
    const fits =
      given !== undefined &&
      given.expiresAt > this.clock() &&
      given.clusterId === cluster.id &&
      given.action === scope.action &&
      given.target === scope.target;
    if (fits) return;
    throw new AppError('CONFIRMATION_REQUIRED', `This action on ${cluster.name} has to be confirmed.`, {
      remedy: 'Confirm it and try again. A confirmation is valid for two minutes and for one action.',
    });
  }

  /** As {@link check}, and uses the token up: right before the action. */
  consume(cluster: ConfirmedCluster, scope: ConfirmationScope, token: string | null): void {
    this.check(cluster, scope, token);
    if (token !== null) this.given.delete(token);
  }

  private forgetExpired(): void {
    const now = this.clock();
    for (const [token, { expiresAt }] of this.given) if (expiresAt <= now) this.given.delete(token);
  }
}

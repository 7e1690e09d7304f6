import { AppError } from '#shared/errors';
import type { Instant, KindId } from '#shared/ids';
import type { AnyConnection } from '#shared/kinds/kind';
import { clusterConnectionSchemaOf } from '#shared/kinds/registry';
import type { ClusterRow } from '../cache/cache';
import { problemOfCaPem } from '../clusters/pinned-ca';

/** Parses the kind's own part of a cluster; VALIDATION names the field as `connection.<member>`. */
export function parseConnection(kind: KindId, connection: AnyConnection): AnyConnection {
  const parsed = clusterConnectionSchemaOf(kind).safeParse(connection);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError('VALIDATION', issue?.message ?? 'This connection is not valid.', {
    field: ['connection', ...(issue?.path ?? []).map(String)].join('.'),
  });
}

/** VALIDATION at `caPem` when a pinned certificate cannot be used. */
export function checkCaPem(caPem: string | null, now: Instant): void {
  const problem = caPem === null ? null : problemOfCaPem(caPem, now);
  if (problem !== null) throw new AppError('VALIDATION', problem, { field: 'caPem' });
}

/** NAME_TAKEN when another cluster has this name; upper and lower case count as the same. */
export function checkNameFree(
  name: string,
  others: readonly Pick<ClusterRow, 'id' | 'name'>[],
  own: ClusterRow['id'] | null,
): void {
  const wanted = name.trim().toLocaleLowerCase('en');
  const taken = others.find((other) => other.id !== own && other.name.toLocaleLowerCase('en') === wanted);
  if (taken === undefined) return;
  throw new AppError('NAME_TAKEN', `There is a cluster named ${taken.name} already.`, {
    field: 'name',
    remedy: 'Choose another name.',
  });
}

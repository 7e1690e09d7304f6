import type { ClusterId, KindId } from '#shared/ids';
import { clusterIdSchema } from '#shared/ids';
import type { ClusterRow } from '../cache/cache';
import type { PracticeLauncher, PracticeReach } from './surroundings';

/**
 * The practice clusters inside the application have fixed ids, by which they are known after a restart: they listen
 * on another port then, and their admin key is kept by the practice cluster itself, not by the vault.
 */
const PRACTICE_IDS: Readonly<Record<KindId, ClusterId>> = {
  algolia: clusterIdSchema.parse('00000000-0000-4000-8000-0000000000a1'),
  algorithmia: clusterIdSchema.parse('00000000-0000-4000-8000-0000000000a2'),
};

export function practiceClusterId(kind: KindId): ClusterId {
  return PRACTICE_IDS[kind];
}

/** Whether this cluster is the one inside the application; others may call themselves practice too. */
export function isBuiltInPractice({ id, kind }: Pick<ClusterRow, 'id' | 'kind'>): boolean {
  return PRACTICE_IDS[kind] === id;
}

/** Starts the practice cluster behind a row if it is one inside the application; null for all others. */
export async function startBehind(
  row: Pick<ClusterRow, 'id' | 'kind'>,
  launcher: PracticeLauncher,
  signal: AbortSignal,
): Promise<PracticeReach | null> {
  return isBuiltInPractice(row) ? launcher.start(row.kind, signal) : null;
}

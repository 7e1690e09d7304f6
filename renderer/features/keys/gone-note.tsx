import type { ClusterView } from '#shared/contract/clusters';
import type { KeyRecord } from '#shared/keys/record';
import { Banner, formatInstant, useNow } from '../../ui';
import type { KeyAction } from './use-key-actions';
import { restoreWords } from './use-restoring';

interface GoneNoteProps {
  readonly cluster: Pick<ClusterView, 'name'>;
  readonly record: KeyRecord;
  readonly restore: KeyAction;
}

/** What happened to a key that no longer works, and what restoring it does. */
export function GoneNote({ cluster, record, restore }: GoneNoteProps) {
  const now = useNow();
  return (
    <Banner title={whatHappened(record, cluster.name)}>
      {restore.disabled ?? restoreWords(record, now)}
    </Banner>
  );
}

function whatHappened({ state, goneAt, goneReason, expiresAt }: KeyRecord, clusterName: string): string {
  const on = goneAt === null ? '' : ` on ${formatInstant(goneAt)}`;
  if (state === 'expired' || goneReason === 'expired') {
    return expiresAt === null ? 'Expired.' : `Expired on ${formatInstant(expiresAt)}.`;
  }
  if (goneReason === 'rotated-here') return `Replaced by another secret${on}.`;
  if (goneReason === 'deleted-here') return `Deleted from Castellan${on}.`;
  return `No longer listed by ${clusterName}${goneAt === null ? '' : `, noticed${on}`}.`;
}

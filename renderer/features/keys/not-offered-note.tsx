import type { ClusterView } from '#shared/contract/clusters';
import type { KeyRecord } from '#shared/keys/record';
import { runCommand } from '../../app/commands/registry';
import { Banner, Button } from '../../ui';
import { isUnlisted, offerRefusal } from '../key-editor';
import type { KeyAction } from './use-key-actions';

interface NotOfferedNoteProps {
  readonly cluster: ClusterView;
  readonly record: KeyRecord;
  readonly replace: KeyAction;
}

/** What this cluster does not do with a key, and the safe way around it: a new key, then the end of the old one. */
export function NotOfferedNote({ cluster, record, replace }: NotOfferedNoteProps) {
  if (record.admin) return null;
  const edit = offerRefusal(cluster, record, 'update') !== null;
  const remove = offerRefusal(cluster, record, 'remove') !== null;
  if (!edit && !remove) return null;
  return (
    <Banner
      title={titleOf(cluster, record, { edit, remove })}
      action={
        <>
          {edit && (
            <Button
              size="small"
              aria-disabled={replace.disabled !== null || undefined}
              title={replace.disabled ?? undefined}
              onClick={() => {
                if (replace.disabled === null) replace.run();
              }}
            >
              Duplicate with changes
            </Button>
          )}
          <Button size="small" onClick={() => runCommand('sync.start')}>
            Try again
          </Button>
        </>
      }
    >
      {remedyOf(cluster.name, { edit, remove })}
    </Banner>
  );
}

interface Refused {
  readonly edit: boolean;
  readonly remove: boolean;
}

function titleOf(cluster: ClusterView, record: KeyRecord, { edit, remove }: Refused): string {
  const { name } = cluster;
  if (isUnlisted(cluster, record)) return `${name} does not list this key to admin keys.`;
  if (edit && remove) return `${name} does not offer changing or deleting single keys.`;
  return `${name} does not offer ${edit ? 'changing' : 'deleting'} single keys.`;
}

function remedyOf(name: string, { edit, remove }: Refused): string {
  const there = `where ${name} is administered`;
  if (!edit) return `Delete this key ${there}.`;
  return `Create a new key with the settings you want, then ${remove ? `remove this one ${there}` : 'delete this one'}.`;
}

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
  // Its own banner stands above the list, with a way to try again.
  const unlisted = isUnlisted(cluster, record);
  return (
    <Banner
      title={titleOf(cluster.name, { edit, remove, unlisted })}
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
          {!unlisted && (
            <Button size="small" onClick={() => runCommand('sync.start')}>
              Try again
            </Button>
          )}
        </>
      }
    >
      {remedyOf(cluster.name, { edit, remove, unlisted })}
    </Banner>
  );
}

interface Refused {
  readonly edit: boolean;
  readonly remove: boolean;
  /** The list that the key stands in was refused. */
  readonly unlisted: boolean;
}

function titleOf(name: string, { edit, remove, unlisted }: Refused): string {
  if (unlisted) return `${name} does not list this key to admin keys.`;
  if (edit && remove) return `${name} does not offer changing or deleting single keys.`;
  return `${name} does not offer ${edit ? 'changing' : 'deleting'} single keys.`;
}

function remedyOf(name: string, { edit, remove, unlisted }: Refused): string {
  const there = `where ${name} is administered`;
  if (unlisted) return `Change it ${there}, or create a new key in its place.`;
  if (!edit) return `Delete this key ${there}.`;
  return `Create a new key with the settings you want, then ${remove ? `remove this one ${there}` : 'delete this one'}.`;
}

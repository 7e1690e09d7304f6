import type { ClusterView } from '#shared/contract/clusters';
import type { KeyRecord } from '#shared/keys/record';
import { kindOf } from '#shared/kinds/registry';
import { runCommand } from '../../app/commands/registry';
import { Banner, Button } from '../../ui';
import { isUnlisted, offerRefusal, refusedOf, type SingleKeyAction } from '../key-editor';
import type { KeyAction } from './use-key-actions';

interface NotOfferedNoteProps {
  readonly cluster: ClusterView;
  readonly record: KeyRecord;
  readonly replace: KeyAction;
}

/** What this cluster does not do with a key, and the safe way around it: a new key, then the end of the old one. */
export function NotOfferedNote({ cluster, record, replace }: NotOfferedNoteProps) {
  if (record.admin) return null;
  const { capabilities } = kindOf(record.kind);
  const actions: readonly SingleKeyAction[] = capabilities.rotate
    ? ['update', 'rotate', 'remove']
    : ['update', 'remove'];
  const refused = actions.filter((action) => offerRefusal(cluster, record, action) !== null);
  if (refused.length === 0) return null;
  // Its own banner stands above the list, with a way to try again.
  const unlisted = isUnlisted(cluster, record);
  return (
    <Banner
      title={
        unlisted ? `${cluster.name} does not list this key to admin keys.` : refusedOf(cluster.name, refused)
      }
      action={
        <>
          {refused.some((action) => action !== 'remove') && <ReplaceButton replace={replace} />}
          {!unlisted && (
            <Button size="small" onClick={() => runCommand('sync.start')}>
              Try again
            </Button>
          )}
        </>
      }
    >
      {unlisted
        ? `Change it where ${cluster.name} is administered, or create a new key in its place.`
        : remedyOf(cluster.name, refused)}
    </Banner>
  );
}

/** Stays reachable when it cannot be used, so that the reason can be read. */
function ReplaceButton({ replace: { disabled, run } }: Pick<NotOfferedNoteProps, 'replace'>) {
  return (
    <Button
      size="small"
      aria-disabled={disabled !== null || undefined}
      title={disabled ?? undefined}
      onClick={() => {
        if (disabled === null) run();
      }}
    >
      Create a new key
    </Button>
  );
}

function remedyOf(name: string, refused: readonly SingleKeyAction[]): string {
  const there = `where ${name} is administered`;
  const isStuck = refused.includes('remove');
  if (isStuck && refused.length === 1) return `Delete this key ${there}.`;
  return `Create a new key with the settings you want, then ${isStuck ? `remove this one ${there}` : 'delete this one'}.`;
}

import type { ClusterView } from '#shared/contract/clusters';
import type { KeyRecord } from '#shared/keys/record';
import { Button, Dialog, useNow } from '../../ui';
import { ChangeList, directedChanges, type DirectedChange } from './changes';
import styles from './changed-dialog.module.css';
import { specAt } from './draft';
import type { KindEditor } from './form';
import type { Editing } from './use-editing';

interface ChangedDialogProps<Spec, Connection> {
  readonly editor: KindEditor<Spec, Connection>;
  readonly editing: Editing<Spec>;
  /** The key as it is on the cluster now. */
  readonly current: KeyRecord;
  readonly cluster: Pick<ClusterView, 'name'>;
}

/** The key changed on the cluster since the editor opened: both versions beside each other, and the user decides. */
export function ChangedDialog<Spec, Connection>(props: ChangedDialogProps<Spec, Connection>) {
  const { editor, editing, current, cluster } = props;
  const { opened, store, submit } = editing;
  const now = useNow();
  if (opened === null) return null;
  const theirs = editor.kind.specSchema.parse(current.spec);
  const mine = specAt(editor.kind, store.getState().draft, now);
  return (
    <Dialog
      open
      wide
      keepOpen
      onClose={submit.resume}
      title="The key changed meanwhile"
      footer={
        <>
          <Button onClick={submit.resume}>Back to the form</Button>
          <Button onClick={() => editing.takeTheirs(current)}>Take theirs</Button>
          <Button variant="primary" onClick={() => void editing.overwrite()}>
            Keep mine
          </Button>
        </>
      }
    >
      <p>
        Somebody changed this key on {cluster.name} after the editor was opened. Nothing was sent. Keep mine
        replaces the whole key by what stands in the form; Take theirs puts the form back to what the key is
        now.
      </p>
      <div className={styles.versions}>
        <Version title="Changed on the cluster" changes={directedChanges(editor, opened.spec, theirs)} />
        <Version title="Changed in the form" changes={directedChanges(editor, opened.spec, mine)} />
      </div>
      <Version
        title={`What Keep mine changes on ${cluster.name}`}
        changes={directedChanges(editor, theirs, mine)}
      />
    </Dialog>
  );
}

function Version({
  title,
  changes,
}: {
  readonly title: string;
  readonly changes: readonly DirectedChange[];
}) {
  return (
    <section className={styles.version}>
      <h3 className={styles.title}>{title}</h3>
      {changes.length === 0 ? (
        <p className={styles.muted}>No difference.</p>
      ) : (
        <ChangeList changes={changes} />
      )}
    </section>
  );
}

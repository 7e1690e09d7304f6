import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { ClusterView } from '#shared/contract/clusters';
import { LeaveQuestion, useLeavingDialog } from '../../app/leaving';
import { bridge } from '../../bridge';
import { Button, Dialog, showToast } from '../../ui';
import { putCluster } from './cluster-actions';
import { draftOf, reachOf } from './cluster-draft';
import { ClusterForm } from './cluster-form';
import styles from './cluster-form.module.css';
import { closing, FormOutcome, TestButton, useConnectionTest } from './test-connection';
import { useClusterForm } from './use-cluster-form';

export interface EditClusterDialogProps {
  readonly cluster: ClusterView;
  readonly onClose: () => void;
}

/** Changes a cluster's name, connection, environment and switches. Its keys and history stay. */
export function EditClusterDialog({ cluster, onClose }: EditClusterDialogProps) {
  const id = useId();
  const client = useQueryClient();
  // What the form opened with: the cluster in the cache goes on changing while it syncs.
  const [start] = useState(() => draftOf(cluster));
  const form = useClusterForm(start, 'edit');
  const test = useConnectionTest(cluster.id, form.refuse);
  const change: typeof form.change = (part) => {
    test.forget();
    form.change(part);
  };
  const save = useMutation({
    mutationFn: () => {
      const { name, environment, readOnly } = form.draft;
      const input = { ...reachOf(form.draft), id: cluster.id, name, environment, readOnly };
      return bridge.call('clusters.update', input);
    },
    onSuccess: (saved) => {
      putCluster(client, saved);
      showToast({ message: `${saved.name} saved.` });
      onClose();
    },
    onError: form.refuse,
  });
  const leaving = useLeavingDialog({ changed: form.dirty, onLeave: onClose });
  const close = closing(leaving, test, null);
  return (
    <>
      <Dialog
        open
        wide
        keepOpen
        onClose={close}
        title={`Edit ${cluster.name}`}
        outcome={<FormOutcome failure={form.failure} result={test.result} />}
        footer={
          <>
            <TestButton
              test={test}
              onTest={() => form.judge(['name', 'environment']) && test.run(form.draft)}
            />
            <span className={styles.push} />
            <Button onClick={close}>Cancel</Button>
            <Button type="submit" form={id} variant="primary" busy={save.isPending} disabled={!form.dirty}>
              Save cluster
            </Button>
          </>
        }
      >
        <ClusterForm
          id={id}
          form={{ ...form, change }}
          purpose="edit"
          onSubmit={() => {
            if (!save.isPending && form.dirty && form.judge()) save.mutate();
          }}
        />
      </Dialog>
      <LeaveQuestion leaving={leaving} />
    </>
  );
}

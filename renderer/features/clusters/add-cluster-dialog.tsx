import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { KIND_IDS } from '#shared/ids';
import { navigate } from '../../app/router';
import { useAbort } from '../../app/use-abort';
import { LeaveQuestion, useLeavingDialog } from '../../app/leaving';
import { bridge } from '../../bridge';
import { Button, Dialog, showToast } from '../../ui';
import { putCluster } from './cluster-actions';
import { emptyDraft, formOf } from './cluster-draft';
import { ClusterForm } from './cluster-form';
import styles from './cluster-form.module.css';
import { closing, FormOutcome, TestButton, useConnectionTest } from './test-connection';
import { useClusterForm } from './use-cluster-form';
import { canKeepCredential, useVault } from './vault-choice';

const START = emptyDraft(KIND_IDS[0]);

/** Adds a cluster: its values are verified by the main process before anything is kept. */
export function AddClusterDialog({ onClose }: { readonly onClose: () => void }) {
  const id = useId();
  const client = useQueryClient();
  const form = useClusterForm(START, 'add');
  const { vault } = useVault();
  const test = useConnectionTest('form', form.refuse);
  const { next, abort } = useAbort();
  const connect = useMutation({
    mutationFn: () => bridge.call('clusters.connect', formOf(form.draft), { signal: next() }),
    onSuccess: (cluster) => {
      putCluster(client, cluster);
      navigate({ place: 'keys', clusterId: cluster.id });
      showToast({ message: `${cluster.name} added.` });
      onClose();
    },
    onError: form.refuse,
  });
  const keepable = vault !== undefined && canKeepCredential(vault);
  const change: typeof form.change = (part) => {
    test.forget();
    form.change(part);
  };
  const leaving = useLeavingDialog({ changed: form.dirty, onLeave: onClose });
  const close = closing(leaving, test, connect.isPending ? abort : null);
  return (
    <>
      <Dialog
        open
        wide
        keepOpen
        onClose={close}
        title="Add cluster"
        outcome={<FormOutcome failure={form.failure} result={test.result} />}
        footer={
          <>
            <TestButton
              test={test}
              onTest={() => form.judge(['name', 'environment']) && test.run(form.draft)}
            />
            <span className={styles.push} />
            <Button onClick={close}>Cancel</Button>
            <Button
              type="submit"
              form={id}
              variant="primary"
              busy={connect.isPending}
              disabled={!keepable}
              title={keepable ? undefined : 'The key cannot be kept yet: see the note about the keychain.'}
            >
              Add cluster
            </Button>
          </>
        }
      >
        <ClusterForm
          id={id}
          form={{ ...form, change }}
          purpose="add"
          onSubmit={() => {
            if (!connect.isPending && keepable && form.judge()) connect.mutate();
          }}
        />
      </Dialog>
      <LeaveQuestion leaving={leaving} />
    </>
  );
}

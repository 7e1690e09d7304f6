import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { ClusterView } from '#shared/contract/clusters';
import { toAppErrorData } from '#shared/errors';
import { describeError } from '../../app/describe-error';
import { useAbort } from '../../app/use-abort';
import { bridge } from '../../bridge';
import { Button, Dialog, showToast, submitOnKeys } from '../../ui';
import { putCluster } from './cluster-actions';
import { FormFailure } from './cluster-form';
import styles from './cluster-form.module.css';
import { CredentialField } from './credential-field';
import { canKeepCredential, useVault } from './vault-choice';

export interface CredentialDialogProps {
  readonly cluster: ClusterView;
  readonly onClose: () => void;
}

/** Puts a new credential in the place of the old one, after the cluster has accepted it. */
export function CredentialDialog({ cluster, onClose }: CredentialDialogProps) {
  const id = useId();
  const client = useQueryClient();
  const [credential, setCredential] = useState('');
  const { vault } = useVault();
  const { next } = useAbort();
  const replace = useMutation({
    mutationFn: () =>
      bridge.call('clusters.replaceCredential', { id: cluster.id, credential }, { signal: next() }),
    onSuccess: (saved) => {
      putCluster(client, saved);
      showToast({ message: `The credential of ${saved.name} is in use.` });
      onClose();
    },
  });
  const missing = cluster.credential === 'missing';
  const ready = credential.trim() !== '' && vault !== undefined && canKeepCredential(vault);
  const failure = replace.error === null ? null : toAppErrorData(replace.error);
  const aboutKey = failure !== null && failure.field === 'credential';
  return (
    <Dialog
      open
      keepOpen
      onClose={onClose}
      title={missing ? `Enter the key of ${cluster.name}` : `Replace the credential of ${cluster.name}`}
      outcome={failure === null || aboutKey ? null : <FormFailure failure={failure} />}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={id} variant="primary" busy={replace.isPending} disabled={!ready}>
            {missing ? 'Use this key' : 'Replace credential'}
          </Button>
        </>
      }
    >
      <form
        id={id}
        className={styles.form}
        noValidate
        onKeyDown={submitOnKeys}
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !replace.isPending) replace.mutate();
        }}
      >
        <p>
          The new key is tried on the cluster first. The keys that Castellan knows of {cluster.name} and their
          history stay.
        </p>
        <CredentialField
          kind={cluster.kind}
          value={credential}
          error={aboutKey ? describeError(failure) : undefined}
          onChange={(text) => {
            setCredential(text);
            if (replace.error !== null) replace.reset();
          }}
        />
      </form>
    </Dialog>
  );
}

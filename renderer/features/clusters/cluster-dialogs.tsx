import { useCluster } from '../../app/data/queries';
import { AddClusterDialog } from './add-cluster-dialog';
import { type ClusterDialog, closeClusterDialog, useClusterDialog } from './cluster-dialog-store';
import { CredentialDialog } from './credential-dialog';
import { EditClusterDialog } from './edit-cluster-dialog';

/** The open dialog about clusters; stands once in the application. */
export function ClusterDialogs() {
  const dialog = useClusterDialog();
  if (dialog === null) return null;
  if (dialog.type === 'add') return <AddClusterDialog onClose={closeClusterDialog} />;
  return <DialogOfCluster key={dialog.id} dialog={dialog} />;
}

type OfCluster = Exclude<ClusterDialog, { readonly type: 'add' }>;

function DialogOfCluster({ dialog }: { readonly dialog: OfCluster }) {
  const cluster = useCluster(dialog.id);
  if (cluster === null) return null;
  switch (dialog.type) {
    case 'edit':
      return <EditClusterDialog cluster={cluster} onClose={closeClusterDialog} />;
    case 'credential':
      return <CredentialDialog cluster={cluster} onClose={closeClusterDialog} />;
  }
}

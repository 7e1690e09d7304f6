/** Clusters: the list in the sidebar, what is said about the one in view, and the forms that add and change them. */
export { ClusterBanners, describeAge } from './cluster-banners';
export { ClusterCommands, CurrentClusterCommands } from './cluster-commands';
export { openClusterDialog } from './cluster-dialog-store';
export { ClusterDialogs } from './cluster-dialogs';
export { ClusterList } from './cluster-list';
export { ClusterMenu } from './cluster-menu';
export { isKnown } from './cluster-status';
export { SyncState } from './sync-state';
export { useVault } from './vault-choice';
export { Welcome } from './welcome';

/** The list of keys and the details of one. */
export { KeysScreen } from './keys-screen';
export { clearFilter, setFilter, wantKey } from './view-store';
export { prefetchFirstPage, seedFirstPage } from './queries';

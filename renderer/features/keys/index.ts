/** The list of keys and the details of one. */
export { KeysScreen } from './keys-screen';
export { prefetchFirstPage, seedFirstPage } from './queries';

import type { ClusterId } from '#shared/ids';
import { navigate } from '../../app/router';
import { clearFilter, setFilter } from '../keys';

/** Goes to the keys of an account: the list of keys, searched for its name. */
export function showKeysOf(clusterId: ClusterId, account: string): void {
  clearFilter(clusterId);
  setFilter(clusterId, { text: account });
  navigate({ place: 'keys', clusterId });
}

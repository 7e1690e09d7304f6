import type { ClusterId } from '#shared/ids';
import { navigate } from '../../app/router';
import { clearFilter, setFilter } from '../keys';

/** Goes to the keys of an account: the list of keys, narrowed to it. */
export function showKeysOf(clusterId: ClusterId, account: string): void {
  clearFilter(clusterId);
  setFilter(clusterId, { owner: account });
  navigate({ place: 'keys', clusterId });
}

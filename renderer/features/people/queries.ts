import { queryOptions } from '@tanstack/react-query';
import type { ClusterId } from '#shared/ids';
import { bridge } from '../../bridge';

/** Nothing tells of changes made elsewhere: what is older than this is read again when it is shown next. */
const FRESH_MS = 60_000;

/** Everything asked about the people of one cluster. */
export function peoplePrefix(clusterId: ClusterId): readonly [ClusterId, 'people'] {
  return [clusterId, 'people'];
}

export function usersQuery(clusterId: ClusterId) {
  return queryOptions({
    queryKey: [...peoplePrefix(clusterId), 'users'],
    queryFn: ({ signal }) => bridge.call('people.users', { clusterId }, { signal }),
    staleTime: FRESH_MS,
  });
}

export function organizationsQuery(clusterId: ClusterId) {
  return queryOptions({
    queryKey: [...peoplePrefix(clusterId), 'organizations'],
    queryFn: ({ signal }) => bridge.call('people.organizations', { clusterId }, { signal }),
    staleTime: FRESH_MS,
  });
}

export function typesQuery(clusterId: ClusterId) {
  return queryOptions({
    queryKey: [...peoplePrefix(clusterId), 'types'],
    queryFn: ({ signal }) => bridge.call('people.organizationTypes', { clusterId }, { signal }),
    staleTime: FRESH_MS,
  });
}

export function membersQuery(clusterId: ClusterId, organization: string) {
  return queryOptions({
    queryKey: [...peoplePrefix(clusterId), 'members', organization],
    queryFn: ({ signal }) => bridge.call('people.members', { clusterId, organization }, { signal }),
    staleTime: FRESH_MS,
  });
}

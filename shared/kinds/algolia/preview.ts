import type { Instant } from '../../ids';
import { curlLine } from '../curl';
import type { RequestPreview } from '../kind';
import type { AlgoliaSpec } from './spec';
import { toWireSpecAt, withoutDefaults } from './wire';

/**
 * The request that a create or an update sends, as JSON and as a curl line with placeholders for the application, the
 * admin key and the key. Total: an expiry that has passed shows as the negative duration that it would be; `check`
 * forbids sending it.
 */
export function preview(spec: AlgoliaSpec, purpose: 'create' | 'update', now: Instant): RequestPreview {
  const members = toWireSpecAt(spec, now);
  const create = purpose === 'create';
  const body = JSON.stringify(create ? withoutDefaults(members) : members, null, 2);
  const method = create ? 'POST' : 'PUT';
  const curl = curlLine(
    method,
    `https://$APPLICATION_ID.algolia.net/1/keys${create ? '' : '/$KEY'}`,
    ['x-algolia-application-id: $APPLICATION_ID', 'x-algolia-api-key: $ADMIN_KEY'],
    body,
  );
  return { method, path: create ? '/1/keys' : '/1/keys/{key}', body, curl };
}

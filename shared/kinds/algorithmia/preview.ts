import type { Instant } from '../../ids';
import { curlLine } from '../curl';
import type { RequestPreview } from '../kind';
import type { AlgorithmiaSpec } from './spec';
import { bodyOfCreate, bodyOfUpdate, keysPathOf } from './wire';

/**
 * The request that a create (key-apis B3) or a replacement (B8) sends, as JSON and as a curl line with placeholders for
 * the address, the admin key and the key's id. Total; the moment plays no part, since keys of this kind do not expire.
 */
export function preview(spec: AlgorithmiaSpec, purpose: 'create' | 'update', _now: Instant): RequestPreview {
  const create = purpose === 'create';
  const body = JSON.stringify(create ? bodyOfCreate(spec) : bodyOfUpdate(spec), null, 2);
  const method = create ? 'POST' : 'PUT';
  const keys = keysPathOf(spec.owner, create ? 'create' : 'list');
  const curl = curlLine(
    method,
    `$BASE_URL${keys}${create ? '' : '/$KEY_ID'}`,
    ['Authorization: Simple $ADMIN_KEY'],
    body,
  );
  return { method, path: create ? keys : `${keys}/{key_id}`, body, curl };
}

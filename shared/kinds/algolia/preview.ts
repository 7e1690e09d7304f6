import type { Instant } from '../../ids';
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
  const curl = [
    `curl -X ${method} "https://$APPLICATION_ID.algolia.net/1/keys${create ? '' : '/$KEY'}"`,
    '-H "x-algolia-application-id: $APPLICATION_ID"',
    '-H "x-algolia-api-key: $ADMIN_KEY"',
    "-H 'content-type: application/json'",
    `--data-raw ${shellQuote(body)}`,
  ].join(' \\\n  ');
  return { method, path: create ? '/1/keys' : '/1/keys/{key}', body, curl };
}

/** One word for a POSIX shell, whatever it holds. */
function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

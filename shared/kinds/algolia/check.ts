import type { Instant } from '../../ids';
import type { SpecProblem } from '../kind';
import { checkExpiry } from './check-expiry';
import { checkIndexes, checkReferers } from './check-lists';
import { checkParameters } from './check-parameters';
import { checkPermissions } from './check-permissions';
import type { AlgoliaSpec } from './spec';

/**
 * Everything to say about a spec while it is edited (key-apis C3, C4, C6, C7, A12), in the order of the editor's
 * sections. `now` in Unix ms. Costs about what sorting the lists costs.
 */
export function check(spec: AlgoliaSpec, now: Instant): readonly SpecProblem<AlgoliaSpec>[] {
  return [
    ...checkPermissions(spec),
    ...checkIndexes(spec),
    ...checkReferers(spec),
    ...checkParameters(spec),
    ...checkExpiry(spec, now),
  ];
}

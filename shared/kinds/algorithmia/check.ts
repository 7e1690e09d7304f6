import type { Instant } from '../../ids';
import type { SpecProblem } from '../kind';
import { checkAlgorithms } from './check-algorithms';
import { checkIdentity } from './check-identity';
import { checkOrigin } from './check-origin';
import { checkAdmin, checkRights } from './check-rights';
import type { AlgorithmiaSpec } from './spec';

/**
 * Everything to say about a spec while it is edited (key-apis B2, B3, B6, C1, C6, C7), in the order of the editor's
 * sections. The moment plays no part, since keys of this kind do not expire. Costs about what sorting the list costs.
 */
export function check(spec: AlgorithmiaSpec, _now: Instant): readonly SpecProblem<AlgorithmiaSpec>[] {
  const identity = checkIdentity(spec);
  return spec.key_type === 'admin'
    ? [...identity, ...checkAdmin(spec)]
    : [...identity, ...checkAlgorithms(spec), ...checkOrigin(spec), ...checkRights(spec)];
}

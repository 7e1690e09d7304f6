import type { KeyLoss } from '../kind';
import { ownerText, sameOwner, type AlgorithmiaSpec } from './spec';

/** The label that the platform gives the key of a sign-up; the label alone makes it that key (key-apis B6). */
export const DEFAULT_KEY_LABEL = 'default-key';

/** Whether this is a key that code snippets show (key-apis B6, "default-key"). */
export function isDefaultKey({
  key_label,
  key_type,
}: Pick<AlgorithmiaSpec, 'key_label' | 'key_type'>): boolean {
  return key_label === DEFAULT_KEY_LABEL && key_type === 'standard';
}

/**
 * Deleting or relabelling the key that snippets show takes it out of them; any key with that label takes its place
 * (seed, "Default API key"; key-apis B6).
 */
export function loss(
  before: AlgorithmiaSpec,
  after: AlgorithmiaSpec | null,
): KeyLoss<AlgorithmiaSpec> | null {
  if (!isDefaultKey(before)) return null;
  if (after !== null && isDefaultKey(after) && sameOwner(before.owner, after.owner)) return null;
  return {
    message: `The code snippets of ${ownerText(before.owner)} show no key any more, unless another one is labelled ${DEFAULT_KEY_LABEL}.`,
    remedy: `Create a new ${DEFAULT_KEY_LABEL}`,
    replacement: before,
  };
}

import { DEFAULT_KEY_LABEL, isDefaultKey } from './default-key';
import type { Problem } from './problem';
import { accountNameProblem, type AlgorithmiaSpec, type Owner } from './spec';

/** Problems of whose key it is and what it is called (key-apis B3; B6, "default-key"). */
export function checkIdentity(spec: AlgorithmiaSpec): readonly Problem[] {
  return [...checkLabel(spec), ...checkOwner(spec)];
}

function checkLabel(spec: AlgorithmiaSpec): readonly Problem[] {
  const field = 'key_label';
  if (spec.key_label.trim() === '') {
    const message = 'Enter a label; keys are told apart by nothing else.';
    return [{ rule: 'label-empty', severity: 'error', field, message }];
  }
  if (!isDefaultKey(spec)) return [];
  const message = `The code snippets of the owner show the key that is labelled ${DEFAULT_KEY_LABEL}.`;
  return [{ rule: 'label-default-key', severity: 'hint', field, message }];
}

function checkOwner({ owner, key_type }: AlgorithmiaSpec): readonly Problem[] {
  const field = 'owner';
  const problems = namesOf(owner).flatMap(({ name, noun }): readonly Problem[] => {
    if (name === '') {
      const message = `Choose the ${noun} whose key it is.`;
      return [{ rule: `owner-${noun}-empty`, severity: 'error', field, message }];
    }
    const fault = accountNameProblem(name);
    return fault === null
      ? []
      : [{ rule: `owner-${noun}-invalid`, severity: 'error', field, message: `${name}: ${fault}` }];
  });
  if (key_type === 'standard' || owner.sort !== 'organization') return problems;
  const message = 'Organizations have standard keys only; the cluster may refuse to create this one.';
  return [...problems, { rule: 'owner-admin', severity: 'warning', field, message }];
}

interface Name {
  readonly name: string;
  readonly noun: 'user' | 'organization';
}

function namesOf(owner: Owner): readonly Name[] {
  switch (owner.sort) {
    case 'user':
      return [{ name: owner.user, noun: 'user' }];
    case 'organization':
      return [{ name: owner.organization, noun: 'organization' }];
    case 'member':
      return [
        { name: owner.organization, noun: 'organization' },
        { name: owner.user, noun: 'user' },
      ];
  }
}

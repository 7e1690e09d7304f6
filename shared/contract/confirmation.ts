import type { ConfirmedAction } from './app';
import type { Environment } from './clusters';
import { assertNever } from '../errors';

/** `confirm`: the user is asked; `type-name`: and has to type the cluster's name. */
export type ConfirmationRule = 'none' | 'confirm' | 'type-name';

/**
 * What an action needs before it is carried out (design.md, "One request", 3; anchors.md 3.25). What destroys is
 * always asked about, on production by the cluster's name; what adds or changes only on production. The main process
 * holds to it; the renderer asks by it.
 */
export function confirmationRule(action: ConfirmedAction, environment: Environment): ConfirmationRule {
  switch (action) {
    case 'rotate-key':
    case 'remove-key':
    case 'remove-cluster':
    case 'remove-account':
    case 'remove-member':
      return environment === 'production' ? 'type-name' : 'confirm';
    case 'create-key':
    case 'update-key':
    case 'restore-key':
    case 'change-account':
      return environment === 'production' ? 'confirm' : 'none';
    default:
      return assertNever(action);
  }
}

/** Whether what was typed is the cluster's name: compared without surrounding blanks, otherwise exactly. */
export function typedNameFits(typed: string | null, clusterName: string): boolean {
  const name = clusterName.trim();
  return name !== '' && typed !== null && typed.trim() === name;
}

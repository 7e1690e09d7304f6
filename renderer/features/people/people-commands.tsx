import { useCommand } from '../../app/commands/registry';
import type { AccountActions } from './use-account-actions';

interface PeopleCommandsProps {
  readonly actions: AccountActions;
  /** Why nothing can be created now; null when it can. */
  readonly newBlocked: string | null;
  /** Why the list cannot be read now. */
  readonly readBlocked: string | null;
  readonly onNew: () => void;
  readonly onNewUser: () => void;
  readonly onNewOrganization: () => void;
  readonly onTypes: () => void;
  readonly onOpen: () => void;
  readonly onMove: (rows: number) => void;
  readonly onSearch: () => void;
  readonly onRead: () => void;
}

/** Binds the commands of the people to what they do here; buttons, keys, palette and menu all run these. */
export function PeopleCommands(props: PeopleCommandsProps) {
  const { actions, newBlocked, onMove } = props;
  useCommand('people.new', props.onNew, newBlocked);
  useCommand('people.newUser', props.onNewUser, newBlocked);
  useCommand('people.newOrganization', props.onNewOrganization, newBlocked);
  useCommand('people.types', props.onTypes, props.readBlocked);
  useCommand('people.open', props.onOpen);
  useCommand('people.edit', actions.edit.run, actions.edit.disabled);
  useCommand('people.remove', actions.remove.run, actions.remove.disabled);
  useCommand('people.keys', actions.keys.run, actions.keys.disabled);
  useCommand('people.search', props.onSearch);
  useCommand('people.read', props.onRead, props.readBlocked);
  useCommand('list.next', () => onMove(1));
  useCommand('list.previous', () => onMove(-1));
  return null;
}

import { useCommand } from '../../app/commands/registry';
import type { KeyActions } from './use-key-actions';

interface KeyCommandsProps {
  readonly actions: KeyActions;
  /** Why a new key cannot be made now; null when it can. */
  readonly newBlocked: string | null;
  /** Why no admin key can be made now. */
  readonly newAdminBlocked: string | null;
  /** Set while something stands over the list: nothing below it acts then. */
  readonly covered: string | null;
  readonly onNew: () => void;
  readonly onNewAdmin: () => void;
  readonly onOpen: () => void;
  readonly onMove: (rows: number) => void;
  readonly onSearch: () => void;
  readonly onClear: () => void;
}

/** Binds the commands of the list to what they do here; buttons, keys, palette and menu all run these. */
export function KeyCommands(props: KeyCommandsProps) {
  const { actions, covered, newBlocked, newAdminBlocked, onMove } = props;
  useCommand('keys.new', props.onNew, covered ?? newBlocked);
  useCommand('keys.newAdmin', props.onNewAdmin, covered ?? newAdminBlocked);
  useCommand('keys.open', props.onOpen, covered);
  useCommand('keys.edit', actions.edit.run, covered ?? actions.edit.disabled);
  useCommand('keys.duplicate', actions.duplicate.run, covered ?? actions.duplicate.disabled);
  useCommand('keys.copySecret', actions.copy.run, covered ?? actions.copy.disabled);
  useCommand('keys.try', actions.tryIt.run, covered ?? actions.tryIt.disabled);
  useCommand('keys.use', actions.use.run, covered ?? actions.use.disabled);
  useCommand('keys.remove', actions.remove.run, covered ?? actions.remove.disabled);
  useCommand('keys.rotate', actions.rotate.run, covered ?? actions.rotate.disabled);
  useCommand('keys.restore', actions.restore.run, covered ?? actions.restore.disabled);
  useCommand('search.focus', props.onSearch, covered);
  useCommand('search.clear', props.onClear, covered);
  useCommand('list.next', () => onMove(1), covered);
  useCommand('list.previous', () => onMove(-1), covered);
  return null;
}

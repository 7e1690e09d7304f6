import type { ClusterView } from '#shared/contract/clusters';
import { changeRefusal, newAdminBlocked } from '../features/key-editor';
import { runWhenBound, useCommand } from './commands/registry';
import type { CommandId } from './commands/catalogue';
import { navigate } from './router';

/** Goes to the keys first; the screen there binds the command and then does it. */
function goAndRun(id: CommandId): void {
  runWhenBound(id);
  navigate({ place: 'keys' });
}

/** The commands of the keys screen that are wanted from every other place too. */
export function ElsewhereCommands({ cluster }: { readonly cluster: ClusterView }) {
  useCommand('keys.new', () => goAndRun('keys.new'), changeRefusal(cluster));
  useCommand('keys.newAdmin', () => goAndRun('keys.newAdmin'), newAdminBlocked(cluster));
  useCommand('search.focus', () => goAndRun('search.focus'));
  return null;
}

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

const ELSEWHERE = { elsewhere: true } as const;

/** The commands of the keys screen that are wanted from every other place too. */
export function ElsewhereCommands({ cluster }: { readonly cluster: ClusterView }) {
  useCommand('keys.new', () => goAndRun('keys.new'), changeRefusal(cluster), ELSEWHERE);
  useCommand('keys.newAdmin', () => goAndRun('keys.newAdmin'), newAdminBlocked(cluster), ELSEWHERE);
  useCommand('search.focus', () => goAndRun('search.focus'), null, ELSEWHERE);
  return null;
}

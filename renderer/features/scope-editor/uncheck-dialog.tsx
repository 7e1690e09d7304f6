import type { Replacement } from '#shared/scopes/tree/edits';
import type { ScopeNode } from '#shared/scopes/tree/tree';
import { Button, Code, Dialog } from '../../ui';
import { EntryColumn } from './entry-column';
import styles from './scope-editor.module.css';
import { countOf, entriesOf, type Nouns } from './words';

interface UncheckDialogProps {
  readonly node: ScopeNode;
  readonly replacement: Replacement;
  readonly noun: Nouns;
  readonly onClose: () => void;
  readonly onReplace: (entries: readonly string[]) => void;
}

/** What an entry above allows cannot be taken out alone: the entry stays, or its other known children take its place. */
export function UncheckDialog({ node, replacement, noun, onClose, onReplace }: UncheckDialogProps) {
  const { granting, replaced, reason } = replacement;
  const entry = granting.length === 1 ? (granting[0] ?? '') : entriesOf(granting.length);
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={`${node.text} is allowed by ${entry}`}
      footer={
        <>
          <Button onClick={onClose}>{`Keep ${entry}`}</Button>
          {replaced !== null && (
            <Button variant="primary" onClick={() => onReplace(replaced.list)}>
              {`Replace ${entry}`}
            </Button>
          )}
        </>
      }
    >
      {replaced === null ? (
        <p>
          {reason === 'names-unknown'
            ? `Which ${noun.many} the cluster has is not known now, so ${entry} cannot be replaced by the others.`
            : `The cluster has no other ${noun.one} that ${entry} allows. Without an entry the key would reach every ${noun.one}.`}
        </p>
      ) : (
        <>
          <p>
            <Code>{entry}</Code>{' '}
            {replaced.added.length === 0
              ? 'goes; nothing else that the cluster has needs an entry in its place.'
              : `can be replaced by ${entriesOf(replaced.added.length)} for everything else that it allows now.`}
          </p>
          <div className={styles.beforeAfter}>
            <EntryColumn title="Entries that come" entries={replaced.added} none="None." />
            <EntryColumn
              title={`No longer reached: ${countOf(replaced.effect.loses.length, noun)}`}
              entries={replaced.effect.loses}
              none={`Of what the cluster has now, nothing: another entry still reaches ${node.text}, or it has no such ${noun.one}.`}
            />
          </div>
          <p className={styles.after}>
            {`What is added to the cluster later and would fall under ${entry} is then reached only where an entry names it.`}
          </p>
        </>
      )}
    </Dialog>
  );
}

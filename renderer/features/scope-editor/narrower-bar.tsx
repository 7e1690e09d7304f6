import { Info } from 'lucide-react';
import { useState } from 'react';
import type { NarrowerList } from '#shared/scopes/tree/narrower';
import { Button, Dialog } from '../../ui';
import { EntryColumn } from './entry-column';
import styles from './scope-editor.module.css';
import { countOf, entriesOf, type Nouns } from './words';

interface NarrowerBarProps {
  readonly narrower: NarrowerList;
  readonly noun: Nouns;
  readonly entries: readonly string[];
  readonly onUse: (entries: readonly string[]) => void;
}

/** Says that a narrower list reaches the same today; nothing changes before it was seen. */
export function NarrowerBar({ narrower, noun, entries, onUse }: NarrowerBarProps) {
  const [open, setOpen] = useState(false);
  const { list, goes, comes, reached } = narrower;
  const same = reached === 1 ? `the same ${noun.one}` : `the same ${countOf(reached, noun)}`;
  return (
    <div className={styles.narrower}>
      <Info aria-hidden="true" />
      <span className={styles.tidyText}>{`A narrower list reaches ${same} today.`}</span>
      <Button size="small" variant="ghost" aria-label="Show the narrower list" onClick={() => setOpen(true)}>
        Show…
      </Button>
      <Dialog
        open={open}
        wide
        onClose={() => setOpen(false)}
        title="A narrower list"
        footer={
          <>
            <Button onClick={() => setOpen(false)}>Keep the list</Button>
            <Button
              variant="primary"
              onClick={() => {
                setOpen(false);
                onUse(list);
              }}
            >
              Use the narrower list
            </Button>
          </>
        }
      >
        <p>
          {`${entriesOf(entries.length)} before, ${entriesOf(list.length)} after. Both reach ${same} that the cluster has now. What is added later is reached only where an entry names it.`}
        </p>
        <div className={styles.beforeAfter}>
          <EntryColumn title="Entries that go" entries={goes} none="None." />
          <EntryColumn title="Entries that come" entries={comes} none="None." />
        </div>
      </Dialog>
    </div>
  );
}

import { Dialog, Kbd } from '../ui';
import { COMMAND_GROUPS, COMMAND_IDS, COMMAND_SPECS, type CommandGroup } from './commands/catalogue';
import { formatChord } from './commands/chords';
import { isMac } from './commands/shortcuts';
import { closeOverlay, useOverlay } from './overlay';
import styles from './shortcut-dialog.module.css';

interface Row {
  readonly title: string;
  /** As they stand on the keyboard. */
  readonly chords: readonly string[];
}

/** Keys that belong to the frame and not to one command. */
function fixedRows(group: CommandGroup, mac: boolean): readonly Row[] {
  switch (group) {
    case 'Cluster':
      return [{ title: 'Move the focused cluster', chords: ['Alt ↑', 'Alt ↓'] }];
    case 'Go to':
      return [{ title: 'Cluster 1 to 9', chords: [mac ? '⌘1 … 9' : 'Ctrl 1 … 9'] }];
    case 'Application':
      return [
        { title: 'Close the innermost thing', chords: ['Esc'] },
        { title: 'Submit a form', chords: [formatChord('mod+Enter', mac)] },
      ];
    case 'Keys':
    case 'People':
    case 'View':
      return [];
  }
}

function rowsOf(group: CommandGroup): readonly Row[] {
  const named = COMMAND_IDS.map((id) => COMMAND_SPECS[id])
    .filter((spec) => spec.group === group && spec.keys !== undefined)
    .map(({ title, keys = [] }) => ({ title, chords: keys.map((chord) => formatChord(chord, isMac())) }));
  return [...named, ...fixedRows(group, isMac())];
}

/** Every key combination, from the same table that the keyboard itself uses. */
export function ShortcutDialog() {
  const open = useOverlay() === 'shortcuts';
  return (
    <Dialog open={open} onClose={closeOverlay} title="Keyboard shortcuts" wide>
      <p className={styles.note}>
        Combinations without {isMac() ? '⌘' : 'Ctrl'} act while a list has the focus.
      </p>
      <div className={styles.groups}>
        {COMMAND_GROUPS.map((group) => (
          <ShortcutGroup key={group} group={group} rows={rowsOf(group)} />
        ))}
      </div>
    </Dialog>
  );
}

function ShortcutGroup({ group, rows }: { readonly group: CommandGroup; readonly rows: readonly Row[] }) {
  if (rows.length === 0) return null;
  return (
    <section className={styles.group}>
      <h3 className={styles.title}>{group}</h3>
      {rows.map(({ title, chords }) => (
        <div key={title} className={styles.row}>
          {title}
          <span className={styles.keys}>
            {chords.map((chord) => (
              <Kbd key={chord}>{chord}</Kbd>
            ))}
          </span>
        </div>
      ))}
    </section>
  );
}

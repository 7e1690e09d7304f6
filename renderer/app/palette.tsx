import { Command } from 'cmdk';
import { useEffect, useRef, useState } from 'react';
import { create } from 'zustand';
import { BareDialog, Kbd } from '../ui';
import { COMMAND_GROUPS } from './commands/catalogue';
import { formatChord, needsList } from './commands/chords';
import { type AvailableCommand, useAvailableCommands } from './commands/registry';
import { isMac } from './commands/shortcuts';
import { closeOverlay, useOverlay } from './overlay';
import styles from './palette.module.css';

type SearchKeys = (text: string) => void;

const useSearch = create<{ readonly search: SearchKeys | null }>(() => ({ search: null }));

/** Lets the palette pass what was typed to the search of the screen that calls this. */
export function usePaletteSearch(search: SearchKeys): void {
  const latest = useRef(search);
  useEffect(() => {
    latest.current = search;
  });
  useEffect(() => {
    useSearch.setState({ search: (text) => latest.current(text) });
    return () => useSearch.setState({ search: null });
  }, []);
}

/** Everything that can be done now, found by its name. What was typed is forgotten when it closes. */
export function Palette() {
  const open = useOverlay() === 'palette';
  return (
    <BareDialog open={open} onClose={closeOverlay} title="Search or run a command">
      <PaletteContent />
    </BareDialog>
  );
}

function PaletteContent() {
  const [text, setText] = useState('');
  const commands = useAvailableCommands().filter((command) => !command.keyboardOnly);
  const search = useSearch((state) => state.search);
  const choose = (run: () => void) => {
    closeOverlay();
    // The dialog gives the focus back first: what the command opens must find it at its origin.
    requestAnimationFrame(run);
  };
  return (
    <Command className={styles.palette} label="Search or run a command" loop>
      <Command.Input
        className={styles.input}
        value={text}
        onValueChange={setText}
        placeholder="Search or run a command"
      />
      <Command.List className={styles.list} label="Commands">
        <Command.Empty className={styles.empty}>No command has this name.</Command.Empty>
        {COMMAND_GROUPS.map((group) => (
          <PaletteGroup
            key={group}
            heading={group}
            commands={commands.filter((command) => command.group === group)}
            onChoose={(command) => choose(command.run)}
          />
        ))}
        {search !== null && text.trim() !== '' && (
          <Command.Group heading="Search" forceMount>
            <Command.Item
              forceMount
              className={styles.item}
              value={`search ${text}`}
              onSelect={() => choose(() => search(text))}
            >
              <span className={styles.words}>Search keys for “{text.trim()}”</span>
            </Command.Item>
          </Command.Group>
        )}
      </Command.List>
    </Command>
  );
}

/** The combination that works from everywhere, where there is one. */
function PaletteKeys({ chords }: { readonly chords: readonly string[] }) {
  const chord = chords.find((each) => !needsList(each)) ?? chords[0];
  return chord === undefined ? null : <Kbd>{formatChord(chord, isMac())}</Kbd>;
}

interface PaletteGroupProps {
  readonly heading: string;
  readonly commands: readonly AvailableCommand[];
  readonly onChoose: (command: AvailableCommand) => void;
}

function PaletteGroup({ heading, commands, onChoose }: PaletteGroupProps) {
  if (commands.length === 0) return null;
  return (
    <Command.Group heading={heading}>
      {commands.map((command) => (
        <Command.Item
          key={command.id}
          className={styles.item}
          value={command.title}
          keywords={[command.also, heading]}
          disabled={command.disabled !== null}
          onSelect={() => onChoose(command)}
        >
          <span className={styles.words}>{command.title}</span>
          {command.disabled === null ? (
            <PaletteKeys chords={command.keys} />
          ) : (
            <span className={styles.reason}>{command.disabled}</span>
          )}
        </Command.Item>
      ))}
    </Command.Group>
  );
}

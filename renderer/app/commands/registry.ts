import { useEffect, useRef } from 'react';
import { create } from 'zustand';
import { COMMAND_SPECS, type CommandGroup, type CommandId } from './catalogue';

interface Binding {
  readonly run: () => void;
  /** Why it cannot run now; null when it can. */
  readonly disabled: string | null;
  /** Bound for a screen that is not in view: where two commands share keys, the one of the screen in view has them. */
  readonly elsewhere: boolean;
}

/** A command that exists only while something does: "Go to shop-prod" for every cluster. */
export interface PassingCommand {
  readonly id: string;
  readonly title: string;
  readonly group: CommandGroup;
  readonly keys?: readonly string[] | undefined;
  /** More words by which the palette finds it. */
  readonly also?: string | undefined;
  readonly run: () => void;
}

/** A command as the palette and the keyboard see it. */
export interface AvailableCommand extends Omit<Binding, 'elsewhere'> {
  readonly id: string;
  readonly title: string;
  readonly group: CommandGroup;
  readonly keys: readonly string[];
  readonly also: string;
  readonly keyboardOnly: boolean;
}

interface Registry {
  /** The one bound last wins: an open sheet may take a command over from the screen below. */
  readonly bindings: ReadonlyMap<CommandId, readonly Binding[]>;
  readonly passing: ReadonlyMap<object, readonly PassingCommand[]>;
}

const useRegistry = create<Registry>(() => ({ bindings: new Map(), passing: new Map() }));

/** Long enough for a screen to appear; a command that nobody takes up by then is forgotten. */
const WANTED_MS = 3000;

let wanted: { readonly id: CommandId; readonly until: number } | null = null;

/** Runs a command as soon as it is bound next: for commands of a screen that is about to appear. */
export function runWhenBound(id: CommandId): void {
  wanted = { id, until: Date.now() + WANTED_MS };
}

function takeUp(id: CommandId, { run, disabled }: Binding): void {
  if (wanted?.id !== id) return;
  const inTime = Date.now() < wanted.until;
  wanted = null;
  // After the effects of the screen, so that it finds everything in place.
  if (inTime && disabled === null) setTimeout(run);
}

function bind(id: CommandId, binding: Binding): () => void {
  takeUp(id, binding);
  useRegistry.setState(({ bindings }) => ({
    bindings: new Map(bindings).set(id, [...(bindings.get(id) ?? []), binding]),
  }));
  return () =>
    useRegistry.setState(({ bindings }) => ({
      bindings: new Map(bindings).set(
        id,
        (bindings.get(id) ?? []).filter((each) => each !== binding),
      ),
    }));
}

/**
 * Says what a command does while the calling component is mounted. With a reason in `disabled` it is shown, with
 * the reason, but cannot be run. `elsewhere`: it belongs to a screen that is not in view.
 */
export function useCommand(
  id: CommandId,
  run: () => void,
  disabled: string | null = null,
  { elsewhere = false }: { readonly elsewhere?: boolean } = {},
): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => bind(id, { run: () => latest.current(), disabled, elsewhere }), [id, disabled, elsewhere]);
}

/** Offers commands that are not in the catalogue. `commands` must be memoised. */
export function usePassingCommands(commands: readonly PassingCommand[]): void {
  useEffect(() => {
    const owner = {};
    useRegistry.setState(({ passing }) => ({ passing: new Map(passing).set(owner, commands) }));
    return () =>
      useRegistry.setState(({ passing }) => {
        const rest = new Map(passing);
        rest.delete(owner);
        return { passing: rest };
      });
  }, [commands]);
}

function collect({ bindings, passing }: Registry): readonly AvailableCommand[] {
  const named: AvailableCommand[] = [];
  const ofOtherScreens: AvailableCommand[] = [];
  for (const [id, stack] of bindings) {
    const binding = stack.at(-1);
    if (binding === undefined) continue;
    const { title, group, keys = [], also = '', keyboardOnly = false } = COMMAND_SPECS[id];
    const { elsewhere, ...bound } = binding;
    (elsewhere ? ofOtherScreens : named).push({ id, title, group, keys, also, keyboardOnly, ...bound });
  }
  const others = [...passing.values()].flat().map((command) => ({
    ...command,
    keys: command.keys ?? [],
    also: command.also ?? '',
    keyboardOnly: false,
    disabled: null,
  }));
  return [...named, ...ofOtherScreens, ...others];
}

/** Everything that is bound now. */
export function availableCommands(): readonly AvailableCommand[] {
  return collect(useRegistry.getState());
}

let collected: { readonly from: Registry; readonly commands: readonly AvailableCommand[] } | undefined;

/** Everything that is bound now, following changes. */
export function useAvailableCommands(): readonly AvailableCommand[] {
  return useRegistry((registry) => {
    if (collected?.from !== registry) collected = { from: registry, commands: collect(registry) };
    return collected.commands;
  });
}

/** Why a command cannot run now: its reason, or null when it can. Undefined: nothing is bound to it. */
export function useCommandState(id: CommandId): string | null | undefined {
  return useRegistry(({ bindings }) => bindings.get(id)?.at(-1)?.disabled);
}

/** Runs a command when it is bound and can run; says whether it did. */
export function runCommand(id: string): boolean {
  const command = availableCommands().find((each) => each.id === id);
  if (command === undefined || command.disabled !== null) return false;
  command.run();
  return true;
}

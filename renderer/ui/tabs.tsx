import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import styles from './tabs.module.css';

export interface TabItem<T extends string> {
  readonly value: T;
  readonly label: string;
}

export interface TabsProps<T extends string> {
  readonly value: T;
  readonly items: readonly TabItem<T>[];
  readonly onChange: (value: T) => void;
  /** Holds a {@link TabList} and one {@link TabPanel} for the chosen tab. */
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

/** A few views of which one is shown. */
export function Tabs<T extends string>({ value, items, onChange, children, className }: TabsProps<T>) {
  return (
    <Radix.Root
      className={className}
      value={value}
      onValueChange={(next) => {
        const chosen = items.find((item) => item.value === next);
        if (chosen !== undefined) onChange(chosen.value);
      }}
    >
      {children}
    </Radix.Root>
  );
}

interface TabListProps<T extends string> {
  /** The accessible name of the group. */
  readonly label: string;
  readonly items: readonly TabItem<T>[];
}

/** The tabs themselves; the arrow keys move among them. */
export function TabList<T extends string>({ label, items }: TabListProps<T>) {
  return (
    <Radix.List className={styles.list} aria-label={label}>
      {items.map((item) => (
        <Radix.Trigger key={item.value} value={item.value} className={styles.tab}>
          {item.label}
        </Radix.Trigger>
      ))}
    </Radix.List>
  );
}

interface TabPanelProps {
  readonly value: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** What a tab shows. It takes no focus of its own: what is inside does. */
export function TabPanel({ value, className, children }: TabPanelProps) {
  return (
    <Radix.Content value={value} className={className} tabIndex={-1}>
      {children}
    </Radix.Content>
  );
}

import { clsx } from 'clsx';
import { Check } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { Kbd } from './kbd';
import styles from './menu.module.css';
import { usePortalTarget } from './portal';

export interface MenuProps {
  /** The button that opens it: one focusable element that passes its props and ref on. */
  readonly trigger: ReactElement;
  readonly align?: 'start' | 'center' | 'end' | undefined;
  readonly open?: boolean | undefined;
  readonly onOpenChange?: ((open: boolean) => void) | undefined;
  /** Called when it has closed; answers whether the focus has gone elsewhere than back to the trigger. */
  readonly onClosed?: (() => boolean) | undefined;
  readonly children: ReactNode;
}

/**
 * A drop-down of actions or choices. Not modal: the modal form injects a style element, which the content
 * security policy forbids.
 */
export function Menu({ trigger, align = 'start', open, onOpenChange, onClosed, children }: MenuProps) {
  const container = usePortalTarget();
  return (
    <Radix.Root
      modal={false}
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange === undefined ? {} : { onOpenChange })}
    >
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal container={container}>
        <Radix.Content
          className={styles.menu}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          loop
          onCloseAutoFocus={(event) => {
            if (onClosed?.() === true) event.preventDefault();
          }}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export interface MenuItemProps {
  readonly icon?: ReactNode;
  readonly keys?: string | undefined;
  readonly help?: ReactNode;
  readonly danger?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly onSelect: () => void;
  readonly children: ReactNode;
}

/** One action. When it is disabled, `help` says why. */
export function MenuItem({ icon, keys, help, danger, disabled = false, onSelect, children }: MenuItemProps) {
  return (
    <Radix.Item
      className={clsx(styles.item, danger === true && styles.danger)}
      disabled={disabled}
      onSelect={onSelect}
    >
      {icon}
      <MenuWords help={help}>{children}</MenuWords>
      {keys !== undefined && <Kbd>{keys}</Kbd>}
    </Radix.Item>
  );
}

export interface MenuCheckboxItemProps {
  readonly checked: boolean;
  readonly help?: ReactNode;
  readonly disabled?: boolean | undefined;
  readonly onChange: (checked: boolean) => void;
  readonly children: ReactNode;
}

/** A yes or no; the menu stays open, so that several can be changed. */
export function MenuCheckboxItem({
  checked,
  help,
  disabled = false,
  onChange,
  children,
}: MenuCheckboxItemProps) {
  return (
    <Radix.CheckboxItem
      className={styles.item}
      checked={checked}
      disabled={disabled}
      onCheckedChange={onChange}
      onSelect={(event) => event.preventDefault()}
    >
      <MenuMark />
      <MenuWords help={help}>{children}</MenuWords>
    </Radix.CheckboxItem>
  );
}

export interface MenuChoice<T extends string> {
  readonly value: T;
  readonly label: ReactNode;
  readonly help?: ReactNode;
}

export interface MenuRadioGroupProps<T extends string> {
  readonly label?: string | undefined;
  readonly value: T;
  readonly options: readonly MenuChoice<T>[];
  readonly onChange: (value: T) => void;
}

/** One of several; choosing closes the menu. */
export function MenuRadioGroup<T extends string>({
  label,
  value,
  options,
  onChange,
}: MenuRadioGroupProps<T>) {
  return (
    <Radix.RadioGroup
      value={value}
      aria-label={label}
      onValueChange={(next) => {
        const chosen = options.find((option) => option.value === next);
        if (chosen !== undefined) onChange(chosen.value);
      }}
    >
      {options.map((option) => (
        <Radix.RadioItem key={option.value} className={styles.item} value={option.value}>
          <MenuMark />
          <MenuWords help={option.help}>{option.label}</MenuWords>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

export function MenuLabel({ children }: { readonly children: ReactNode }) {
  return <Radix.Label className={styles.label}>{children}</Radix.Label>;
}

export function MenuSeparator() {
  return <Radix.Separator className={styles.separator} />;
}

function MenuMark() {
  return (
    <span className={styles.slot}>
      <Radix.ItemIndicator>
        <Check aria-hidden="true" />
      </Radix.ItemIndicator>
    </span>
  );
}

function MenuWords({ help, children }: { readonly help: ReactNode; readonly children: ReactNode }) {
  return (
    <span className={styles.words}>
      <span>{children}</span>
      {help !== undefined && <span className={styles.help}>{help}</span>}
    </span>
  );
}

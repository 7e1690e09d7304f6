import { clsx } from 'clsx';
import { Eye, EyeOff } from 'lucide-react';
import { type ComponentPropsWithRef, type ReactNode, useState } from 'react';
import { IconButton } from './button';
import { useFieldWiring } from './field-context';
import styles from './inputs.module.css';

interface InputExtras {
  /** Monospace: for secrets, patterns, hosts. */
  readonly mono?: boolean | undefined;
  readonly leading?: ReactNode;
  readonly trailing?: ReactNode;
  readonly compact?: boolean | undefined;
}

export interface TextInputProps
  extends Omit<ComponentPropsWithRef<'input'>, 'value' | 'onChange'>, InputExtras {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** One line of text. Nothing typed is spell-checked, completed or remembered by the browser. */
export function TextInput(props: TextInputProps) {
  const { mono = false, leading, trailing, compact = false, className, onChange, ...rest } = props;
  const wiring = useFieldWiring(rest);
  return (
    <div className={clsx(styles.box, compact && styles.compact, className)}>
      {leading}
      <input
        type="text"
        autoComplete="off"
        spellCheck={false}
        {...rest}
        {...wiring}
        className={clsx(styles.input, mono && styles.mono)}
        onChange={(event) => onChange(event.target.value)}
      />
      {trailing}
    </div>
  );
}

export interface TextAreaProps extends Omit<ComponentPropsWithRef<'textarea'>, 'value' | 'onChange'> {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly mono?: boolean | undefined;
}

/** Several lines of text. */
export function TextArea({ mono = false, className, onChange, ...rest }: TextAreaProps) {
  const wiring = useFieldWiring(rest);
  return (
    <div className={clsx(styles.box, styles.area, className)}>
      <textarea
        autoComplete="off"
        spellCheck={false}
        {...rest}
        {...wiring}
        className={clsx(styles.textarea, mono && styles.mono)}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

export interface NumberInputProps extends Omit<TextInputProps, 'value' | 'onChange' | 'trailing'> {
  /** The text as typed: what is no number stays visible, and the form's schema says what is wrong with it. */
  readonly value: string;
  /** `number` is null while the text is empty, NaN while it is no whole number. */
  readonly onChange: (value: string, number: number | null) => void;
  /** Said after the number: "hits", "minutes". */
  readonly unit?: string | undefined;
}

/** A whole number as text with a numeric keyboard: no wheel changes, no lost input, no locale surprises. */
export function NumberInput({ onChange, unit, ...rest }: NumberInputProps) {
  return (
    <TextInput
      inputMode="numeric"
      {...rest}
      trailing={unit === undefined ? undefined : <span className={styles.unit}>{unit}</span>}
      onChange={(text) => onChange(text, parseWhole(text))}
    />
  );
}

/** Reads a whole number as people type it, with spaces or commas between the digits; null for nothing, else NaN. */
export function parseWhole(text: string): number | null {
  const plain = text.replaceAll(/[\s,_']/g, '');
  if (plain === '') return null;
  return /^-?\d+$/.test(plain) ? Number(plain) : Number.NaN;
}

export type SecretInputProps = Omit<TextInputProps, 'trailing' | 'type' | 'mono'>;

/** A secret that is typed or pasted: hidden until shown, never offered for saving. */
export function SecretInput(props: SecretInputProps) {
  const [shown, setShown] = useState(false);
  return (
    <TextInput
      {...props}
      mono
      type={shown ? 'text' : 'password'}
      autoComplete="off"
      trailing={
        <IconButton
          size="small"
          label={shown ? 'Hide what was typed' : 'Show what was typed'}
          aria-pressed={shown}
          icon={shown ? <EyeOff aria-hidden="true" /> : <Eye aria-hidden="true" />}
          onClick={() => setShown(!shown)}
        />
      }
    />
  );
}

export interface SelectOption<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly disabled?: boolean | undefined;
  /** A heading over it and its neighbours with the same one. */
  readonly group?: string | undefined;
}

export interface SelectProps<T extends string> extends Omit<
  ComponentPropsWithRef<'select'>,
  'value' | 'onChange' | 'children'
> {
  readonly value: T;
  readonly options: readonly SelectOption<T>[];
  readonly onChange: (value: T) => void;
  readonly compact?: boolean | undefined;
}

/** One of a few values: the system's own list, which works with every keyboard and screen reader. */
export function Select<T extends string>(props: SelectProps<T>) {
  const { value, options, onChange, compact = false, className, ...rest } = props;
  const wiring = useFieldWiring(rest);
  return (
    <div className={clsx(styles.box, styles.selectBox, compact && styles.compact, className)}>
      <select
        {...rest}
        {...wiring}
        className={styles.select}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen !== undefined) onChange(chosen.value);
        }}
      >
        {[...new Set(options.map(({ group }) => group))].map((group) => (
          <OptionGroup
            key={group ?? ''}
            label={group}
            options={options.filter((option) => option.group === group)}
          />
        ))}
      </select>
    </div>
  );
}

interface OptionGroupProps<T extends string> {
  readonly label: string | undefined;
  readonly options: readonly SelectOption<T>[];
}

function OptionGroup<T extends string>({ label, options }: OptionGroupProps<T>) {
  const list = options.map((option) => (
    <option key={option.value} value={option.value} disabled={option.disabled}>
      {option.label}
    </option>
  ));
  return label === undefined ? list : <optgroup label={label}>{list}</optgroup>;
}

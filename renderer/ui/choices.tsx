import { clsx } from 'clsx';
import { type ComponentPropsWithRef, type ReactNode, useEffect, useId, useRef } from 'react';
import styles from './choices.module.css';
import { useFieldWiring } from './field-context';

export interface CheckboxProps extends Omit<
  ComponentPropsWithRef<'input'>,
  'type' | 'checked' | 'onChange' | 'ref'
> {
  readonly label: ReactNode;
  readonly help?: ReactNode;
  readonly checked: boolean | 'mixed';
  readonly onChange: (checked: boolean) => void;
}

/** A yes or no that takes effect with the form it stands in. */
export function Checkbox({ label, help, checked, onChange, className, ...rest }: CheckboxProps) {
  const id = useId();
  const ref = useRef<HTMLInputElement>(null);
  const mixed = checked === 'mixed';
  useEffect(() => {
    if (ref.current !== null) ref.current.indeterminate = mixed;
  }, [mixed]);
  return (
    <div className={clsx(styles.choice, className)}>
      <input
        {...rest}
        ref={ref}
        id={id}
        type="checkbox"
        className={clsx(styles.mark, styles.checkbox)}
        checked={checked === true}
        aria-describedby={help === undefined ? rest['aria-describedby'] : `${id}-help`}
        onChange={(event) => onChange(event.target.checked)}
      />
      <ChoiceText id={id} label={label} help={help} />
    </div>
  );
}

export interface SwitchProps extends Omit<CheckboxProps, 'checked'> {
  readonly checked: boolean;
}

/** A yes or no that takes effect at once. */
export function Switch({ label, help, checked, onChange, className, ...rest }: SwitchProps) {
  const id = useId();
  return (
    <div className={clsx(styles.choice, className)}>
      <input
        {...rest}
        id={id}
        type="checkbox"
        role="switch"
        className={styles.switch}
        checked={checked}
        aria-describedby={help === undefined ? rest['aria-describedby'] : `${id}-help`}
        onChange={(event) => onChange(event.target.checked)}
      />
      <ChoiceText id={id} label={label} help={help} />
    </div>
  );
}

interface ChoiceTextProps {
  readonly id: string;
  readonly label: ReactNode;
  readonly help: ReactNode;
}

function ChoiceText({ id, label, help }: ChoiceTextProps) {
  return (
    <div className={styles.text}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      {help !== undefined && (
        <div id={`${id}-help`} className={styles.help}>
          {help}
        </div>
      )}
    </div>
  );
}

export interface RadioOption<T extends string> {
  readonly value: T;
  readonly label: ReactNode;
  readonly help?: ReactNode;
  readonly disabled?: boolean | undefined;
}

export interface RadioGroupProps<T extends string> {
  /** The accessible name of the group. */
  readonly label: string;
  readonly value: T;
  readonly options: readonly RadioOption<T>[];
  readonly onChange: (value: T) => void;
}

/** One of a few, each on a line of its own with room for an explanation. */
export function RadioGroup<T extends string>({ label, value, options, onChange }: RadioGroupProps<T>) {
  const name = useId();
  const wiring = useFieldWiring({});
  return (
    <div
      role="radiogroup"
      aria-label={label}
      aria-describedby={wiring['aria-describedby']}
      className={styles.group}
    >
      {options.map((option) => (
        <div key={option.value} className={styles.choice}>
          <input
            type="radio"
            id={`${name}-${option.value}`}
            name={name}
            className={clsx(styles.mark, styles.radio)}
            checked={option.value === value}
            disabled={option.disabled}
            aria-describedby={option.help === undefined ? undefined : `${name}-${option.value}-help`}
            onChange={() => onChange(option.value)}
          />
          <ChoiceText id={`${name}-${option.value}`} label={option.label} help={option.help} />
        </div>
      ))}
    </div>
  );
}

/** One of a few short words side by side. */
export function Segmented<T extends string>({ label, value, options, onChange }: RadioGroupProps<T>) {
  const name = useId();
  const wiring = useFieldWiring({});
  return (
    <div
      role="radiogroup"
      aria-label={label}
      aria-describedby={wiring['aria-describedby']}
      className={styles.segments}
    >
      {options.map((option) => (
        <label key={option.value} className={styles.segment}>
          <input
            type="radio"
            name={name}
            className={styles.segmentInput}
            checked={option.value === value}
            disabled={option.disabled}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}

import { type ReactNode, useState } from 'react';
import { Field, NumberInput, parseWhole } from '../../ui';
import { notesOf, type SpecForm } from './form';

interface NumberFieldProps<Spec> {
  readonly form: SpecForm<Spec>;
  /** The spec member. */
  readonly field: string;
  readonly label: string;
  readonly help: ReactNode;
  readonly unit: string;
  readonly value: number;
  /** Said in the empty field: what 0 or nothing means. */
  readonly whenEmpty: string;
  readonly write: (spec: Spec, value: number) => Spec;
}

/** A limit: an empty field is 0, and text that is no number stays until it is mended. */
export function NumberField<Spec>(props: NumberFieldProps<Spec>) {
  const { form, field, label, help, unit, value, whenEmpty, write } = props;
  const [typed, setTyped] = useState(value === 0 ? '' : String(value));
  const shown = Object.is(parseWhole(typed) ?? 0, value) || Number.isNaN(parseWhole(typed));
  const text = shown ? typed : value === 0 ? '' : String(value);
  const edit = (next: string, number: number | null) => {
    setTyped(next);
    const readable = number === null || Number.isSafeInteger(number);
    form.markUnreadable(field, readable ? null : 'Enter a whole number, or nothing for no limit.');
    if (readable) form.change((spec) => write(spec, number ?? 0));
  };
  return (
    <Field label={label} help={help} notes={notesOf(form, field)}>
      <NumberInput value={text} onChange={edit} unit={unit} placeholder={whenEmpty} />
    </Field>
  );
}

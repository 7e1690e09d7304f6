import { useState } from 'react';
import { settingsSchema } from '#shared/contract/app';
import { useSettings, useUpdateSettings } from '../../app/data/queries';
import { Field, formatCount, NumberInput } from '../../ui';
import styles from './settings.module.css';

type NumberSettingName = 'syncIntervalMinutes' | 'clipboardClearSeconds';

export interface NumberSettingProps {
  readonly name: NumberSettingName;
  readonly label: string;
  readonly help: string;
  readonly unit: string;
  readonly max: number;
}

/** Saves a number as soon as it is a permitted one; until then it says what is permitted. */
export function NumberSetting({ name, label, help, unit, max }: NumberSettingProps) {
  const saved = useSettings()[name];
  const update = useUpdateSettings();
  const [typed, setTyped] = useState<string | null>(null);
  const [valid, setValid] = useState(true);
  return (
    <Field
      label={label}
      help={help}
      error={valid ? undefined : `Enter a whole number from 0 to ${formatCount(max)}.`}
    >
      <NumberInput
        className={styles.number}
        unit={unit}
        value={typed ?? String(saved)}
        onChange={(text, number) => {
          const accepted = settingsSchema.shape[name].safeParse(number).success;
          setTyped(text);
          setValid(accepted);
          if (accepted && number !== null && number !== saved) update({ [name]: number });
        }}
        onBlur={() => {
          if (valid) setTyped(null);
        }}
      />
    </Field>
  );
}

import type { Preset } from '#shared/kinds/kind';
import { Button, FieldGroup, Tooltip } from '../../ui';
import type { SpecForm } from './form';
import styles from './presets.module.css';

interface PresetsProps<Spec> {
  readonly form: SpecForm<Spec>;
  readonly presets: readonly Preset<Spec>[];
  readonly permissionsOf: (spec: Spec) => readonly string[];
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one) => b.includes(one));
}

/** Named starting points. They only fill in; everything can be changed afterwards. */
export function Presets<Spec>({ form, presets, permissionsOf }: PresetsProps<Spec>) {
  const granted = permissionsOf(form.spec);
  const fitting = presets.find((preset) => sameSet(permissionsOf(preset.apply(form.spec)), granted));
  return (
    <FieldGroup
      label="Start from"
      help={fitting?.explanation ?? 'Fills in the permissions. Everything can be changed below.'}
    >
      <div className={styles.presets}>
        {presets.map((preset) => (
          <Tooltip key={preset.id} content={preset.explanation}>
            <Button
              size="small"
              aria-pressed={preset === fitting}
              className={preset === fitting ? styles.fitting : undefined}
              onClick={() => form.change(preset.apply)}
            >
              {preset.title}
            </Button>
          </Tooltip>
        ))}
      </div>
    </FieldGroup>
  );
}

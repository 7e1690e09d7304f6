import type { Settings } from '#shared/contract/app';
import { useSettings, useUpdateSettings } from '../../app/data/queries';
import { FieldGroup, Segmented } from '../../ui';
import { Section } from './section';

const THEMES: readonly { readonly value: Settings['theme']; readonly label: string }[] = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'contrast', label: 'High contrast' },
];

const DENSITIES: readonly { readonly value: Settings['density']; readonly label: string }[] = [
  { value: 'comfortable', label: 'Comfortable' },
  { value: 'compact', label: 'Compact' },
];

export function AppearanceSection() {
  const { theme, density } = useSettings();
  const update = useUpdateSettings();
  return (
    <Section title="Appearance">
      <FieldGroup label="Theme" help="High contrast follows the system's choice of light or dark.">
        <Segmented
          label="Theme"
          value={theme}
          options={THEMES}
          onChange={(value) => update({ theme: value })}
        />
      </FieldGroup>
      <FieldGroup label="Rows" help="Compact rows show more keys at once.">
        <Segmented
          label="Rows"
          value={density}
          options={DENSITIES}
          onChange={(value) => update({ density: value })}
        />
      </FieldGroup>
    </Section>
  );
}

import { AppearanceSection } from './appearance-section';
import { DataSection, DiagnosticsSection } from './diagnostics-section';
import { NumberSetting } from './number-setting';
import { Section } from './section';
import styles from './settings.module.css';
import { VaultSection } from './vault-section';

/** Everything that can be chosen for this profile, and what is worth knowing about the installation. */
export function SettingsScreen() {
  return (
    <div className={styles.page} tabIndex={0} role="region" aria-label="Settings">
      <div className={styles.content}>
        <h1 className={styles.title}>Settings</h1>
        <AppearanceSection />
        <VaultSection />
        <Section title="Keys">
          <NumberSetting
            name="syncIntervalMinutes"
            label="Sync every"
            unit="minutes"
            max={1440}
            help="0 switches automatic syncs off."
          />
          <NumberSetting
            name="clipboardClearSeconds"
            label="Clear a copied secret after"
            unit="seconds"
            max={600}
            help="Only if the clipboard still holds it. 0 leaves it there."
          />
        </Section>
        <DataSection />
        <DiagnosticsSection />
        <Section title="About">
          <p className={styles.muted}>
            Castellan administers the API keys of clusters. It speaks to your clusters and to nothing else,
            and keeps what it knows on this computer. MIT licence.
          </p>
        </Section>
      </div>
    </div>
  );
}

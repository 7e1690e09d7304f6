import type { VaultView } from '#shared/contract/app';
import { toAppErrorData } from '#shared/errors';
import { describeError } from '../../app/describe-error';
import { Banner, Button, DescriptionList, Skeleton, Switch, Tag, type Tone } from '../../ui';
import { useVault } from '../clusters';
import { Section } from './section';
import styles from './settings.module.css';

const STATES: Readonly<
  Record<VaultView['state'], { readonly word: string; readonly tone: Tone; readonly ok: boolean }>
> = {
  available: { word: 'available', tone: 'neutral', ok: true },
  locked: { word: 'locked', tone: 'warn', ok: false },
  unavailable: { word: 'not available', tone: 'warn', ok: false },
  'timed-out': { word: 'does not answer', tone: 'warn', ok: false },
  'not-installed': { word: 'not installed', tone: 'warn', ok: false },
};

/** Where credentials are kept, whether that works now, what to do when it does not. */
export function VaultSection() {
  const { vault, error, recheck, chooseMemoryOnly } = useVault();
  return (
    <Section title="Keychain">
      {error !== null && <Banner tone="danger">{describeError(toAppErrorData(error))}</Banner>}
      {vault === undefined ? (
        error === null && <Skeleton rows={2} label="Reading the state of the keychain" />
      ) : (
        <>
          <VaultState vault={vault} />
          <div className={styles.row}>
            <Button busy={recheck.isPending} onClick={() => recheck.mutate()}>
              Check again
            </Button>
          </div>
          {(!STATES[vault.state].ok || vault.memoryOnly) && (
            <Switch
              label="Keep credentials in memory for this session"
              help="They are forgotten when Castellan closes. Nothing is written to disk in the keychain's place."
              checked={vault.memoryOnly}
              onChange={(memoryOnly) => chooseMemoryOnly.mutate(memoryOnly)}
            />
          )}
        </>
      )}
    </Section>
  );
}

function VaultState({ vault }: { readonly vault: VaultView }) {
  const { word, tone, ok } = STATES[vault.state];
  return (
    <>
      <DescriptionList
        items={[
          { term: 'Keychain', value: vault.backend },
          { term: 'State', value: <Tag tone={tone}>{word}</Tag> },
        ]}
      />
      {!ok && (
        <Banner tone="warn">
          {vault.message} {vault.remedy}
        </Banner>
      )}
    </>
  );
}

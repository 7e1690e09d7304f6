import { useQueries } from '@tanstack/react-query';
import { useClusters } from '../../app/data/queries';
import { assertNever } from '#shared/errors';
import { Banner, Button } from '../../ui';
import { keyQuery } from './queries';
import type { SecretShape } from './secret-shape';
import styles from './secret-banner.module.css';
import type { FoundKey, SecretSearchControl } from './use-secret-search';

interface SecretBannerProps {
  readonly search: SecretSearchControl;
  readonly onFound: (key: FoundKey) => void;
}

/** What the look-up of a secret gave, when it did not lead straight to its key. */
export function SecretBanner({ search, onFound }: SecretBannerProps) {
  const { state, dismiss } = search;
  switch (state.step) {
    case 'idle':
      return null;
    case 'searching':
      return <Banner flush>Looking for the key of the pasted secret in every cluster.</Banner>;
    case 'none':
      return (
        <Banner flush title="No known key has this secret." onDismiss={dismiss}>
          {hintOf(state.shape)} What was pasted is not kept.
        </Banner>
      );
    case 'failed':
      return (
        <Banner flush tone="danger" title="The secret was not looked up." onDismiss={dismiss}>
          {state.failure.message} {state.failure.remedy}
        </Banner>
      );
    case 'several':
      return (
        <Banner flush title="Several keys have this secret:" onDismiss={dismiss}>
          <span className={styles.found}>
            <FoundKeys found={state.found} onFound={onFound} />
          </span>
        </Banner>
      );
    default:
      return assertNever(state);
  }
}

function hintOf(shape: SecretShape): string {
  switch (shape) {
    case 'secured':
      return 'It has the form of a secured key, which is made from another key and never listed.';
    case 'plain':
    case 'other':
      return 'Sync the clusters in question if the key is new.';
    default:
      return assertNever(shape);
  }
}

interface FoundKeysProps {
  readonly found: readonly FoundKey[];
  readonly onFound: (key: FoundKey) => void;
}

function FoundKeys({ found, onFound }: FoundKeysProps) {
  const clusters = useClusters() ?? [];
  const records = useQueries({ queries: found.map(({ clusterId, ref }) => keyQuery(clusterId, ref)) });
  return found.map((key, at) => {
    const cluster = clusters.find(({ id }) => id === key.clusterId);
    const record = records[at]?.data;
    const name = record === undefined || record.label === '' ? (record?.mask ?? 'A key') : record.label;
    return (
      <Button key={`${key.clusterId} ${key.ref}`} size="small" onClick={() => onFound(key)}>
        {name} on {cluster?.name ?? 'another cluster'}
      </Button>
    );
  });
}

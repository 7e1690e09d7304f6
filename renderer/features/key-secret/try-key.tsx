import { useMutation, useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleX } from 'lucide-react';
import { useId, useState } from 'react';
import type { ClusterView } from '#shared/contract/clusters';
import type { TryResult } from '#shared/contract/keys';
import type { KeyRecord } from '#shared/keys/record';
import { bridge } from '../../bridge';
import { Button, Field, FieldNotes, TextInput } from '../../ui';
import styles from './try-key.module.css';

interface TryKeyProps {
  readonly record: Pick<KeyRecord, 'clusterId' | 'ref' | 'hasSecret'>;
  readonly cluster: Pick<ClusterView, 'id' | 'name' | 'workOffline'>;
}

/** One real search with the key: what to search, where, and what the cluster says. */
export function TryKey({ record, cluster }: TryKeyProps) {
  const list = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [text, setText] = useState('');
  const resources = useQuery({
    queryKey: [cluster.id, 'resources'],
    queryFn: ({ signal }) => bridge.call('clusters.resources', { id: cluster.id }, { signal }),
    enabled: !cluster.workOffline,
    staleTime: 60_000,
  });
  const names = resources.data?.names ?? [];
  const resource = typed ?? names[0] ?? '';
  const attempt = useMutation({
    mutationFn: () =>
      bridge.call('keys.try', {
        clusterId: record.clusterId,
        ref: record.ref,
        resource: resource.trim(),
        text,
      }),
  });
  const blocked = cluster.workOffline || !record.hasSecret || resource.trim() === '';
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!blocked && !attempt.isPending) attempt.mutate();
      }}
    >
      <div className={styles.fields}>
        <Field label="Index">
          <TextInput mono value={resource} onChange={setTyped} list={list} placeholder="name of an index" />
        </Field>
        <Field label="Search for" optional>
          <TextInput value={text} onChange={setText} placeholder="everything" />
        </Field>
        <Button type="submit" className={styles.go} busy={attempt.isPending} disabled={blocked}>
          Search
        </Button>
      </div>
      <datalist id={list}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {cluster.workOffline && (
        <p className={styles.muted}>Working offline with {cluster.name}: nothing is sent.</p>
      )}
      <div role="status">
        {attempt.data !== undefined && <Verdict result={attempt.data} />}
        {attempt.error !== null && (
          <FieldNotes
            notes={[{ severity: 'error', message: `${attempt.error.message} ${attempt.error.remedy ?? ''}` }]}
          />
        )}
      </div>
    </form>
  );
}

function Verdict({ result }: { readonly result: TryResult }) {
  return (
    <p className={styles.verdict} data-allowed={result.allowed}>
      {result.allowed ? <CircleCheck aria-hidden="true" /> : <CircleX aria-hidden="true" />}
      <strong>{result.allowed ? 'Allowed' : 'Refused'}</strong>
      <span>
        {result.message} ({result.status})
      </span>
    </p>
  );
}

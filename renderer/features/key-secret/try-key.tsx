import { useMutation, useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleX } from 'lucide-react';
import { useId, useState } from 'react';
import type { ClusterView } from '#shared/contract/clusters';
import type { TryResult } from '#shared/contract/keys';
import type { Instant } from '#shared/ids';
import type { KeyRecord } from '#shared/keys/record';
import type { Trial } from '#shared/kinds/operation';
import { kindOf } from '#shared/kinds/registry';
import { bridge } from '../../bridge';
import { Button, Field, FieldNotes, TextInput, useNow } from '../../ui';
import styles from './try-key.module.css';

interface TryKeyProps {
  readonly record: Pick<KeyRecord, 'clusterId' | 'ref' | 'hasSecret' | 'kind' | 'spec'>;
  readonly cluster: Pick<ClusterView, 'id' | 'name' | 'workOffline'>;
  readonly trial: Trial;
}

/** One real request with the key: what it acts on, what goes along, and what the cluster says. */
export function TryKey({ record, cluster, trial }: TryKeyProps) {
  const list = useId();
  const now = useNow();
  const [typed, setTyped] = useState<string | null>(null);
  const [text, setText] = useState('');
  const resources = useQuery({
    queryKey: [cluster.id, 'resources'],
    queryFn: ({ signal }) => bridge.call('clusters.resources', { id: cluster.id }, { signal }),
    enabled: !cluster.workOffline,
    staleTime: 60_000,
  });
  const names = resources.data?.names ?? [];
  const resource = typed ?? firstReached(record, trial, names, now) ?? '';
  const attempt = useMutation({
    mutationFn: () =>
      bridge.call('keys.try', {
        clusterId: record.clusterId,
        ref: record.ref,
        resource: resource.trim(),
        text,
      }),
  });
  const decision = resource === '' ? null : decideHere(record, trial, resource, now);
  const expected =
    decision?.verdict === 'deny' ? trial.expectedRefusal(decision.decidedBy, cluster.name) : null;
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
        <Field label={trial.resource.label}>
          <TextInput
            mono
            value={resource}
            onChange={setTyped}
            list={list}
            placeholder={trial.resource.placeholder}
          />
        </Field>
        <Field label={trial.input.label} optional>
          <TextInput value={text} onChange={setText} placeholder={trial.input.placeholder} />
        </Field>
        <Button type="submit" className={styles.go} busy={attempt.isPending} disabled={blocked}>
          {trial.action}
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
      {expected !== null && <p className={styles.muted}>{expected}</p>}
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

/** The first resource that the key reaches; the first of all where it reaches none. */
function firstReached(
  record: DecidedKey,
  trial: Trial,
  names: readonly string[],
  now: Instant,
): string | undefined {
  const isReached = (resource: string) =>
    decideHere(record, trial, resource, now).checks.every(
      ({ sort, outcome }) => sort !== 'scope' || outcome !== 'fail',
    );
  return names.find(isReached) ?? names[0];
}

type DecidedKey = Pick<KeyRecord, 'kind' | 'spec'>;

const FROM_HERE = { referer: null, origin: null, ip: '127.0.0.1', userToken: null, used: 0 } as const;

/** What the cluster is expected to say; the address from which it sees this computer is not known. */
function decideHere({ kind, spec }: DecidedKey, { operation }: Trial, resource: string, now: Instant) {
  const request = { ...FROM_HERE, operation, resource };
  return kindOf(kind).decide({ sort: 'key', spec }, request, now);
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

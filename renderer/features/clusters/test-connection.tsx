import { useMutation } from '@tanstack/react-query';
import { Check, TriangleAlert } from 'lucide-react';
import type { Verification } from '#shared/contract/clusters';
import { useAbort } from '../../app/use-abort';
import { bridge } from '../../bridge';
import { Banner, Button, formatDuration } from '../../ui';
import { type ClusterDraft, reachOf } from './cluster-draft';
import styles from './cluster-form.module.css';
import { notableSkew } from './cluster-status';

/** What a test found out, in words. */
export function describeVerification({ access, latencyMs }: Verification): string {
  const level = access.level === 'admin' ? 'The key is an admin key.' : 'The key is not an admin key.';
  return `Connected in ${latencyMs} ms. ${level}`;
}

/** "The cluster's clock is 2 minutes ahead of this computer's." */
export function describeSkew(name: string, skewMs: number): string {
  const side = skewMs > 0 ? 'ahead of' : 'behind';
  return `The clock of ${name} is ${formatDuration(skewMs)} ${side} this computer's.`;
}

/** Tries the values of the form; running tries are cancelled when the form goes or changes. */
export function useConnectionTest(onFailure: (thrown: unknown) => void) {
  const { next, abort } = useAbort();
  const test = useMutation({
    mutationFn: (draft: ClusterDraft) => {
      const input = { ...reachOf(draft), credential: draft.credential };
      return bridge.call('clusters.test', input, { signal: next() });
    },
    onError: onFailure,
  });
  return {
    pending: test.isPending,
    result: test.data ?? null,
    run: test.mutate,
    forget: () => {
      abort();
      test.reset();
    },
  };
}

export type ConnectionTest = ReturnType<typeof useConnectionTest>;

export interface TestButtonProps {
  readonly test: ConnectionTest;
  readonly onTest: () => void;
}

export function TestButton({ test, onTest }: TestButtonProps) {
  return (
    <Button busy={test.pending} onClick={onTest}>
      Test connection
    </Button>
  );
}

/** The outcome of the last test: who the key is, how far the cluster's clock is off. */
export function TestResult({ result }: { readonly result: Verification | null }) {
  if (result === null) return null;
  const skew = notableSkew(result.clockSkewMs);
  return (
    <>
      <div role="status" className={styles.resultRow}>
        {result.access.level === 'admin' ? (
          <Check aria-hidden="true" className={styles.result} />
        ) : (
          <TriangleAlert aria-hidden="true" />
        )}
        <span>{describeVerification(result)}</span>
      </div>
      {result.access.level === 'limited' && <Banner tone="warn">{result.access.reason}</Banner>}
      {skew !== null && <Banner tone="warn">{describeSkew('the cluster', skew)}</Banner>}
    </>
  );
}

import { useMutation } from '@tanstack/react-query';
import { Check, TriangleAlert } from 'lucide-react';
import type { Verification } from '#shared/contract/clusters';
import type { AppErrorData } from '#shared/errors';
import type { ClusterId } from '#shared/ids';
import type { Leaving } from '../../app/leaving';
import { useAbort } from '../../app/use-abort';
import { bridge } from '../../bridge';
import { Banner, Button, formatDuration } from '../../ui';
import { type ClusterDraft, reachOf } from './cluster-draft';
import { FormFailure } from './cluster-form';
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

/** With the credential in the form, or with the one that is stored for a cluster. */
export type TestedWith = 'form' | ClusterId;

function send(draft: ClusterDraft, credential: TestedWith, signal: AbortSignal): Promise<Verification> {
  const reach = reachOf(draft);
  return credential === 'form'
    ? bridge.call('clusters.test', { ...reach, credential: draft.credential }, { signal })
    : bridge.call('clusters.testStored', { ...reach, id: credential }, { signal });
}

/** Tries the values of the form; running tries are cancelled when the form goes or changes. */
export function useConnectionTest(credential: TestedWith, onFailure: (thrown: unknown) => void) {
  const { next, abort } = useAbort();
  const test = useMutation({
    mutationFn: (draft: ClusterDraft) => send(draft, credential, next()),
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

/** Esc and Cancel: stop what is under way, and only then leave the form. `stop`: null when nothing but a test can be. */
export function closing(leaving: Leaving, test: ConnectionTest, stop: (() => void) | null): () => void {
  return () => {
    if (stop !== null) stop();
    else if (test.pending) test.forget();
    else leaving.ask();
  };
}

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
function TestResult({ result }: { readonly result: Verification | null }) {
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

/** What the form has to say as a whole: why it was refused, else what the last test found out. */
export function FormOutcome({
  failure,
  result,
}: {
  readonly failure: AppErrorData | null;
  readonly result: Verification | null;
}) {
  return failure === null ? <TestResult result={result} /> : <FormFailure failure={failure} />;
}

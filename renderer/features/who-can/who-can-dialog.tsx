import { useDeferredValue, useId } from 'react';
import type { ClusterView } from '#shared/contract/clusters';
import type { KeyHolder } from '#shared/contract/requests';
import type { ClusterId } from '#shared/ids';
import { allKinds, kindOf } from '#shared/kinds/registry';
import { describeError } from '../../app/describe-error';
import { useClusters } from '../../app/data/queries';
import { navigate } from '../../app/router';
import {
  Code,
  Dialog,
  EnvironmentTag,
  Field,
  FieldNotes,
  ProgressBar,
  RelativeTime,
  Select,
  formatCount,
} from '../../ui';
import { wantKey } from '../keys';
import {
  RequestFields,
  type WhoCanQuestion,
  closeWhoCan,
  deciderWords,
  openWhoCan,
  useWhoCanQuestion,
} from '../simulator';
import { type ClusterCount, type Found, MOST_NAMED, useWhoCan } from './use-who-can';
import styles from './who-can.module.css';

/** Asks all cached keys who may make a request; stands once in the application. */
export function WhoCanDialog() {
  const question = useWhoCanQuestion();
  const clusters = useClusters() ?? [];
  if (question === null) return null;
  return (
    <Dialog open wide keepOpen onClose={closeWhoCan} title="Who can…">
      <WhoCan question={question} clusters={clusters} />
    </Dialog>
  );
}

interface WhoCanProps {
  readonly question: WhoCanQuestion;
  readonly clusters: readonly ClusterView[];
}

const ALL = 'all';

function WhoCan({ question, clusters }: WhoCanProps) {
  const kind = kindOf(question.kind);
  const ofKind = clusters.filter((cluster) => cluster.kind === question.kind);
  const asked = ofKind.filter(({ id }) => question.clusterId === null || id === question.clusterId);
  const request = useDeferredValue(question.request);
  const operation = kind.operations.find(({ id }) => id === request.operation);
  const complete = operation?.target === null || (request.resource ?? '').trim() !== '';
  const found = useWhoCan(
    asked.map(({ id }) => id),
    complete ? request : null,
  );
  return (
    <>
      <div className={styles.form}>
        <div className={styles.pair}>
          <KindField question={question} clusters={clusters} />
          <Field label="Clusters">
            <Select
              value={question.clusterId ?? ALL}
              options={[
                { value: ALL, label: allLabel(ofKind.length, kind.name) },
                ...ofKind.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              onChange={(chosen) =>
                openWhoCan({ ...question, clusterId: ofKind.find(({ id }) => id === chosen)?.id ?? null })
              }
            />
          </Field>
        </div>
        <RequestFields
          operations={kind.operations}
          fields={kind.requestFields.filter((field) => field !== 'used' && field !== 'userToken')}
          request={question.request}
          names={null}
          resourceHelp="A name, or a pattern: then a key counts that may for some name within it."
          onChange={(next) => openWhoCan({ ...question, request: next })}
        />
      </div>
      {complete ? (
        <Results clusters={asked} found={found} />
      ) : (
        <p
          className={styles.muted}
        >{`Fill in ${operation?.target?.label ?? 'the operation'} to see which keys can.`}</p>
      )}
    </>
  );
}

function allLabel(count: number, name: string): string {
  return count === 1 ? `The ${name} cluster` : `All ${formatCount(count)} ${name} clusters`;
}

interface KindFieldProps {
  readonly question: WhoCanQuestion;
  readonly clusters: readonly ClusterView[];
}

/** Operations differ between kinds: one is asked at a time. */
function KindField({ question, clusters }: KindFieldProps) {
  const kinds = allKinds.filter(({ id }) => clusters.some((cluster) => cluster.kind === id));
  if (kinds.length < 2) return null;
  return (
    <Field label="Kind">
      <Select
        value={question.kind}
        options={kinds.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(kind) => {
          const example = kindOf(kind).exampleRequests([])[0]?.request ?? question.request;
          openWhoCan({ kind, clusterId: null, request: { ...example, resource: '*' } });
        }}
      />
    </Field>
  );
}

interface ResultsProps {
  readonly clusters: readonly ClusterView[];
  readonly found: Found & { readonly stop: () => void };
}

function Results({ clusters, found }: ResultsProps) {
  const { holders, counts, state, done, end, stop, failure } = found;
  const allowed = [...counts.values()].reduce((sum, count) => sum + count.allowed, 0);
  return (
    <div className={styles.results}>
      {state === 'running' ? (
        <ProgressBar label="Looking through the keys" done={done} total={end} unit="keys" onCancel={stop} />
      ) : (
        <p role="status" className={styles.total}>
          {totalWords(allowed, state === 'stopped')}
          {allowed > MOST_NAMED && ` The first ${formatCount(MOST_NAMED)} are shown.`}
        </p>
      )}
      {failure !== null && <FieldNotes notes={[{ severity: 'error', message: describeError(failure) }]} />}
      {clusters.map((cluster) => (
        <ClusterResults
          key={cluster.id}
          cluster={cluster}
          count={counts.get(cluster.id) ?? null}
          holders={holders.filter(({ clusterId }) => clusterId === cluster.id)}
        />
      ))}
    </div>
  );
}

function totalWords(allowed: number, stopped: boolean): string {
  const found =
    allowed === 0 ? 'No key can.' : `${formatCount(allowed)} ${allowed === 1 ? 'key can.' : 'keys can.'}`;
  return stopped ? `Stopped. So far: ${found}` : found;
}

interface ClusterResultsProps {
  readonly cluster: ClusterView;
  /** Null: none of its keys was asked yet. */
  readonly count: ClusterCount | null;
  readonly holders: readonly KeyHolder[];
}

function ClusterResults({ cluster, count, holders }: ClusterResultsProps) {
  const heading = useId();
  const { name, environment, syncedAt } = cluster;
  const sorted = holders.toSorted((a, b) => a.label.localeCompare(b.label));
  return (
    <section aria-labelledby={heading}>
      <div className={styles.head}>
        <h3 id={heading} className={styles.cluster}>
          {name}
        </h3>
        <EnvironmentTag environment={environment} />
        <span className={styles.muted}>
          {count === null ? 'no keys' : `${formatCount(count.allowed)} of ${formatCount(count.asked)} keys`}
          {' · '}
          {syncedAt === null ? (
            'never synced'
          ) : (
            <>
              as of <RelativeTime past at={syncedAt} />
            </>
          )}
        </span>
      </div>
      <ul className={styles.holders}>
        {sorted.map((holder) => (
          <Holder key={holder.ref} holder={holder} />
        ))}
      </ul>
    </section>
  );
}

function Holder({ holder }: { readonly holder: KeyHolder }) {
  const { clusterId, ref, label, mask, decidedBy } = holder;
  const { what, entry } = deciderWords({ verdict: 'allow', decidedBy });
  return (
    <li>
      <button type="button" className={styles.holder} onClick={() => show(clusterId, ref)}>
        <span className={styles.name}>{label === '' ? 'no description' : label}</span>
        <span className={styles.mask}>{mask}</span>
        <span className={styles.reason}>
          {what} {entry !== null && <Code>{entry}</Code>}
        </span>
      </button>
    </li>
  );
}

function show(clusterId: ClusterId, ref: KeyHolder['ref']): void {
  closeWhoCan();
  wantKey(clusterId, ref);
  navigate({ place: 'keys', clusterId });
}

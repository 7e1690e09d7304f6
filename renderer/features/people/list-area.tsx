import { SearchX, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ClusterView } from '#shared/contract/clusters';
import { toAppErrorData } from '#shared/errors';
import { runCommand } from '../../app/commands/registry';
import { Banner, Button, EmptyState, ErrorState, formatInstant, ProgressBar, Skeleton } from '../../ui';
import styles from './people.module.css';
import { canRead } from './reasons';
import type { AccountList } from './use-accounts';
import { WORDS } from './words';

interface ListAreaProps {
  readonly cluster: ClusterView;
  readonly list: AccountList;
  readonly newBlocked: string | null;
  readonly onNew: () => void;
  readonly onClear: () => void;
  /** The table. */
  readonly children: ReactNode;
}

/** The list, or what stands in its place while there is none. */
export function ListArea({ cluster, list, newBlocked, onNew, onClear, children }: ListAreaProps) {
  const { one, many } = WORDS[list.sort];
  if (list.all === undefined) return <NoList cluster={cluster} list={list} />;
  if (list.all === 0) {
    return (
      <EmptyState
        icon={<Users />}
        title={`No ${many} on ${cluster.name} yet`}
        actions={
          newBlocked === null ? (
            <Button variant="primary" onClick={onNew}>
              {`New ${one}`}
            </Button>
          ) : undefined
        }
      >
        {newBlocked ?? ABOUT[list.sort]}
      </EmptyState>
    );
  }
  return (
    <div className={styles.area}>
      <AgeBanner cluster={cluster} list={list} />
      {list.rows.length === 0 ? (
        <EmptyState
          icon={<SearchX />}
          title={`No ${one} matches`}
          actions={<Button onClick={onClear}>{`Show all ${many}`}</Button>}
        >
          {`The search looks at the columns of the list: ${list.columns.join(', ').toLowerCase()}. Every word has to occur.`}
        </EmptyState>
      ) : (
        <div className={styles.table}>{children}</div>
      )}
    </div>
  );
}

const ABOUT = {
  user: 'A user owns keys, algorithms and data, and can be a member of organizations.',
  organization: 'An organization owns keys, algorithms and data that its members share.',
} as const;

/** Says how old the list is when it could not be read again. */
function AgeBanner({ cluster, list }: Pick<ListAreaProps, 'cluster' | 'list'>) {
  const { titles } = WORDS[list.sort];
  if (list.error !== null && canRead(cluster)) {
    return (
      <Banner
        flush
        tone="danger"
        title={`${titles} as of ${formatInstant(list.readAt)}.`}
        action={
          <Button size="small" busy={list.reading} onClick={list.read}>
            Try again
          </Button>
        }
      >
        {list.error.message} {list.error.remedy}
      </Banner>
    );
  }
  if (canRead(cluster)) return null;
  return (
    <Banner flush title={`${titles} as of ${formatInstant(list.readAt)}.`}>
      They are read from the cluster each time, and {cluster.name} cannot be asked now.
    </Banner>
  );
}

function NoList({ cluster, list }: Pick<ListAreaProps, 'cluster' | 'list'>) {
  const { many } = WORDS[list.sort];
  if (!canRead(cluster)) return <Unreadable cluster={cluster} list={list} />;
  if (list.error !== null) {
    const error = toAppErrorData(list.error);
    return <ErrorState title={`The ${many} cannot be read`} error={error} onRetry={list.read} />;
  }
  if (!list.reading) {
    return (
      <EmptyState
        icon={<Users />}
        title={`The ${many} were not read`}
        actions={<Button onClick={list.read}>Read again</Button>}
      >
        Reading was cancelled. The list is shown when all of it is there.
      </EmptyState>
    );
  }
  return (
    <div className={styles.area}>
      {list.progress !== null && (
        <div className={styles.progress}>
          <ProgressBar
            label={`Reading the ${many} of ${cluster.name}`}
            done={list.progress}
            total={null}
            unit={`${many} so far`}
            onCancel={list.cancel}
          />
        </div>
      )}
      <div className={styles.skeleton}>
        <Skeleton rows={12} label={`Loading ${many}`} />
      </div>
    </div>
  );
}

/** Why the cluster is not asked, and what to do about it. */
function Unreadable({ cluster, list }: Pick<ListAreaProps, 'cluster' | 'list'>) {
  const { name } = cluster;
  const { many, titles } = WORDS[list.sort];
  if (cluster.credential === 'missing') {
    return (
      <EmptyState
        icon={<Users />}
        title={`The ${many} of ${name} cannot be read`}
        actions={<Button onClick={() => runCommand('cluster.replaceCredential')}>Enter the key…</Button>}
      >
        The credential of this cluster is missing. Reading its users and organizations needs an admin key.
      </EmptyState>
    );
  }
  if (cluster.access.level === 'limited') {
    return (
      <EmptyState
        icon={<Users />}
        title={`${titles} can be read with an admin key only`}
        actions={
          <Button onClick={() => runCommand('cluster.replaceCredential')}>Replace the credential…</Button>
        }
      >
        {name} shows and changes its users and organizations for admin keys only, and the credential that is
        stored for it is no admin key.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<Users />}
      title={`The ${many} of ${name} are not kept on this computer`}
      actions={<Button onClick={() => runCommand('cluster.goOnline')}>Go online</Button>}
    >
      They are read from the cluster each time, and you are working offline with it.
    </EmptyState>
  );
}

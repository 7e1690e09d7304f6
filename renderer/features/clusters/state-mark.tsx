import type { Environment } from '#shared/contract/clusters';
import type { ClusterMark } from './cluster-status';
import styles from './state-mark.module.css';

export interface StateMarkProps {
  readonly mark: ClusterMark;
  readonly environment: Environment;
}

/** The state's shape in the environment's hue. Decoration: the words always stand beside it or in its tooltip. */
export function StateMark({ mark, environment }: StateMarkProps) {
  return (
    <svg
      className={styles.mark}
      viewBox="0 0 12 12"
      aria-hidden="true"
      data-env={environment}
      data-mark={mark}
    >
      <Shape mark={mark} />
    </svg>
  );
}

function Shape({ mark }: { readonly mark: ClusterMark }) {
  switch (mark) {
    case 'online':
      return <circle cx="6" cy="6" r="4" fill="currentcolor" />;
    case 'offline':
      return <circle cx="6" cy="6" r="3.25" fill="none" stroke="currentcolor" strokeWidth="1.5" />;
    case 'syncing':
      return (
        <>
          <circle cx="6" cy="6" r="3.25" fill="none" stroke="currentcolor" strokeWidth="1.5" />
          <path d="M6 2.75a3.25 3.25 0 0 1 0 6.5z" fill="currentcolor" />
        </>
      );
    case 'credential-missing':
      return (
        <g fill="none" stroke="currentcolor" strokeWidth="1.3" strokeLinecap="round">
          <circle cx="3.6" cy="6" r="2.2" />
          <path d="M5.8 6h5M9 6v2.2" />
          <path d="M1.5 11 10.5 1" />
        </g>
      );
  }
}

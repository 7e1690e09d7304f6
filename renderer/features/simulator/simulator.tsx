import { useDeferredValue, useMemo } from 'react';
import type { ClusterId, Instant } from '#shared/ids';
import { bareRequest, type PreparedDecision } from '#shared/policy/decision';
import { Button } from '../../ui';
import { DecisionView } from './decision-view';
import { RequestFields } from './request-fields';
import { SavedTable } from './saved-table';
import type { SimulatedKind } from './simulated-kind';
import { setTrying, useTrying } from './simulator-store';
import styles from './simulator.module.css';
import { MOST_SAVED, useSavedRequests } from './use-saved-requests';
import { openWhoCan } from './who-can-store';
import { requestName } from './words';

interface SimulatorProps {
  readonly clusterId: ClusterId;
  readonly kind: SimulatedKind;
  /** The key as it is, or as the editor's draft has it. */
  readonly after: PreparedDecision;
  /** The key as it was when the editor opened; null where nothing is edited. */
  readonly before: PreparedDecision | null;
  /** Known names of the cluster; null while they are not known. */
  readonly names: readonly string[] | null;
  readonly now: Instant;
  /** Leads to a field of the form; null where there is none. */
  readonly onGo: ((field: string) => void) | null;
}

/** Tries a request on a key without sending it, and a table of kept requests beside it. */
export function Simulator({ clusterId, kind, after, before, names, now, onGo }: SimulatorProps) {
  const saved = useSavedRequests(clusterId, kind, names);
  const [first] = saved.rows;
  const chosen = useTrying(clusterId);
  const trying = chosen ?? {
    request: first?.request ?? bareRequest(kind.operations[0]?.id ?? ''),
    at: null,
  };
  const { request, at } = useDeferredValue(trying);
  const moment = at ?? now;
  const decision = useMemo(() => after.decide(request, moment), [after, request, moment]);
  const earlier = useMemo(() => before?.judge(request, moment).verdict ?? null, [before, request, moment]);
  const operation = kind.operations.find(({ id }) => id === trying.request.operation);
  const save = () => {
    const row = { name: requestName(operation, trying.request), request: trying.request };
    saved.keep([...saved.rows, row]);
  };
  return (
    <div className={styles.simulator}>
      <RequestFields
        operations={kind.operations}
        fields={kind.requestFields}
        request={trying.request}
        names={names}
        onChange={(next) => setTrying(clusterId, { ...trying, request: next })}
        time={
          kind.capabilities.expiry
            ? { at: trying.at, onChange: (next) => setTrying(clusterId, { ...trying, at: next }) }
            : undefined
        }
      />
      <DecisionView decision={decision} before={earlier} onGo={onGo} />
      <div className={styles.actions}>
        <Button
          size="small"
          disabled={saved.rows.length >= MOST_SAVED}
          title={saved.rows.length >= MOST_SAVED ? `At most ${MOST_SAVED} requests are kept.` : undefined}
          onClick={save}
        >
          Keep this request
        </Button>
        <Button
          size="small"
          onClick={() => openWhoCan({ kind: kind.id, clusterId: null, request: trying.request })}
        >
          Who can…
        </Button>
      </div>
      <SavedTable
        saved={saved}
        current={trying.request}
        after={after}
        before={before}
        at={moment}
        onPick={(next) => setTrying(clusterId, { ...trying, request: next })}
      />
    </div>
  );
}

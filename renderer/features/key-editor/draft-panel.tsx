import { useDeferredValue, useMemo } from 'react';
import { useStore } from 'zustand';
import type { ClusterView } from '#shared/contract/clusters';
import { formatInstant, useNow } from '../../ui';
import { Simulator } from '../simulator';
import { directedChanges } from './changes';
import { specAt } from './draft';
import type { KindEditor, ProblemIndex } from './form';
import { LivePanel } from './live-panel';
import type { Editing } from './use-editing';

interface DraftPanelProps<Spec, Connection> {
  readonly editing: Editing<Spec>;
  readonly editor: KindEditor<Spec, Connection>;
  readonly cluster: ClusterView;
  readonly problems: ProblemIndex<Spec>;
  /** Known names of the cluster, for suggestions. */
  readonly names: readonly string[] | null;
  readonly onGo: (field: string) => void;
}

/** What the draft comes to; it follows the typing as soon as there is time, and never holds it up. */
export function DraftPanel<Spec, Connection>(props: DraftPanelProps<Spec, Connection>) {
  const { editing, editor, cluster, problems, names, onGo } = props;
  const { kind } = editor;
  const { store, opened } = editing;
  const now = useNow();
  const draft = useDeferredValue(useStore(store, (state) => state.draft));
  const change = useStore(store, (state) => state.change);
  const spec = useMemo(() => specAt(kind, draft, now), [kind, draft, now]);
  const summary = useMemo(() => kind.summarize(spec, formatInstant), [kind, spec]);
  const lines = useMemo(() => kind.lines(spec, formatInstant), [kind, spec]);
  const preview = useMemo(
    () => kind.preview(spec, opened === null ? 'create' : 'update', now),
    [kind, spec, opened, now],
  );
  const changes = useMemo(
    () =>
      opened === null
        ? null
        : {
            words: kind.describeChange(opened.spec, spec, formatInstant),
            list: directedChanges(editor, opened.spec, spec),
          },
    [kind, editor, opened, spec],
  );
  const after = useMemo(() => kind.prepare({ sort: 'key', spec }), [kind, spec]);
  const before = useMemo(
    () => (opened === null ? null : kind.prepare({ sort: 'key', spec: opened.spec })),
    [kind, opened],
  );
  return (
    <LivePanel
      summary={summary}
      lines={lines}
      problems={problems.all}
      onFix={change}
      onGo={onGo}
      changes={changes}
      environment={cluster.environment}
      loss={opened === null ? null : (kind.loss(opened.spec, spec)?.message ?? null)}
      simulator={
        <Simulator
          clusterId={cluster.id}
          kind={kind}
          after={after}
          before={before}
          names={names}
          now={now}
          onGo={onGo}
        />
      }
      preview={preview}
    />
  );
}

import { Fragment, useDeferredValue, useMemo } from 'react';
import { useStore } from 'zustand';
import type { ClusterView } from '#shared/contract/clusters';
import type { KeyRecord } from '#shared/keys/record';
import { LeaveQuestion, useLeaving } from '../../app/leaving';
import { EnvironmentTag, Sheet, useNow } from '../../ui';
import { ChangedDialog } from './changed-dialog';
import { CreatedDialog } from './created-dialog';
import { countProblems, isChanged, problemsOf } from './draft';
import { DraftPanel } from './draft-panel';
import { FootButtons, FootSummary } from './editor-foot';
import { EditorNotices } from './editor-notices';
import { indexProblems, type EditorSection, type KindEditor, type ProblemIndex, type SpecForm } from './form';
import { changeRefusal } from './refusal';
import { UnknownDialog } from './unknown-dialog';
import { type Editing, type EditingInput, useEditing } from './use-editing';
import { useNamesakes } from './use-namesakes';
import { useResources } from './use-resources';
import { useSections } from './use-sections';

export interface EditorFrameProps<Spec, Connection> extends EditingInput<Spec, Connection> {
  readonly onClose: () => void;
}

/** The editor of one key: the kind's sections in the middle, what the draft comes to at the right, the action below. */
export function EditorFrame<Spec, Connection>(props: EditorFrameProps<Spec, Connection>) {
  const { editor, cluster, onClose, onDone } = props;
  const now = useNow();
  const editing = useEditing(props);
  const { store, opened, submit } = editing;
  const state = useStore(store);
  const { draft } = state;
  const slow = useDeferredValue(draft);
  const problems = useMemo(() => indexProblems(problemsOf(editor.kind, slow, now)), [editor, slow, now]);
  const counts = countProblems(problems.all);
  const resources = useResources(cluster);
  const { kind } = editor;
  const namesakes = useNamesakes(cluster, { kind, spec: draft.spec, ref: opened?.record.ref ?? null });
  const parts = editor.sections(draft.spec);
  const sections = useSections(parts.map(({ id }) => id));
  const busy = submit.state.step === 'sending';
  const leaving = useLeaving({
    changed: isChanged(editor.kind, state.start, draft) || busy,
    onLeave: onClose,
  });
  const refusal = changeRefusal(cluster);
  const form: SpecForm<Spec> = {
    spec: draft.spec,
    change: state.change,
    expiry: draft.expiry,
    changeExpiry: state.changeExpiry,
    problems,
    markUnreadable: state.markUnreadable,
    resources,
    cluster,
    namesakes,
    now,
    isNew: opened === null,
  };
  const goToField = (field: string) => {
    const section = parts.find(({ fields }) => fields.includes(field));
    if (section !== undefined) sections.go(section.id, field);
  };
  const send = () => void editing.send({ onProblem: goToField, refusal });
  return (
    <>
      <Sheet
        title={titleOf(editing, editor.kind.label(state.start.spec))}
        meta={
          <>
            <span>on {cluster.name}</span>
            <EnvironmentTag environment={cluster.environment} />
          </>
        }
        note={isChanged(editor.kind, state.start, draft) ? 'Changes are not saved yet' : undefined}
        notice={<EditorNotices refusal={refusal} editing={editing} />}
        sections={parts.map((section) => sectionItem(section, problems))}
        activeSection={sections.active}
        onSection={sections.go}
        panel={
          <DraftPanel
            editing={editing}
            editor={editor}
            cluster={cluster}
            problems={problems}
            names={resources.names}
            onGo={goToField}
          />
        }
        summary={<FootSummary counts={counts} editing={editing} clusterName={cluster.name} />}
        footer={
          <FootButtons
            editing={editing}
            label={actionLabel(editing, cluster.name)}
            disabled={refusal !== null}
            onCancel={leaving.ask}
            onSend={send}
          />
        }
        onClose={leaving.ask}
        onSubmit={send}
      >
        {parts.map((section) => (
          <Fragment key={section.id}>{section.render(form)}</Fragment>
        ))}
      </Sheet>
      <LeaveQuestion leaving={leaving} sending={busy} />
      <Outcome editor={editor} editing={editing} cluster={cluster} onClose={onClose} onDone={onDone} />
    </>
  );
}

function titleOf<Spec>({ opened }: Editing<Spec>, label: string): string {
  if (opened === null) return 'New key';
  return `Edit ${label === '' ? opened.record.mask : label}`;
}

function actionLabel<Spec>({ opened }: Editing<Spec>, clusterName: string): string {
  return opened === null ? `Create key on ${clusterName}` : `Save changes to ${clusterName}`;
}

function sectionItem<Spec>(section: EditorSection<Spec>, problems: ProblemIndex<Spec>) {
  const counts = countProblems(section.fields.flatMap((field) => problems.within(field)));
  const severity = counts.errors > 0 ? 'error' : counts.warnings > 0 ? 'warning' : 'hint';
  return {
    id: section.id,
    label: section.label,
    count: counts.errors + counts.warnings + counts.hints,
    severity,
  } as const;
}

interface OutcomeProps<Spec, Connection> {
  readonly editor: KindEditor<Spec, Connection>;
  readonly editing: Editing<Spec>;
  readonly cluster: ClusterView;
  readonly onClose: () => void;
  readonly onDone: (record: KeyRecord) => void;
}

/** What became of the change that was sent. */
function Outcome<Spec, Connection>({
  editor,
  editing,
  cluster,
  onClose,
  onDone,
}: OutcomeProps<Spec, Connection>) {
  const { submit, opened } = editing;
  if (submit.state.step !== 'answered') return null;
  const { outcome } = submit.state;
  switch (outcome.outcome) {
    case 'changed':
      return <ChangedDialog editor={editor} editing={editing} current={outcome.current} cluster={cluster} />;
    case 'unknown':
      return (
        <UnknownDialog
          outcome={outcome}
          isNew={opened === null}
          cluster={cluster}
          onShow={onDone}
          onBack={submit.resume}
          onClose={onClose}
        />
      );
    case 'done':
      return opened === null ? (
        <CreatedDialog
          outcome={outcome}
          cluster={cluster}
          replaced={editing.replaced}
          onDone={() => onDone(outcome.record)}
        />
      ) : null;
  }
}

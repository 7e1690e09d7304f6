import { useState } from 'react';
import type { ClusterView } from '#shared/contract/clusters';
import type { ChangeOutcome, UpdateOutcome } from '#shared/contract/keys';
import type { AppErrorData } from '#shared/errors';
import type { KeyRecord } from '#shared/keys/record';
import type { AnySpec } from '#shared/kinds/kind';
import { askConfirmation, type Confirmation } from '../../app/confirmation';
import { bridge } from '../../bridge';
import { formatInstant, showToast } from '../../ui';
import { ConfirmImpact } from './confirm-impact';
import { directedChanges } from './changes';
import { type Draft, fieldOfPath, problemsOf, specAt, startDraft } from './draft';
import { createDraftStore, type DraftStore } from './draft-store';
import { NEW_KEY_EXPIRY } from './expiry-choice';
import type { KindEditor } from './form';
import { type Submit, useSubmit } from './use-submit';

/** The key that is edited, as it was when the editor opened (or took over what changed meanwhile). */
export interface Opened<Spec> {
  readonly record: KeyRecord;
  readonly spec: Spec;
}

export interface EditingInput<Spec, Connection> {
  readonly editor: KindEditor<Spec, Connection>;
  readonly cluster: ClusterView;
  /** The key that is edited, null for a new one. */
  readonly record: KeyRecord | null;
  /** The spec to start from. */
  readonly start: Spec;
  /** `propose`: the usual expiry of a new key; `keep`: that of the spec. */
  readonly expiry: 'propose' | 'keep';
  /** The key whose place a new one is to take; null for none. */
  readonly replaced: KeyRecord | null;
  readonly onDone: (record: KeyRecord) => void;
  readonly onCreate: (start: AnySpec) => void;
}

export interface SendOptions {
  /** Why nothing can be sent; null when it can. */
  readonly refusal: string | null;
  /** Leads to the field that forbids sending. */
  readonly onProblem: (field: string) => void;
}

/** One editor at work: its draft, what it rests on, and the ways to send it. */
export interface Editing<Spec> {
  readonly store: DraftStore<Spec>;
  /** Null for a new key. */
  readonly opened: Opened<Spec> | null;
  readonly submit: Submit;
  readonly send: (options: SendOptions) => Promise<void>;
  /** Sends although the key changed meanwhile. */
  readonly overwrite: () => Promise<void>;
  /** Puts the key as it is now in the place of the draft. */
  readonly takeTheirs: (current: KeyRecord) => void;
  /** Keeps the draft, for a key that is gone: it becomes a new one. */
  readonly copyToNew: () => void;
  /** Keeps the draft, for a key that the cluster does not change: it becomes a new one that is to take its place. */
  readonly replaceByNew: () => void;
  /** The key whose place a new one is to take. */
  readonly replaced: KeyRecord | null;
}

/** Holds the draft of one editor and sends it when asked. */
export function useEditing<Spec, Connection>(input: EditingInput<Spec, Connection>): Editing<Spec> {
  const { editor, cluster, record, start, onDone, onCreate } = input;
  const { kind } = editor;
  const [store] = useState(() => createDraftStore(kind, startDraft(kind, start, input.expiry)));
  const [opened, setOpened] = useState<Opened<Spec> | null>(record === null ? null : { record, spec: start });
  const [replaced, setReplaced] = useState(input.replaced);
  const submit = useSubmit(cluster);

  const transmit = async (overwrite: boolean): Promise<AppErrorData | null> => {
    const spec = specAt(kind, store.getState().draft, Date.now());
    const ask = async () => {
      const confirmation = await confirmSaving(input, opened, spec);
      return confirmation.confirmed ? confirmation : null;
    };
    return submit.run(ask, async ({ token }, signal) => {
      const outcome = await sendSpec(input, opened, specAt(kind, store.getState().draft, Date.now()), {
        overwrite,
        token,
        signal,
      });
      if (outcome.outcome !== 'done' || opened === null) return outcome;
      const note = outcome.settled ? '' : ` ${cluster.name} accepted the change but does not show it yet.`;
      const loss = kind.loss(opened.spec, spec);
      showToast(
        loss === null
          ? { message: `Key saved.${note}` }
          : {
              message: `Key saved.${note} ${loss.message}`,
              action: { label: loss.remedy, onClick: () => onCreate(editor.define(loss.replacement).spec) },
            },
      );
      onDone(outcome.record);
      return null;
    });
  };
  const attempt = async (overwrite: boolean, onProblem: (field: string) => void) => {
    const failure = await transmit(overwrite);
    if (failure?.field === undefined) return;
    const field = fieldOfPath(failure.field);
    store.getState().refuse(field, failure.message);
    onProblem(field);
  };

  const beginNew = (draft: Draft<Spec>) => {
    setOpened(null);
    store.getState().restart(startDraft(kind, kind.defaultSpec, 'propose'), revived(draft));
    submit.resume();
  };

  return {
    store,
    opened,
    replaced,
    submit,
    send: async ({ refusal, onProblem }) => {
      if (refusal !== null || submit.state.step === 'sending') return;
      const grave = problemsOf(kind, store.getState().draft, Date.now()).find(
        ({ severity }) => severity === 'error',
      );
      if (grave === undefined) await attempt(false, onProblem);
      else onProblem(grave.field);
    },
    overwrite: () => attempt(true, () => undefined),
    takeTheirs: (current) => {
      const spec = kind.specSchema.parse(current.spec);
      const fresh = startDraft(kind, spec, 'keep');
      setOpened({ record: current, spec });
      store.getState().restart(fresh, fresh);
      submit.resume();
    },
    copyToNew: () => beginNew(store.getState().draft),
    replaceByNew: () => {
      if (opened === null) return;
      const { draft } = store.getState();
      // The old key stays for now: the two are told apart by their names.
      const isNamesake = kind.label(draft.spec) === kind.label(opened.spec);
      setReplaced(opened.record);
      beginNew(isNamesake ? { ...draft, spec: editor.copy(draft.spec) } : draft);
    },
  };
}

/** A draft of a key that is gone, as a new key: an expiry that has passed is proposed anew. */
function revived<Spec>(draft: Draft<Spec>): Draft<Spec> {
  const { expiry } = draft;
  const past = expiry.mode === 'moment' && expiry.at !== null && expiry.at <= Date.now();
  return past ? { ...draft, expiry: NEW_KEY_EXPIRY } : draft;
}

/** Asks where the environment demands it, showing what will hold from then on. */
function confirmSaving<Spec, Connection>(
  { editor, cluster }: EditingInput<Spec, Connection>,
  opened: Opened<Spec> | null,
  spec: Spec,
): Promise<Confirmation> {
  const label = editor.kind.label(spec);
  const name = label === '' ? (opened?.record.mask ?? 'without description') : label;
  const changes = opened === null ? null : directedChanges(editor, opened.spec, spec);
  return askConfirmation({
    action: opened === null ? 'create-key' : 'update-key',
    cluster,
    target: opened?.record.ref ?? null,
    title:
      opened === null
        ? `Create key ${name} on ${cluster.name}?`
        : `Save changes to ${name} on ${cluster.name}?`,
    impact: (
      <ConfirmImpact
        environment={cluster.environment}
        summary={editor.kind.summarize(spec, formatInstant)}
        changes={changes}
        words={opened === null ? null : editor.kind.describeChange(opened.spec, spec, formatInstant)}
        loss={opened === null ? null : (editor.kind.loss(opened.spec, spec)?.message ?? null)}
      />
    ),
    confirmLabel: opened === null ? 'Create key' : 'Save changes',
  });
}

interface Transmission {
  readonly overwrite: boolean;
  readonly token: string | null;
  readonly signal: AbortSignal;
}

function sendSpec<Spec, Connection>(
  { editor, cluster }: EditingInput<Spec, Connection>,
  opened: Opened<Spec> | null,
  spec: Spec,
  { overwrite, token, signal }: Transmission,
): Promise<ChangeOutcome | UpdateOutcome> {
  const clusterId = cluster.id;
  const definition = editor.define(spec);
  if (opened === null) {
    return bridge.call('keys.create', { clusterId, definition, confirmation: token }, { signal });
  }
  const { ref } = opened.record;
  const before = editor.define(opened.spec);
  const change = { clusterId, ref, definition, opened: before, overwrite, confirmation: token };
  return bridge.call('keys.update', change, { signal });
}

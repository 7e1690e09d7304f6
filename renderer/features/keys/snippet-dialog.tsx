import { useId } from 'react';
import type { ClusterView } from '#shared/contract/clusters';
import type { AppError } from '#shared/errors';
import type { KeyRecord } from '#shared/keys/record';
import { kindOf } from '#shared/kinds/registry';
import { SNIPPET_LANGUAGES, SNIPPET_LANGUAGE_TITLES, SECRET_PLACEHOLDER } from '#shared/kinds/snippet';
import {
  Button,
  CodeBlock,
  Dialog,
  ErrorState,
  Field,
  FieldGroup,
  FieldNotes,
  Segmented,
  Select,
  TextInput,
} from '../../ui';
import styles from './snippet-dialog.module.css';
import { type StandIns, useStandIns } from './stand-ins';
import { nameOf } from './asked-change';
import { type Copied, type Snippet, type SnippetControl, useSnippet } from './use-snippet';

interface SnippetDialogProps {
  readonly cluster: ClusterView;
  /** Null: the key that code shows where none is chosen. */
  readonly record: KeyRecord | null;
  readonly onClose: () => void;
}

/** Code that uses a key, as its permissions allow; copied with the secret by the main process. */
export function SnippetDialog({ cluster, record, onClose }: SnippetDialogProps) {
  const standIns = useStandIns(cluster);
  const keys = choicesOf(record, standIns.keys);
  const control = useSnippet(cluster, keys, record?.ref ?? null);
  const { key, snippet, copy } = control;
  const title = key === null ? `Use a key of ${cluster.name}` : `Use ${nameOf(key)} on ${cluster.name}`;
  const keyField = keys.length > 1 && <KeyField keys={keys} control={control} more={standIns.more} />;
  return (
    <Dialog
      open
      wide
      keepOpen
      onClose={onClose}
      title={title}
      outcome={copy.error === null ? undefined : <Failure error={copy.error} />}
      footer={snippet === null ? undefined : <Foot control={control} />}
    >
      {key === null && <NoKey cluster={cluster} standIns={standIns} />}
      {key !== null && snippet === null && (
        <>
          {keyField}
          <p>{kindOf(key.kind).snippets.whyNone(key.spec)}</p>
        </>
      )}
      {key !== null && snippet !== null && (
        <>
          <div className={styles.fields}>
            {keyField}
            <SnippetFields snippet={snippet} control={control} />
          </div>
          <Code snippet={snippet} />
        </>
      )}
    </Dialog>
  );
}

/** The chosen key first, then those that stand in for others, its owner's before the rest. */
function choicesOf(record: KeyRecord | null, standIns: readonly KeyRecord[]): readonly KeyRecord[] {
  if (record === null) return standIns;
  const { standIn } = kindOf(record.kind).snippets;
  const others = standIns.filter(({ ref }) => ref !== record.ref);
  if (standIn === null) return [record];
  const owner = standIn.owner(record.spec);
  const isOwn = ({ spec }: KeyRecord) => standIn.owner(spec) === owner;
  return [record, ...others.filter(isOwn), ...others.filter((key) => !isOwn(key))];
}

function NoKey({ cluster, standIns }: { readonly cluster: ClusterView; readonly standIns: StandIns }) {
  const { standIn } = kindOf(cluster.kind).snippets;
  if (standIns.error !== null) {
    return <ErrorState title="The keys cannot be read" error={standIns.error} />;
  }
  if (standIns.loading || standIn === null) return <p className={styles.muted}>Reading the keys.</p>;
  return (
    <p>
      {cluster.name} has no key called {standIn.text}. Select a key in the list to see it in code.
    </p>
  );
}

interface KeyFieldProps {
  readonly keys: readonly KeyRecord[];
  readonly control: SnippetControl;
  readonly more: boolean;
}

function KeyField({ keys, control, more }: KeyFieldProps) {
  return (
    <Field
      label="Key"
      help={more ? 'Not all are listed. For another one, select it in the list of keys.' : undefined}
    >
      <Select
        value={control.key?.ref ?? ''}
        options={keys.map((key) => ({ value: key.ref, label: optionOf(key) }))}
        onChange={(ref) => {
          const chosen = keys.find((key) => key.ref === ref);
          if (chosen !== undefined) control.chooseKey(chosen.ref);
        }}
      />
    </Field>
  );
}

/** Keys that stand in for others have the same name, and are told apart by their owner. */
function optionOf(key: KeyRecord): string {
  const { standIn } = kindOf(key.kind).snippets;
  return standIn?.fits(key.spec) === true ? `${nameOf(key)} of ${standIn.owner(key.spec)}` : nameOf(key);
}

interface FieldsProps {
  readonly snippet: Snippet;
  readonly control: SnippetControl;
}

function SnippetFields({ snippet, control }: FieldsProps) {
  const { use, uses, language } = snippet;
  return (
    <>
      {uses.length > 1 && (
        <Field label="Purpose">
          <Select
            value={use.id}
            options={uses.map(({ id, title }) => ({ value: id, label: title }))}
            onChange={control.chooseUse}
          />
        </Field>
      )}
      {use.resource !== null && <ResourceField snippet={snippet} control={control} />}
      <FieldGroup label="Language">
        <Segmented
          label="Language"
          value={language}
          options={SNIPPET_LANGUAGES.map((value) => ({
            value,
            label: SNIPPET_LANGUAGE_TITLES[value],
            disabled: !use.languages.includes(value),
          }))}
          onChange={control.chooseLanguage}
        />
      </FieldGroup>
    </>
  );
}

function Code({ snippet }: { readonly snippet: Snippet }) {
  const { use, shown } = snippet;
  return (
    <>
      {/* The block around it keeps its height where the dialog has to scroll. */}
      <div>
        <CodeBlock label={use.title} text={shown} />
      </div>
      {use.notes.length > 0 && (
        <FieldNotes notes={use.notes.map((message) => ({ severity: 'hint', message }))} />
      )}
    </>
  );
}

const LONGEST_RESOURCE = 500;

function ResourceField({ snippet, control }: FieldsProps) {
  const list = useId();
  const { resource } = snippet.use;
  if (resource === null) return null;
  return (
    <Field
      label={resource.label}
      notes={snippet.refusal === null ? [] : [{ severity: 'warning', message: snippet.refusal }]}
    >
      <TextInput
        mono
        value={snippet.resource}
        onChange={control.enterResource}
        list={list}
        maxLength={LONGEST_RESOURCE}
        placeholder={resource.placeholder}
      />
      <datalist id={list}>
        {snippet.suggestions.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </Field>
  );
}

function Foot({ control: { copy, key } }: { readonly control: SnippetControl }) {
  const hasSecret = key?.hasSecret === true;
  return (
    <>
      <div role="status" className={styles.copied}>
        {copy.data === undefined ? whatIsCopied(hasSecret) : copiedWords(copy.data)}
      </div>
      <Button busy={copy.isPending && !copy.variables} onClick={() => copy.mutate(false)}>
        Copy without the secret
      </Button>
      {hasSecret && (
        <Button variant="primary" busy={copy.isPending && copy.variables} onClick={() => copy.mutate(true)}>
          Copy with the secret
        </Button>
      )}
    </>
  );
}

function Failure({ error }: { readonly error: AppError }) {
  const message = `Nothing was copied. ${error.message} ${error.remedy ?? ''}`;
  return <FieldNotes notes={[{ severity: 'error', message }]} />;
}

function whatIsCopied(hasSecret: boolean): string {
  return hasSecret
    ? 'The text copied with the secret holds it in clear.'
    : `The secret is not stored here: put it in place of ${SECRET_PLACEHOLDER}.`;
}

function copiedWords(copied: Copied): string {
  if (!copied.withSecret) return `Copied, with ${SECRET_PLACEHOLDER} in place of the secret.`;
  if (copied.clearsAt === null) return 'Copied with the secret. The clipboard is not cleared by itself.';
  const at = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' }).format(copied.clearsAt);
  return `Copied with the secret. The clipboard is cleared at ${at}.`;
}

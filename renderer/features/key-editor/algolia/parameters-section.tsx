import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { SEARCH_PARAMETERS } from '#shared/kinds/algolia/search-parameters';
import type { AlgoliaSpec } from '#shared/kinds/algolia/spec';
import { Button, Field, FieldGroup, type FieldNote, IconButton, TextArea, TextInput } from '../../../ui';
import { allNotesOf, entryNotesOf, notesOf, type SpecForm } from '../form';
import { Notes, SectionFrame } from '../section';
import {
  editRow,
  isSource,
  readRows,
  isBlank,
  sourcesOf,
  withSource,
  writeRows,
  type ParameterRow,
} from './parameter-rows';
import styles from './parameters-section.module.css';

const FIELD = 'queryParameters';

/** The search parameters that the key forces: the source address as a field of its own, the others as rows or as text. */
export function ParametersSection({
  form,
  id,
}: {
  readonly form: SpecForm<AlgoliaSpec>;
  readonly id: string;
}) {
  const [asText, setAsText] = useState(false);
  const text = form.spec.queryParameters;
  const { rows, write } = useParameterRows(form);
  return (
    <SectionFrame
      id={id}
      title="Parameters"
      lead="Search parameters that every request with this key gets. Single values win over those of the request; filters are combined."
      action={
        <Button size="small" variant="ghost" onClick={() => setAsText(!asText)}>
          {asText ? 'Edit as form' : 'Edit as text'}
        </Button>
      }
    >
      {asText ? (
        <Field
          label="Query parameters"
          help="URL-encoded, as they are sent: name=value, joined by &. Blank means none."
          notes={[...allNotesOf(form, 'restrictSources'), ...allNotesOf(form, FIELD)]}
        >
          <TextArea
            mono
            rows={4}
            value={text}
            onChange={(next) =>
              form.change((spec) => ({ ...spec, queryParameters: next.replaceAll(/[\r\n]/g, '') }))
            }
          />
        </Field>
      ) : (
        <>
          <SourceField form={form} rows={rows} write={write} />
          <ParameterRows form={form} rows={rows} write={write} />
          <Notes notes={notesOf(form, FIELD)} />
        </>
      )}
    </SectionFrame>
  );
}

type WriteRows = (rows: readonly ParameterRow[]) => void;

/** The rows of the string; rows that are not filled in yet live here alone, as the string cannot hold them. */
function useParameterRows(form: SpecForm<AlgoliaSpec>) {
  const text = form.spec.queryParameters;
  const [held, setHeld] = useState(() => readRows(text));
  const rows = writeRows(held) === text ? held : readRows(text);
  const write: WriteRows = (next) => {
    setHeld(next);
    form.change((spec) => {
      const written = writeRows(next);
      return written === spec.queryParameters ? spec : { ...spec, queryParameters: written };
    });
  };
  return { rows, write };
}

interface SourceFieldProps {
  readonly form: SpecForm<AlgoliaSpec>;
  readonly rows: readonly ParameterRow[];
  readonly write: WriteRows;
}

function SourceField({ form, rows, write }: SourceFieldProps) {
  const sources = sourcesOf(rows);
  return (
    <Field
      label="Source address"
      help="One IPv4 address or range (192.168.1.0/24) that requests must come from. Blank means every address. The address of this computer must lie in it, else the cluster refuses to create the key."
      notes={notesOf(form, 'restrictSources')}
    >
      <div className={styles.source}>
        <TextInput
          mono
          placeholder="every address"
          value={sources.join(',')}
          onChange={(source) => write(withSource(rows, source.trim()))}
        />
      </div>
    </Field>
  );
}

interface ParameterRowsProps {
  readonly form: SpecForm<AlgoliaSpec>;
  readonly rows: readonly ParameterRow[];
  readonly write: WriteRows;
}

function ParameterRows({ form, rows, write }: ParameterRowsProps) {
  const shown = rows.map((row, index) => ({ row, index })).filter(({ row }) => !isSource(row));
  const sent = rows.filter((row) => !isSource(row) && !isBlank(row));
  return (
    <FieldGroup
      label="Forced parameters"
      help={shown.length === 0 ? 'Blank means that nothing is forced.' : undefined}
    >
      {shown.map(({ row, index }, position) => (
        <ParameterRowFields
          key={index}
          row={row}
          number={position + 1}
          notes={isBlank(row) ? [] : entryNotesOf(form, FIELD, sent.indexOf(row))}
          onChange={(change) => write(editRow(rows, index, change))}
          onRemove={() => write(rows.toSpliced(index, 1))}
        />
      ))}
      <div>
        <Button
          size="small"
          icon={<Plus aria-hidden="true" />}
          onClick={() => write([...rows, { name: '', value: '', raw: null }])}
        >
          Add parameter
        </Button>
      </div>
      <datalist id={NAMES}>
        {SEARCH_PARAMETERS.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </FieldGroup>
  );
}

const NAMES = 'search-parameter-names';

interface RowFieldsProps {
  readonly row: ParameterRow;
  /** From 1, for assistive technology. */
  readonly number: number;
  readonly notes: readonly FieldNote[];
  readonly onChange: (change: Partial<Pick<ParameterRow, 'name' | 'value'>>) => void;
  readonly onRemove: () => void;
}

function ParameterRowFields({ row, number, notes, onChange, onRemove }: RowFieldsProps) {
  return (
    <div>
      <div className={styles.row}>
        <TextInput
          mono
          list={NAMES}
          autoFocus={isBlank(row)}
          aria-label={`Name of parameter ${number}`}
          aria-invalid={notes.some((note) => note.severity === 'error') || undefined}
          placeholder="name, like filters"
          value={row.name}
          onChange={(name) => onChange({ name: name.trim() })}
        />
        <TextInput
          mono
          aria-label={`Value of parameter ${number}`}
          placeholder="value"
          value={row.value}
          onChange={(value) => onChange({ value })}
        />
        <IconButton label={`Remove parameter ${number}`} icon={<X aria-hidden="true" />} onClick={onRemove} />
      </div>
      <Notes notes={notes} />
    </div>
  );
}

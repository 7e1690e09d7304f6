import { ChevronDown, ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import type { Instant } from '#shared/ids';
import { instantToLocal, localToInstant } from '#shared/keys/local-time';
import type { KindOperation } from '#shared/kinds/operation';
import type { PolicyRequest, RequestField } from '#shared/policy/decision';
import { Button, Field, NumberInput, Select, TextInput } from '../../ui';
import styles from './simulator.module.css';

export interface RequestFieldsProps {
  readonly operations: readonly KindOperation[];
  /** What of a request can be entered beside operation and resource. */
  readonly fields: readonly RequestField[];
  readonly request: PolicyRequest;
  readonly onChange: (request: PolicyRequest) => void;
  /** Known names, for suggestions. */
  readonly names: readonly string[] | null;
  /** When the request is made; left out where time plays no part. */
  readonly time?:
    { readonly at: Instant | null; readonly onChange: (at: Instant | null) => void } | undefined;
  /** What may be typed as resource beside a name. */
  readonly resourceHelp?: string | undefined;
}

/** Longer lists of suggestions are slow to open. */
const SUGGESTED = 200;

/** A request, field by field: what is always asked first, the rest folded until it is wanted. */
export function RequestFields(props: RequestFieldsProps) {
  const { operations, request, onChange, names, resourceHelp } = props;
  const list = useId();
  const operation = operations.find(({ id }) => id === request.operation);
  const target = operation?.target ?? null;
  const choose = (id: string) => {
    const next = operations.find((one) => one.id === id)?.target ?? null;
    const resource = next === null ? null : request.resource;
    onChange({
      ...request,
      operation: id,
      resource: next?.label === target?.label ? request.resource : resource,
    });
  };
  return (
    <div className={styles.fields}>
      <Field label="Operation">
        <Select
          value={request.operation}
          options={operations.map(({ id, title, group }) => ({ value: id, label: title, group }))}
          onChange={choose}
        />
      </Field>
      {target !== null && (
        <Field label={target.label} help={resourceHelp}>
          <TextInput
            mono
            value={request.resource ?? ''}
            placeholder={target.placeholder}
            list={target.known ? list : undefined}
            onChange={(text) => onChange({ ...request, resource: text === '' ? null : text })}
          />
        </Field>
      )}
      {target?.known === true && (
        <datalist id={list}>
          {names?.slice(0, SUGGESTED).map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      )}
      <MoreFields {...props} />
    </div>
  );
}

/** Where it comes from, how many came before, and when. */
function MoreFields({ fields, request, onChange, time }: RequestFieldsProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const words = [...fields.map((field) => FIELDS[field].word), ...(time === undefined ? [] : ['time'])];
  if (words.length === 0) return null;
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <div>
      <Button
        variant="ghost"
        size="small"
        className={styles.more}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <Chevron aria-hidden="true" />
        {`${sentenceOf(words)}`}
      </Button>
      <div id={id} hidden={!open} className={styles.moreFields}>
        {open &&
          fields.map((field) => (
            <MoreField key={field} field={field} request={request} onChange={onChange} />
          ))}
        {open && time !== undefined && <TimeField {...time} />}
      </div>
    </div>
  );
}

/** "Page, address and time". */
function sentenceOf(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  const text = words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const FIELDS: Readonly<
  Record<RequestField, { readonly word: string; readonly label: string; readonly placeholder: string }>
> = {
  origin: { word: 'origin', label: 'Origin', placeholder: 'none: no browser' },
  referer: { word: 'referer', label: 'Referer', placeholder: 'none: not from a page' },
  ip: { word: 'address', label: 'IP address', placeholder: '203.0.113.7' },
  userToken: { word: 'user', label: 'User token', placeholder: 'none' },
  used: { word: 'count', label: 'Count so far', placeholder: '0' },
};

interface MoreFieldProps {
  readonly field: RequestField;
  readonly request: PolicyRequest;
  readonly onChange: (request: PolicyRequest) => void;
}

function MoreField({ field, request, onChange }: MoreFieldProps) {
  const { label, placeholder } = FIELDS[field];
  switch (field) {
    case 'used':
      return <CountField label={label} request={request} onChange={onChange} />;
    case 'ip':
      return (
        <Field label={label}>
          <TextInput
            mono
            value={request.ip}
            placeholder={placeholder}
            onChange={(ip) => onChange({ ...request, ip })}
          />
        </Field>
      );
    case 'origin':
    case 'referer':
    case 'userToken':
      return (
        <Field label={label}>
          <TextInput
            mono
            value={request[field] ?? ''}
            placeholder={placeholder}
            onChange={(text) => onChange({ ...request, [field]: text === '' ? null : text })}
          />
        </Field>
      );
  }
}

function CountField({
  label,
  request,
  onChange,
}: Omit<MoreFieldProps, 'field'> & { readonly label: string }) {
  const [typed, setTyped] = useState<string | null>(null);
  const invalid = typed !== null && !/^\d{0,9}$/.test(typed.trim());
  return (
    <Field label={label} error={invalid ? 'Enter a whole number.' : null}>
      <NumberInput
        value={typed ?? String(request.used)}
        placeholder="0"
        onBlur={() => {
          if (!invalid) setTyped(null);
        }}
        onChange={(text, number) => {
          setTyped(text);
          if (/^\d{0,9}$/.test(text.trim())) onChange({ ...request, used: number ?? 0 });
        }}
      />
    </Field>
  );
}

function TimeField({ at, onChange }: NonNullable<RequestFieldsProps['time']>) {
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <Field label="Time" help={at === null ? 'Empty: now.' : undefined}>
      <TextInput
        type="datetime-local"
        max="9999-12-31T23:59"
        value={at === null ? '' : instantToLocal(at, zone)}
        onChange={(text) => onChange(localToInstant(text, zone))}
      />
    </Field>
  );
}

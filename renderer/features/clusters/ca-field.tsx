import { FileText } from 'lucide-react';
import { type ChangeEvent, useRef, useState } from 'react';
import { Button, Field, TextArea } from '../../ui';
import styles from './cluster-form.module.css';

/** The contract's limit (64 KiB) with room for a clear message from the schema. */
const MAX_FILE_BYTES = 256 * 1024;

export interface CaFieldProps {
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (pem: string) => void;
  readonly onBlur: () => void;
}

/** A private certificate authority, pasted or read from a file; it is trusted for this cluster alone. */
export function CaField({ value, error, onChange, onBlur }: CaFieldProps) {
  const picker = useRef<HTMLInputElement>(null);
  const [fileError, setFileError] = useState<string | null>(null);
  const read = async (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? [];
    event.target.value = '';
    if (file === undefined) return;
    if (file.size > MAX_FILE_BYTES) {
      setFileError(`${file.name} is too large for a certificate.`);
      return;
    }
    setFileError(null);
    onChange(await file.text());
  };
  return (
    <Field
      label="Private certificate authority"
      hideLabel
      help="For clusters whose certificate is signed by an authority of your own. Trusted for this cluster alone."
      error={fileError ?? error}
      action={
        <span className={styles.fileRow}>
          <Button size="small" icon={<FileText aria-hidden="true" />} onClick={() => picker.current?.click()}>
            Read from file…
          </Button>
          {value !== '' && (
            <Button size="small" variant="ghost" onClick={() => onChange('')}>
              Remove
            </Button>
          )}
          <input
            ref={picker}
            type="file"
            className={styles.file}
            accept=".pem,.crt,.cer,application/x-pem-file"
            aria-label="Certificate file"
            tabIndex={-1}
            onChange={(event) => void read(event)}
          />
        </span>
      }
    >
      <TextArea
        mono
        rows={3}
        value={value}
        placeholder="-----BEGIN CERTIFICATE-----"
        onBlur={onBlur}
        onChange={(pem) => {
          setFileError(null);
          onChange(pem);
        }}
      />
    </Field>
  );
}

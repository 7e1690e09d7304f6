import { Copy, Eye, EyeOff } from 'lucide-react';
import type { KeyRecord } from '#shared/keys/record';
import { Button, FieldNotes } from '../../ui';
import styles from './secret-field.module.css';
import { useCopySecret, useReveal } from './use-secret';

interface SecretFieldProps {
  readonly record: Pick<KeyRecord, 'clusterId' | 'ref' | 'mask' | 'hasSecret'>;
  /** The secret is shown without asking: for a key that was just made. */
  readonly revealAtOnce?: boolean | undefined;
}

/** A secret, masked until it is revealed, with Copy through the main process. */
export function SecretField({ record, revealAtOnce = false }: SecretFieldProps) {
  const reveal = useReveal(record, revealAtOnce);
  const copy = useCopySecret(record);
  return (
    <div className={styles.field}>
      <div className={styles.line}>
        <output className={styles.secret} aria-label="Secret">
          {reveal.secret ?? record.mask}
        </output>
        <Button
          size="small"
          icon={reveal.secret === null ? <Eye aria-hidden="true" /> : <EyeOff aria-hidden="true" />}
          disabled={!record.hasSecret}
          onClick={reveal.toggle}
        >
          {reveal.secret === null ? 'Reveal' : 'Hide'}
        </Button>
        <Button
          size="small"
          icon={<Copy aria-hidden="true" />}
          disabled={!record.hasSecret}
          onClick={copy.run}
        >
          Copy
        </Button>
      </div>
      <div role="status" className={styles.note}>
        {copy.copied !== null &&
          (copy.copied.clearsAt === null
            ? 'Copied. The clipboard is not cleared by itself.'
            : `Copied. The clipboard is cleared at ${timeOf(copy.copied.clearsAt)}.`)}
      </div>
      {reveal.failure !== null && <Failure message={reveal.failure.message} remedy={reveal.failure.remedy} />}
      {copy.failure !== null && <Failure message={copy.failure.message} remedy={copy.failure.remedy} />}
    </div>
  );
}

function timeOf(at: number): string {
  return new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' }).format(at);
}

function Failure({
  message,
  remedy = '',
}: {
  readonly message: string;
  readonly remedy: string | undefined;
}) {
  return <FieldNotes notes={[{ severity: 'error', message: `${message} ${remedy}` }]} />;
}

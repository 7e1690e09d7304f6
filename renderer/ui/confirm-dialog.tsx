import { type ReactNode, useId, useRef, useState } from 'react';
import type { AppErrorData } from '#shared/errors';
import { Banner } from './banner';
import { Button } from './button';
import { Dialog } from './dialog';
import styles from './dialog.module.css';
import { Field } from './field';
import { TextInput } from './inputs';

export interface ConfirmDialogProps {
  readonly open: boolean;
  /** A question that names the thing: "Delete key Blog search?" */
  readonly title: string;
  /** The impact: what stops working, what cannot be undone. */
  readonly children: ReactNode;
  /** A verb: "Delete key". */
  readonly confirmLabel: string;
  readonly danger?: boolean | undefined;
  /** When set, this has to be typed first (the cluster's name on production). Never empty. */
  readonly typeName?: string | undefined;
  readonly busy?: boolean | undefined;
  /** Shown inside the dialog, which stays open. */
  readonly error?: AppErrorData | null | undefined;
  /** `typed` is what was typed, null without `typeName`. */
  readonly onConfirm: (typed: string | null) => void;
  readonly onCancel: () => void;
}

/** The last question before something that cannot be undone. The focus starts on Cancel, or in the field to type in. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const {
    open,
    title,
    danger = false,
    typeName,
    children,
    confirmLabel,
    busy,
    error,
    onConfirm,
    onCancel,
  } = props;
  const cancel = useRef<HTMLButtonElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const text = useId();
  const form = useId();
  const [typed, setTyped] = useState('');
  const [seenOpen, setSeenOpen] = useState(open);
  if (open !== seenOpen) {
    setSeenOpen(open);
    setTyped('');
  }
  const matches = typeName === undefined || (typeName !== '' && typed.trim() === typeName);
  return (
    <Dialog
      open={open}
      onClose={onCancel}
      title={title}
      role="alertdialog"
      describedBy={text}
      initialFocus={typeName === undefined ? cancel : field}
      footer={
        <>
          <Button ref={cancel} onClick={onCancel}>
            Cancel
          </Button>
          <Button
            type="submit"
            form={form}
            variant={danger ? 'danger' : 'primary'}
            busy={busy}
            disabled={!matches}
          >
            {confirmLabel}
          </Button>
        </>
      }
    >
      <div id={text} className={styles.text}>
        {children}
      </div>
      <form
        id={form}
        hidden={typeName === undefined}
        onSubmit={(event) => {
          event.preventDefault();
          if (matches && busy !== true) onConfirm(typeName === undefined ? null : typed.trim());
        }}
      >
        {typeName !== undefined && (
          <Field label={`Type ${typeName} to confirm`}>
            <TextInput ref={field} value={typed} onChange={setTyped} />
          </Field>
        )}
      </form>
      {error !== undefined && error !== null && (
        <Banner tone="danger">
          {error.message} {error.remedy}
        </Banner>
      )}
    </Dialog>
  );
}

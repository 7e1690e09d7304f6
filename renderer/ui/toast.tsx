import { clsx } from 'clsx';
import { Check, CircleAlert, Info, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { assertNever } from '#shared/errors';
import { create } from 'zustand';
import { Button, IconButton } from './button';
import styles from './toast.module.css';

export interface ToastInput {
  readonly message: string;
  /** `note`: nothing was done, and where to look stands on the screen already. */
  readonly tone?: 'done' | 'note' | 'danger' | undefined;
  readonly action?: { readonly label: string; readonly onClick: () => void } | undefined;
}

interface Toast extends ToastInput {
  readonly id: number;
}

interface ToastStore {
  readonly toasts: readonly Toast[];
}

const LIFETIME = 4500;
/** Time to read and to reach the button. */
const LIFETIME_WITH_ACTION = 10_000;
const MOST = 3;

const useToastStore = create<ToastStore>(() => ({ toasts: [] }));
let lastId = 0;

/**
 * Says that something happened, without taking the focus. Failures stay until dismissed. The same message again takes
 * the place of the one before.
 */
export function showToast(input: ToastInput): void {
  lastId += 1;
  const toast: Toast = { ...input, id: lastId };
  const isAgain = (other: Toast) =>
    other.message === toast.message && other.tone === toast.tone && other.action === undefined;
  useToastStore.setState(({ toasts }) => ({
    toasts: [...toasts.filter((other) => !isAgain(other)), toast].slice(-MOST),
  }));
}

export function dismissToast(id: number): void {
  useToastStore.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
}

/** Stands once in the application; read out politely. */
export function ToastRegion() {
  const toasts = useToastStore((state) => state.toasts);
  useEffect(() => () => useToastStore.setState({ toasts: [] }), []);
  return (
    <div role="region" aria-label="Notifications">
      <div className={styles.region} role="status" aria-live="polite" aria-relevant="additions">
        {toasts.map((toast) => (
          <ToastCard key={toast.id} toast={toast} />
        ))}
      </div>
    </div>
  );
}

function ToastCard({ toast }: { readonly toast: Toast }) {
  const { id, message, tone = 'done', action } = toast;
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held || tone === 'danger') return;
    const timer = setTimeout(() => dismissToast(id), action === undefined ? LIFETIME : LIFETIME_WITH_ACTION);
    return () => clearTimeout(timer);
  }, [held, id, tone, action]);
  return (
    <div
      className={clsx(styles.toast, styles[tone])}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <ToastIcon tone={tone} />
      <div className={styles.content}>
        <span className={styles.text}>{message}</span>
        {action !== undefined && (
          <Button
            size="small"
            onClick={() => {
              action.onClick();
              dismissToast(id);
            }}
          >
            {action.label}
          </Button>
        )}
      </div>
      <IconButton
        size="small"
        label="Dismiss"
        icon={<X aria-hidden="true" />}
        onClick={() => dismissToast(id)}
      />
    </div>
  );
}

function ToastIcon({ tone }: { readonly tone: 'done' | 'note' | 'danger' }) {
  switch (tone) {
    case 'done':
      return <Check aria-hidden="true" />;
    case 'note':
      return <Info aria-hidden="true" />;
    case 'danger':
      return <CircleAlert aria-hidden="true" />;
    default:
      return assertNever(tone);
  }
}

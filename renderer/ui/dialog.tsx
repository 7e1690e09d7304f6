import { clsx } from 'clsx';
import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, type RefObject, useRef } from 'react';
import { IconButton } from './button';
import styles from './dialog.module.css';
import { firstControl, focusOrigin } from './focus-origin';

export interface DialogProps {
  readonly open: boolean;
  /** Asked for by Esc, the close button and, unless `keepOpen`, a click beside the dialog. */
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
  /** Buttons at the foot: the safe one first, the one that acts last. */
  readonly footer?: ReactNode;
  readonly wide?: boolean | undefined;
  /** Where the focus starts; the first control otherwise. */
  readonly initialFocus?: RefObject<HTMLElement | null> | undefined;
  /** A click beside it does not close it: for forms with input. */
  readonly keepOpen?: boolean | undefined;
  readonly role?: 'dialog' | 'alertdialog' | undefined;
  /** Id of the text that assistive technology reads with the title. */
  readonly describedBy?: string | undefined;
}

/**
 * A modal dialog: named by its title, focus kept inside and given back to where it came from. The scrim is our
 * own, because Radix's overlay locks scrolling with an injected style element, which the policy forbids.
 */
export function Dialog(props: DialogProps) {
  const { open, onClose, title, children, footer, wide, initialFocus, keepOpen, role, describedBy } = props;
  const origin = useRef<HTMLElement | null>(null);
  const body = useRef<HTMLDivElement>(null);
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <div className={styles.scrim}>
          <Radix.Content
            role={role ?? 'dialog'}
            aria-modal="true"
            aria-describedby={describedBy}
            className={clsx(styles.dialog, wide === true && styles.wide)}
            onOpenAutoFocus={(event) => {
              origin.current = focusOrigin();
              const first = initialFocus?.current ?? firstControl(body.current);
              if (first === null) return;
              event.preventDefault();
              first.focus();
            }}
            onCloseAutoFocus={(event) => {
              event.preventDefault();
              origin.current?.focus();
            }}
            onPointerDownOutside={(event) => keepOpen === true && event.preventDefault()}
          >
            <div className={styles.head}>
              <Radix.Title className={styles.title}>{title}</Radix.Title>
              <IconButton
                size="small"
                label="Close"
                keys="Esc"
                icon={<X aria-hidden="true" />}
                onClick={onClose}
              />
            </div>
            <div className={styles.body} ref={body}>
              {children}
            </div>
            {footer !== undefined && <div className={styles.foot}>{footer}</div>}
          </Radix.Content>
        </div>
      </Radix.Portal>
    </Radix.Root>
  );
}

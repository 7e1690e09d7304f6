import { clsx } from 'clsx';
import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, type RefObject, useRef, useState } from 'react';
import { IconButton } from './button';
import styles from './dialog.module.css';
import { firstControl, focusOrigin, giveFocusBack } from './focus-origin';
import { VisuallyHidden } from './panel';
import { PortalContext } from './portal';

export interface BareDialogProps {
  readonly open: boolean;
  /** Asked for by Esc, the close button and, unless `keepOpen`, a click beside the dialog. */
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
  readonly wide?: boolean | undefined;
  /** Where the focus starts; the first control otherwise. */
  readonly initialFocus?: RefObject<HTMLElement | null> | undefined;
  /** A click beside it does not close it: for forms with input. */
  readonly keepOpen?: boolean | undefined;
  readonly role?: 'dialog' | 'alertdialog' | undefined;
  /** Id of the text that assistive technology reads with the title. */
  readonly describedBy?: string | undefined;
}

export interface DialogProps extends BareDialogProps {
  /** Buttons at the foot: the safe one first, the one that acts last. */
  readonly footer?: ReactNode;
  /** Always in sight above the foot: the outcome of a try, a failure. */
  readonly outcome?: ReactNode;
}

/** A modal dialog: named by its title, focus kept inside and given back to where it came from. */
export function Dialog({ children, footer, outcome, initialFocus, ...shell }: DialogProps) {
  const body = useRef<HTMLDivElement>(null);
  return (
    <Shell {...shell} firstFocus={() => initialFocus?.current ?? firstControl(body.current)}>
      <div className={styles.head}>
        <Radix.Title className={styles.title}>{shell.title}</Radix.Title>
        <IconButton
          size="small"
          label="Close"
          keys="Esc"
          icon={<X aria-hidden="true" />}
          onClick={shell.onClose}
        />
      </div>
      <div className={styles.body} ref={body}>
        {children}
      </div>
      {outcome !== undefined && outcome !== null && <div className={styles.outcome}>{outcome}</div>}
      {footer !== undefined && <div className={styles.foot}>{footer}</div>}
    </Shell>
  );
}

/** A modal dialog whose content fills it; the title is for assistive technology alone. */
export function BareDialog({ children, initialFocus, ...shell }: BareDialogProps) {
  const body = useRef<HTMLDivElement>(null);
  return (
    <Shell {...shell} wide firstFocus={() => initialFocus?.current ?? firstControl(body.current)}>
      <VisuallyHidden>
        <Radix.Title>{shell.title}</Radix.Title>
      </VisuallyHidden>
      <div ref={body}>{children}</div>
    </Shell>
  );
}

interface ShellProps extends Omit<BareDialogProps, 'title' | 'initialFocus'> {
  readonly firstFocus: () => HTMLElement | null;
}

/**
 * The scrim is our own: Radix's overlay locks scrolling with a style element made at run time, which the content
 * security policy need not allow for that.
 */
function Shell({ open, onClose, children, wide, firstFocus, keepOpen, role, describedBy }: ShellProps) {
  const origin = useRef<HTMLElement | null>(null);
  const [content, setContent] = useState<HTMLElement | null>(null);
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <div className={styles.scrim}>
          <Radix.Content
            ref={setContent}
            role={role ?? 'dialog'}
            aria-modal="true"
            aria-describedby={describedBy}
            className={clsx(styles.dialog, wide === true && styles.wide)}
            onOpenAutoFocus={(event) => {
              origin.current = focusOrigin();
              event.preventDefault();
              // Without a control the dialog itself has the focus, so that Esc and scrolling work.
              (firstFocus() ?? content)?.focus();
            }}
            onCloseAutoFocus={(event) => {
              event.preventDefault();
              giveFocusBack(origin.current);
            }}
            onPointerDownOutside={(event) => keepOpen === true && event.preventDefault()}
          >
            <PortalContext value={content}>{children}</PortalContext>
          </Radix.Content>
        </div>
      </Radix.Portal>
    </Radix.Root>
  );
}

import { clsx } from 'clsx';
import { X } from 'lucide-react';
import {
  createContext,
  type KeyboardEvent,
  type ReactNode,
  useContext,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import { createPortal } from 'react-dom';
import { IconButton } from './button';
import { useEscape } from './escape';
import { firstControl, focusOrigin, giveFocusBack } from './focus-origin';
import { VisuallyHidden } from './panel';
import styles from './sheet.module.css';
import { Tag } from './tag';

interface SheetHostValue {
  readonly target: HTMLElement | null;
  readonly enter: () => () => void;
}

const SheetContext = createContext<SheetHostValue | null>(null);

/** The area that sheets cover. What lies under an open sheet can be neither reached nor read. */
export function SheetHost({ children }: { readonly children: ReactNode }) {
  const [target, setTarget] = useState<HTMLElement | null>(null);
  const [open, setOpen] = useState(0);
  const value = useMemo<SheetHostValue>(
    () => ({
      target,
      enter: () => {
        setOpen((count) => count + 1);
        return () => setOpen((count) => count - 1);
      },
    }),
    [target],
  );
  return (
    <div className={styles.host}>
      <SheetContext value={value}>
        <div className={styles.under} inert={open > 0}>
          {children}
        </div>
      </SheetContext>
      <div ref={setTarget} />
    </div>
  );
}

export interface SheetSection {
  readonly id: string;
  readonly label: string;
  /** Problems in this section; shown when above 0. */
  readonly count?: number | undefined;
  readonly severity?: 'error' | 'warning' | 'hint' | undefined;
}

export interface SheetProps {
  readonly title: string;
  /** Beside the title: "on shop-prod", the environment. */
  readonly meta?: ReactNode;
  /** At the right of the header: "Changes are not saved yet". */
  readonly note?: ReactNode;
  /** Under the header, in sight wherever the form is scrolled: why the last try failed. */
  readonly notice?: ReactNode;
  readonly sections: readonly SheetSection[];
  readonly activeSection: string;
  readonly onSection: (id: string) => void;
  /** The live panel at the right (below the form where the window is narrow). */
  readonly panel?: ReactNode;
  /** At the left of the foot: "2 problems, 1 hint". */
  readonly summary?: ReactNode;
  /** Buttons at the right of the foot. */
  readonly footer: ReactNode;
  /** Esc and the close button; asks itself when there are changes. */
  readonly onClose: () => void;
  /** Ctrl+Enter (Cmd on macOS). */
  readonly onSubmit?: (() => void) | undefined;
  readonly children: ReactNode;
}

/**
 * A full-height form over the main area, next to the rail. Must stand inside a {@link SheetHost}. The first
 * control of the form gets the focus; on closing it goes back to where it came from.
 */
export function Sheet(props: SheetProps) {
  const host = useContext(SheetContext);
  const target = host?.target ?? null;
  return target === null ? null : createPortal(<SheetSurface {...props} host={host} />, target);
}

function SheetSurface(props: SheetProps & { readonly host: SheetHostValue | null }) {
  const { title, meta, note, notice, panel, summary, footer, onClose, onSubmit, children, host } = props;
  const id = useId();
  const form = useRef<HTMLDivElement>(null);
  const enter = host?.enter;
  useEffect(() => {
    const origin = focusOrigin();
    const leave = enter?.();
    firstControl(form.current)?.focus();
    return () => {
      leave?.();
      // The area below is inert until the host has rendered without this sheet.
      requestAnimationFrame(() => giveFocusBack(origin));
    };
  }, [enter]);
  useEscape(onClose);
  const submitByKeys = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    onSubmit?.();
  };
  return (
    <section role="dialog" aria-labelledby={id} className={styles.sheet} onKeyDown={submitByKeys}>
      <header className={styles.head}>
        <h1 id={id} className={styles.title}>
          {title}
        </h1>
        <div className={styles.meta}>{meta}</div>
        {note !== undefined && <div className={styles.note}>{note}</div>}
        <IconButton label="Close" keys="Esc" icon={<X aria-hidden="true" />} onClick={onClose} />
      </header>
      <div className={styles.notice}>{notice}</div>
      <div className={clsx(styles.body, panel === undefined && styles.noPanel)}>
        <SheetSections {...props} />
        <div ref={form} className={styles.form}>
          {children}
        </div>
        {panel !== undefined && (
          <aside className={styles.panel} aria-label="Live preview" tabIndex={0}>
            {panel}
          </aside>
        )}
      </div>
      <footer className={styles.foot}>
        <div className={styles.summary}>{summary}</div>
        {footer}
      </footer>
    </section>
  );
}

type SheetSectionsProps = Pick<SheetProps, 'sections' | 'activeSection' | 'onSection'>;

function SheetSections({ sections, activeSection, onSection }: SheetSectionsProps) {
  return (
    <nav className={styles.sections} aria-label="Sections">
      {sections.map(({ id, label, count = 0, severity = 'hint' }) => (
        <button
          key={id}
          type="button"
          className={styles.section}
          aria-current={id === activeSection}
          onClick={() => onSection(id)}
        >
          {label}
          {count > 0 && (
            <>
              <VisuallyHidden>{`, ${count} ${count === 1 ? 'remark' : 'remarks'}`}</VisuallyHidden>
              <span aria-hidden="true">
                <Tag tone={TONES[severity]}>{count}</Tag>
              </span>
            </>
          )}
        </button>
      ))}
    </nav>
  );
}

const TONES = { error: 'danger', warning: 'warn', hint: 'neutral' } as const;

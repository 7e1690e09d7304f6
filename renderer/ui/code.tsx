import { Check, Copy } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { SummaryPart } from '#shared/kinds/kind';
import { IconButton } from './button';
import styles from './code.module.css';
import { useCopyText } from './copy-context';
import { formatCount } from './time';

/** A pattern, a name or a path inside a sentence. */
export function Code({ children }: { readonly children: ReactNode }) {
  return <code className={styles.code}>{children}</code>;
}

export interface CopyableCodeProps {
  /** What it is: "Request as JSON". Names the block and the button. */
  readonly label: string;
  /** Never a secret: those are copied by the main process. */
  readonly text: string;
}

/** A page with more is slow to lay out; Copy takes everything. */
const LINES_SHOWN = 300;

function beginning(text: string): string {
  const lines = text.split('\n', LINES_SHOWN + 1);
  if (lines.length <= LINES_SHOWN) return text;
  const rest = text.split('\n').length - LINES_SHOWN;
  return `${lines.slice(0, LINES_SHOWN).join('\n')}\n… ${formatCount(rest)} more lines; Copy takes them all`;
}

/** A block of machine-readable text, for those that are copied in a way of their own. */
export function CodeBlock({ label, text }: CopyableCodeProps) {
  return (
    <pre className={styles.pre} tabIndex={0} role="region" aria-label={label}>
      {beginning(text)}
    </pre>
  );
}

/** A block of machine-readable text with a button that copies it. */
export function CopyableCode({ label, text }: CopyableCodeProps) {
  const copy = useCopyText();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <div className={styles.block}>
      <CodeBlock label={label} text={text} />
      {copy !== null && (
        <div className={styles.copy}>
          <IconButton
            size="small"
            label={copied ? `Copied ${label}` : `Copy ${label}`}
            icon={copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
            onClick={() => {
              copy(text);
              setCopied(true);
            }}
          />
        </div>
      )}
    </div>
  );
}

/** A sentence of a kind: patterns in monospace, what matters in strong. */
export function SummaryText({ parts }: { readonly parts: readonly SummaryPart[] }) {
  return (
    <>
      {parts.map((part, position) => (
        <SummaryPiece key={position} part={part} />
      ))}
    </>
  );
}

function SummaryPiece({ part }: { readonly part: SummaryPart }) {
  if (part.style === undefined) return part.text;
  const content = part.style === 'code' ? <Code>{part.text}</Code> : part.text;
  return <strong className={styles.strong}>{content}</strong>;
}

import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Environment } from '#shared/contract/clusters';
import type { SpecLine } from '#shared/keys/diff';
import type { ChangeInWords, RequestPreview, Severity, SpecProblem, SummaryPart } from '#shared/kinds/kind';
import {
  Button,
  Code,
  CopyableCode,
  DescriptionList,
  FieldNotes,
  PanelCard,
  Segmented,
  SummaryText,
  formatCount,
} from '../../ui';
import { ChangeWords } from '../simulator';
import { ChangeList, type DirectedChange } from './changes';
import styles from './live-panel.module.css';

/** An edit: in words, and member by member. */
export interface EditShown {
  readonly words: ChangeInWords;
  readonly list: readonly DirectedChange[];
}

interface LivePanelProps<Spec> {
  readonly summary: readonly SummaryPart[];
  /** The same member by member. */
  readonly lines: readonly SpecLine[];
  readonly problems: readonly SpecProblem<Spec>[];
  readonly onFix: (fix: (spec: Spec) => Spec) => void;
  /** Leads to the field that a problem concerns. */
  readonly onGo: (field: string) => void;
  /** Null for a new key. */
  readonly changes: EditShown | null;
  readonly environment: Environment;
  /** Tries requests on the draft. */
  readonly simulator: ReactNode;
  /** What else goes with the change. */
  readonly loss: string | null;
  readonly preview: RequestPreview | null;
}

/** What the draft comes to, while it is being typed. */
export function LivePanel<Spec>(props: LivePanelProps<Spec>) {
  const { summary, lines, problems, onFix, onGo, changes, environment, loss, simulator, preview } = props;
  return (
    <>
      <SummaryCard summary={summary} lines={lines} />
      {changes !== null && (
        <PanelCard title="This change">
          {changes.list.length === 0 ? (
            <p className={styles.muted}>Nothing differs yet.</p>
          ) : (
            <div className={styles.change}>
              <ChangeWords change={changes.words} environment={environment} />
              <ChangeList changes={changes.list} />
            </div>
          )}
          {loss !== null && <FieldNotes notes={[{ severity: 'warning', message: loss }]} />}
        </PanelCard>
      )}
      <PanelCard title="Problems">
        <ProblemList problems={problems} onFix={onFix} onGo={onGo} />
      </PanelCard>
      <PanelCard title="Try a request">{simulator}</PanelCard>
      {preview !== null && <RequestCard preview={preview} />}
    </>
  );
}

/** The sentence, and on demand the list. */
function SummaryCard({ summary, lines }: Pick<LivePanelProps<never>, 'summary' | 'lines'>) {
  const [listed, setListed] = useState(false);
  return (
    <PanelCard
      title="Summary"
      action={
        <Button size="small" variant="ghost" aria-pressed={listed} onClick={() => setListed(!listed)}>
          As a list
        </Button>
      }
    >
      <p className={styles.say}>
        <SummaryText parts={summary} />
      </p>
      {listed && (
        <div className={styles.list}>
          <DescriptionList items={lines.map((line) => ({ term: line.title, value: valuesOf(line) }))} />
        </div>
      )}
    </PanelCard>
  );
}

/** Longer lists are cut; the fields themselves show everything. */
const VALUES = 8;

function valuesOf({ values, whenEmpty, code }: SpecLine): ReactNode {
  if (values.length === 0) return <span className={styles.muted}>{whenEmpty}</span>;
  const rest = values.length - VALUES;
  return (
    <>
      {values.slice(0, VALUES).map((value, position) => (
        <div key={position}>{code ? <Code>{value}</Code> : value}</div>
      ))}
      {rest > 0 && <span className={styles.muted}>{`and ${formatCount(rest)} more`}</span>}
    </>
  );
}

interface ProblemListProps<Spec> {
  readonly problems: readonly SpecProblem<Spec>[];
  readonly onFix: (fix: (spec: Spec) => Spec) => void;
  readonly onGo: (field: string) => void;
}

const WEIGHT: Readonly<Record<Severity, number>> = { error: 0, warning: 1, hint: 2 };
/** Longer lists are cut; the fields themselves show everything. */
const SHOWN = 20;

function ProblemList<Spec>({ problems, onFix, onGo }: ProblemListProps<Spec>) {
  if (problems.length === 0) return <p className={styles.muted}>None.</p>;
  const sorted = problems.toSorted((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity]);
  const rest = sorted.length - SHOWN;
  return (
    <ul className={styles.problems}>
      {sorted.slice(0, SHOWN).map((problem, position) => {
        const fix = isFirstWith(sorted, position) ? problem.fix : undefined;
        return (
          <li key={position} className={styles.problem} data-severity={problem.severity}>
            <SeverityIcon severity={problem.severity} />
            <div className={styles.words}>
              <button type="button" className={styles.go} onClick={() => onGo(problem.field)}>
                {problem.message}
              </button>
              {fix !== undefined && (
                <Button size="small" onClick={() => onFix(fix.apply)}>
                  {fix.label}
                </Button>
              )}
            </div>
          </li>
        );
      })}
      {rest > 0 && <li className={styles.muted}>{`and ${formatCount(rest)} more`}</li>}
    </ul>
  );
}

/** A remedy that mends several problems at once is offered once. */
function isFirstWith<Spec>(problems: readonly SpecProblem<Spec>[], position: number): boolean {
  const { field, fix } = problems[position] ?? {};
  return problems.findIndex((other) => other.field === field && other.fix?.label === fix?.label) === position;
}

function SeverityIcon({ severity }: { readonly severity: Severity }) {
  switch (severity) {
    case 'error':
      return <CircleAlert role="img" aria-label="Problem:" />;
    case 'warning':
      return <TriangleAlert role="img" aria-label="Warning:" />;
    case 'hint':
      return <Info role="img" aria-label="Hint:" />;
  }
}

const FORMS = [
  { value: 'json', label: 'JSON' },
  { value: 'curl', label: 'curl' },
] as const;

/** The request as it would be sent, without the secret. */
function RequestCard({ preview }: { readonly preview: RequestPreview }) {
  const [form, setForm] = useState<'json' | 'curl'>('json');
  return (
    <PanelCard
      title="Request"
      action={<Segmented label="Form of the request" value={form} options={FORMS} onChange={setForm} />}
    >
      {form === 'json' ? (
        <CopyableCode label="Request as JSON" text={`${preview.method} ${preview.path}\n${preview.body}`} />
      ) : (
        <CopyableCode label="Request as curl" text={preview.curl} />
      )}
    </PanelCard>
  );
}

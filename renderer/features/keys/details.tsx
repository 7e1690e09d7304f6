import { Ellipsis, Eye, EyeOff, X } from 'lucide-react';
import type { ClusterView } from '#shared/contract/clusters';
import { expiryWords } from '#shared/keys/expiry';
import type { Instant } from '#shared/ids';
import type { KeyRecord } from '#shared/keys/record';
import { type AnyKind, kindOf } from '#shared/kinds/registry';
import {
  Button,
  type DescriptionItem,
  DescriptionList,
  FieldNotes,
  IconButton,
  Menu,
  MenuItem,
  PanelCard,
  RelativeTime,
  SummaryText,
  formatInstant,
  useNow,
} from '../../ui';
import { useCommand } from '../../app/commands/registry';
import { useReveal } from '../key-secret';
import { DetailLines } from './detail-lines';
import { DetailProblems } from './detail-problems';
import styles from './details.module.css';
import { GoneNote } from './gone-note';
import { History } from './history';
import { NotOfferedNote } from './not-offered-note';
import { Badges, StateMark, isOrdinary } from './key-row';
import { Namesakes } from './namesakes';
import { secretAbsence } from './secret-absence';
import { SimulatorCard } from './simulator-card';
import type { KeyAction, KeyActions } from './use-key-actions';

interface DetailsProps {
  readonly cluster: ClusterView;
  readonly record: KeyRecord;
  readonly actions: KeyActions;
  readonly onClose: () => void;
}

/** Everything known about one key, and what can be done with it. */
export function Details({ cluster, record, actions, onClose }: DetailsProps) {
  const now = useNow();
  const kind = kindOf(record.kind);
  const present = record.state !== 'gone';
  return (
    <div className={styles.details}>
      <div>
        <div className={styles.head}>
          <div className={styles.named}>
            <h2 className={styles.title}>{record.label === '' ? 'no description' : record.label}</h2>
            <Badges record={record} />
            {isOrdinary(record, now) ? null : <StateMark record={record} now={now} />}
          </div>
          <IconButton
            size="small"
            label="Close the details"
            keys="Esc"
            icon={<X aria-hidden="true" />}
            onClick={onClose}
          />
        </div>
        <SecretLine record={record} />
      </div>
      {record.state !== 'present' && <GoneNote cluster={cluster} record={record} restore={actions.restore} />}
      <p className={styles.say}>
        <SummaryText parts={kind.summarize(record.spec, formatInstant)} />
      </p>
      <DetailActions kind={kind} actions={actions} present={present} />
      {present && <NotOfferedNote cluster={cluster} record={record} replace={actions.replace} />}
      {present && <Namesakes record={record} />}
      {present && <DetailProblems record={record} edit={actions.edit} />}
      <DetailLines record={record} />
      <Times record={record} />
      <SimulatorCard cluster={cluster} record={record} />
      <PanelCard title="History">
        <History record={record} />
      </PanelCard>
    </div>
  );
}

function SecretLine({ record }: { readonly record: KeyRecord }) {
  const { secret, failure, toggle } = useReveal(record);
  const absence = secretAbsence(record);
  useCommand('keys.reveal', toggle, absence);
  return (
    <>
      <div className={styles.secretLine}>
        <output className={styles.secret} aria-label="Secret" data-shown={secret !== null || undefined}>
          {secret ?? record.mask}
        </output>
        <IconButton
          size="small"
          label={secret === null ? 'Reveal the secret' : 'Hide the secret'}
          keys="R"
          disabled={!record.hasSecret}
          icon={secret === null ? <Eye aria-hidden="true" /> : <EyeOff aria-hidden="true" />}
          onClick={toggle}
        />
      </div>
      {secret !== null && (
        <p className={styles.muted}>Hidden again after 30 seconds, or when the key is left.</p>
      )}
      {absence !== null && <p className={styles.muted}>{absence}</p>}
      {failure !== null && (
        <FieldNotes notes={[{ severity: 'error', message: `${failure.message} ${failure.remedy ?? ''}` }]} />
      )}
    </>
  );
}

interface DetailActionsProps {
  readonly kind: Pick<AnyKind, 'capabilities'>;
  readonly actions: KeyActions;
  readonly present: boolean;
}

function DetailActions({ kind, actions, present }: DetailActionsProps) {
  const { copy, edit, duplicate, tryIt, use, remove, restore, rotate } = actions;
  const { capabilities } = kind;
  return (
    <div className={styles.actions} role="group" aria-label="Actions">
      <ActionButton action={copy}>Copy</ActionButton>
      {present ? (
        <ActionButton action={edit}>Edit</ActionButton>
      ) : capabilities.restore ? (
        <ActionButton action={restore}>Restore</ActionButton>
      ) : (
        <ActionButton action={duplicate}>Duplicate</ActionButton>
      )}
      <ActionButton action={tryIt}>Try…</ActionButton>
      <Menu
        align="end"
        trigger={
          <IconButton label="More actions" variant="secondary" icon={<Ellipsis aria-hidden="true" />} />
        }
      >
        {present && (
          <ActionItem action={use} keys="U">
            Use this key…
          </ActionItem>
        )}
        <ActionItem action={duplicate} keys="D">
          Duplicate
        </ActionItem>
        {present && capabilities.rotate && <ActionItem action={rotate}>Rotate…</ActionItem>}
        {present && (
          <ActionItem action={remove} keys="Del" danger>
            Delete…
          </ActionItem>
        )}
      </Menu>
    </div>
  );
}

/** Stays reachable when it cannot be used, so that the reason can be read. */
function ActionButton({ action, children }: { readonly action: KeyAction; readonly children: string }) {
  const { disabled, busy, run } = action;
  return (
    <Button
      aria-disabled={disabled !== null || undefined}
      title={disabled ?? undefined}
      busy={busy}
      onClick={() => {
        if (disabled === null) run();
      }}
    >
      {children}
    </Button>
  );
}

interface ActionItemProps {
  readonly action: KeyAction;
  readonly keys?: string | undefined;
  readonly danger?: boolean;
  readonly children: string;
}

function ActionItem({ action, keys, danger = false, children }: ActionItemProps) {
  return (
    <MenuItem
      keys={keys}
      danger={danger}
      disabled={action.disabled !== null}
      help={action.disabled ?? undefined}
      onSelect={action.run}
    >
      {children}
    </MenuItem>
  );
}

function Times({ record }: { readonly record: KeyRecord }) {
  const now = useNow();
  const { createdAt, firstSeenAt, lastSeenAt } = record;
  return (
    <DescriptionList
      items={[
        { term: 'Created', value: createdAt === null ? 'unknown' : formatInstant(createdAt) },
        ...(kindOf(record.kind).capabilities.expiry ? [expires(record, now)] : []),
        { term: 'First seen', value: formatInstant(firstSeenAt) },
        { term: 'Last seen', value: <RelativeTime past at={lastSeenAt} /> },
      ]}
    />
  );
}

function expires({ expiresAt }: KeyRecord, now: Instant): DescriptionItem {
  return {
    term: 'Expires',
    value:
      expiresAt === null ? (
        'never'
      ) : (
        <>
          {formatInstant(expiresAt)}
          <div className={styles.muted}>{expiryWords(expiresAt, now)}</div>
        </>
      ),
  };
}

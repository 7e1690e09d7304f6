import { useSyncExternalStore } from 'react';
import type { Instant } from '#shared/ids';
import { instantToLocal } from '#shared/keys/local-time';
import {
  Button,
  Field,
  FieldGroup,
  NumberInput,
  Segmented,
  Select,
  TextInput,
  formatDuration,
  formatInstant,
  formatRelative,
} from '../../ui';
import { EXPIRY_FIELD } from './draft';
import {
  DURATION_UNITS,
  readExpiry,
  momentText,
  switchMode,
  typeMoment,
  type DurationUnit,
  type ExpiryChoice,
} from './expiry-choice';
import styles from './expiry-section.module.css';
import { notesOf, type SpecForm } from './form';
import { readLocal, systemZone } from './local-time';
import { SectionFrame } from './section';

const MODES = [
  { value: 'duration', label: 'After a time' },
  { value: 'moment', label: 'At a date' },
  { value: 'never', label: 'Never' },
] as const;

const PROPOSALS = [
  { label: '1 day', amount: '1' },
  { label: '7 days', amount: '7' },
  { label: '30 days', amount: '30' },
  { label: '90 days', amount: '90' },
  { label: '1 year', amount: '365' },
] as const;

/** When the key ends: after a duration, at a moment, or never; always said both ways, with the zone. */
export function ExpirySection<Spec>({ form, id }: { readonly form: SpecForm<Spec>; readonly id: string }) {
  const { expiry, changeExpiry, now } = form;
  return (
    <SectionFrame id={id} title="Expiry" lead="When the key stops working. The cluster removes it then.">
      <FieldGroup label="The key ends" notes={notesOf(form, EXPIRY_FIELD)}>
        <div className={styles.choice}>
          <Segmented
            label="The key ends"
            value={expiry.mode}
            options={MODES}
            onChange={(mode) => changeExpiry(switchMode(expiry, mode, now))}
          />
          {expiry.mode === 'duration' && <DurationFields choice={expiry} onChange={changeExpiry} />}
          {expiry.mode === 'moment' && <MomentFields choice={expiry} onChange={changeExpiry} />}
          <BothWays choice={expiry} now={now} />
        </div>
      </FieldGroup>
    </SectionFrame>
  );
}

interface ChoiceProps<Mode extends ExpiryChoice['mode']> {
  readonly choice: Extract<ExpiryChoice, { mode: Mode }>;
  readonly onChange: (choice: ExpiryChoice) => void;
}

const UNIT_OPTIONS = DURATION_UNITS.map((value) => ({ value, label: value }) satisfies UnitOption);
interface UnitOption {
  readonly value: DurationUnit;
  readonly label: string;
}

function DurationFields({ choice, onChange }: ChoiceProps<'duration'>) {
  return (
    <>
      <div className={styles.line}>
        <div className={styles.amount}>
          <NumberInput
            aria-label="How long"
            value={choice.amount}
            onChange={(amount) => onChange({ ...choice, amount })}
          />
        </div>
        <Select
          aria-label="Unit of time"
          value={choice.unit}
          options={UNIT_OPTIONS}
          onChange={(unit) => onChange({ ...choice, unit })}
        />
        <span className={styles.muted}>from the moment of saving</span>
      </div>
      <div className={styles.proposals} role="group" aria-label="Proposals">
        {PROPOSALS.map(({ label, amount }) => (
          <Button
            key={label}
            size="small"
            variant="ghost"
            aria-pressed={choice.unit === 'days' && choice.amount === amount}
            onClick={() => onChange({ mode: 'duration', amount, unit: 'days' })}
          >
            {label}
          </Button>
        ))}
      </div>
    </>
  );
}

function MomentFields({ choice, onChange }: ChoiceProps<'moment'>) {
  const zone = useZone();
  const text = momentText(choice, zone);
  return (
    <>
      <Field label={`Date and time in ${zone}`}>
        <div className={styles.moment}>
          <TextInput
            type="datetime-local"
            max="9999-12-31T23:59"
            value={text}
            onChange={(next) => onChange(typeMoment(next, zone))}
          />
        </div>
      </Field>
      <ClockChange choice={choice} zone={zone} text={text} onChange={onChange} />
    </>
  );
}

interface ClockChangeProps extends ChoiceProps<'moment'> {
  readonly zone: string;
  readonly text: string;
}

/** What the clocks do at the time that was typed: skip it, or show it twice. */
function ClockChange({ choice, zone, text, onChange }: ClockChangeProps) {
  const reading = readLocal(text, zone);
  if (reading.sort === 'skipped') {
    const [, typed = ''] = text.split('T');
    const [, taken = ''] = instantToLocal(reading.at, zone).split('T');
    return (
      <p className={styles.muted}>
        The clocks go forward then: {typed} does not exist on that day and is taken as {taken}.
      </p>
    );
  }
  if (reading.sort !== 'twice') return null;
  const options = [
    { value: 'first', label: formatInstant(reading.earlier) },
    { value: 'second', label: formatInstant(reading.later) },
  ] as const;
  return (
    <div className={styles.line}>
      <span className={styles.muted}>The clocks go back then: this time comes twice.</span>
      <Segmented
        label="Which of both times"
        value={choice.at === reading.later ? 'second' : 'first'}
        options={options}
        onChange={(which) => onChange({ ...choice, at: which === 'first' ? reading.earlier : reading.later })}
      />
    </div>
  );
}

/** The end as a moment with its zone, as time from now, and in UTC. */
function BothWays({ choice, now }: { readonly choice: ExpiryChoice; readonly now: Instant }) {
  const reading = readExpiry(choice, now);
  if (!reading.ok) return null;
  if (reading.expiresAt === null) return <p className={styles.muted}>Works until somebody deletes it.</p>;
  const { expiresAt } = reading;
  const fromNow =
    choice.mode === 'duration' ? formatRelative(expiresAt, now) : `in ${formatDuration(expiresAt - now)}`;
  const utc = instantToLocal(expiresAt, 'UTC');
  return (
    <p className={styles.both}>
      <strong>{formatInstant(expiresAt)}</strong> · {fromNow}
      {instantToLocal(expiresAt, systemZone()) !== utc && (
        <span className={styles.muted}> · {utc.replace('T', ' ')} UTC</span>
      )}
    </p>
  );
}

function onZoneChance(notify: () => void): () => void {
  // There is no event for a change of the system's zone; it is looked at when the user comes back to the window.
  window.addEventListener('focus', notify);
  document.addEventListener('visibilitychange', notify);
  return () => {
    window.removeEventListener('focus', notify);
    document.removeEventListener('visibilitychange', notify);
  };
}

function useZone(): string {
  return useSyncExternalStore(onZoneChance, systemZone);
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { ClusterView } from '#shared/contract/clusters';
import { type AccountOutcome, type AccountSort, accountTarget } from '#shared/contract/people';
import { askConfirmation } from '../../app/confirmation';
import { LeaveQuestion, useLeavingDialog } from '../../app/leaving';
import { Banner, Button, Dialog, showToast, submitOnKeys } from '../../ui';
import type { Purpose } from './drafts';
import styles from './people.module.css';
import { peoplePrefix } from './queries';
import type { AccountFormState } from './use-account-form';
import { showAccount } from './view-store';
import { WORDS } from './words';

interface AccountDialogProps<Draft extends Readonly<Record<string, string>>> {
  readonly cluster: ClusterView;
  readonly sort: AccountSort;
  readonly purpose: Purpose;
  /** The account's name as typed. */
  readonly name: string;
  readonly form: AccountFormState<Draft>;
  readonly send: (confirmation: string | null) => Promise<AccountOutcome>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * The form for an account around its fields: sends it once, puts a refusal at its field, keeps everything typed, and
 * says so when it is not known what became of it.
 */
export function AccountDialog<Draft extends Readonly<Record<string, string>>>(
  props: AccountDialogProps<Draft>,
) {
  const { cluster, sort, purpose, name, form, send, onClose, children } = props;
  const { one } = WORDS[sort];
  const id = useId();
  const element = useRef<HTMLFormElement>(null);
  const [unknown, setUnknown] = useState<string | null>(null);
  const client = useQueryClient();
  const sending = useMutation({
    mutationFn: send,
    onSuccess: (outcome) => {
      void client.invalidateQueries({ queryKey: peoplePrefix(cluster.id) });
      if (outcome.outcome === 'unknown') {
        setUnknown(outcome.message);
        return;
      }
      showToast({ message: `${WORDS[sort].title} ${name} ${purpose === 'create' ? 'created' : 'saved'}.` });
      showAccount(cluster.id, sort, name);
      onClose();
    },
    onError: form.refuse,
  });
  useEffect(() => {
    if (form.refusals > 0) element.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [form.refusals]);
  const leaving = useLeavingDialog({ changed: form.dirty, onLeave: onClose });
  const label = purpose === 'create' ? `Create ${one}` : `Save ${one}`;
  const submit = async () => {
    if (sending.isPending || !form.dirty || !form.judge()) return;
    const answer = await askConfirmation({
      action: 'change-account',
      cluster,
      target: accountTarget(sort, name),
      title: purpose === 'create' ? `Create ${one} ${name}?` : `Save ${one} ${name}?`,
      impact: <p>{`${cluster.name} is a production cluster.`}</p>,
      confirmLabel: label,
    });
    if (!answer.confirmed) return;
    setUnknown(null);
    sending.mutate(answer.token);
  };
  return (
    <>
      <Dialog
        open
        wide
        keepOpen
        onClose={leaving.ask}
        title={purpose === 'create' ? `New ${one} on ${cluster.name}` : `Edit ${one} ${name}`}
        outcome={<Outcome form={form} unknown={unknown} />}
        footer={
          <>
            <Button onClick={leaving.ask}>Cancel</Button>
            <Button type="submit" form={id} variant="primary" busy={sending.isPending} disabled={!form.dirty}>
              {label}
            </Button>
          </>
        }
      >
        <form
          ref={element}
          id={id}
          className={styles.form}
          noValidate
          onKeyDown={submitOnKeys}
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          {children}
        </form>
      </Dialog>
      <LeaveQuestion leaving={leaving} sending={sending.isPending} />
    </>
  );
}

interface OutcomeProps {
  readonly form: Pick<AccountFormState<Readonly<Record<string, string>>>, 'failure'>;
  readonly unknown: string | null;
}

function Outcome({ form: { failure }, unknown }: OutcomeProps) {
  if (failure !== null) {
    return (
      <Banner tone="danger">
        {failure.message} {failure.remedy}
      </Banner>
    );
  }
  if (unknown === null) return null;
  return (
    <Banner tone="warn" title="What became of the change is not known.">
      {unknown} The list is being read again: look there before you send it once more.
    </Banner>
  );
}

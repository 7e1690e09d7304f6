import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { useId, useState } from 'react';
import type { ClusterView } from '#shared/contract/clusters';
import { type OrganizationType, typeNameSchema, typeTarget } from '#shared/contract/people';
import { type AppErrorData, toAppErrorData } from '#shared/errors';
import { askConfirmation } from '../../app/confirmation';
import { describeError } from '../../app/describe-error';
import { bridge } from '../../bridge';
import { Button, Dialog, Field, IconButton, TextInput, formatCount, submitOnKeys } from '../../ui';
import styles from './people.module.css';
import { organizationsQuery, peoplePrefix, typesQuery } from './queries';
import { changeBlocked } from './reasons';
import { tell } from './use-removal';

interface TypesDialogProps {
  readonly cluster: ClusterView;
  readonly onClose: () => void;
}

/** The types that organizations can have: which there are, how many have each, a new one, and away with one. */
export function TypesDialog({ cluster, onClose }: TypesDialogProps) {
  const types = useQuery(typesQuery(cluster.id));
  return (
    <Dialog
      open
      keepOpen
      onClose={onClose}
      title={`Types of organizations on ${cluster.name}`}
      footer={
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <div className={styles.form}>
        {types.error === null ? (
          <TypeList cluster={cluster} types={types.data} />
        ) : (
          <p role="alert">
            {describeError(toAppErrorData(types.error))}{' '}
            <Button size="small" onClick={() => void types.refetch()}>
              Try again
            </Button>
          </p>
        )}
        <NewType cluster={cluster} types={types.data ?? []} />
      </div>
    </Dialog>
  );
}

interface TypeListProps {
  readonly cluster: ClusterView;
  /** Undefined until the first answer. */
  readonly types: readonly OrganizationType[] | undefined;
}

function TypeList({ cluster, types }: TypeListProps) {
  const organizations = useQuery(organizationsQuery(cluster.id));
  const remove = useTypeRemoval(cluster);
  const blocked = changeBlocked(cluster);
  if (types === undefined) return <p className={styles.muted}>Reading…</p>;
  if (types.length === 0) return <p className={styles.muted}>There is no type yet.</p>;
  const countOf = (id: string) => organizations.data?.filter(({ typeId }) => typeId === id).length;
  return (
    <ul className={styles.types} aria-label="Types">
      {types.map((type) => (
        <li key={type.id}>
          <span className={styles.typeName}>{type.name}</span>
          <span className={styles.muted}>{usedBy(countOf(type.id))}</span>
          <IconButton
            size="small"
            label={`Delete type ${type.name}`}
            disabled={blocked !== null}
            busy={remove.busy === type.name}
            icon={<X aria-hidden="true" />}
            onClick={() => void remove.run(type, countOf(type.id) ?? 0)}
          />
        </li>
      ))}
    </ul>
  );
}

function usedBy(count: number | undefined): string {
  if (count === undefined) return '';
  if (count === 0) return 'no organization';
  return count === 1 ? '1 organization' : `${formatCount(count)} organizations`;
}

/** Asks, then deletes a type. */
function useTypeRemoval(cluster: ClusterView) {
  const { id: clusterId } = cluster;
  const client = useQueryClient();
  const sending = useMutation({
    mutationFn: ({ name, token: confirmation }: { readonly name: string; readonly token: string | null }) =>
      bridge.call('people.removeOrganizationType', { clusterId, name, confirmation }),
    onSuccess: (outcome, { name }) => tell(outcome, `Type ${name} deleted.`),
    onSettled: () => client.invalidateQueries({ queryKey: peoplePrefix(clusterId) }),
    meta: { failure: 'The type was not deleted' },
  });
  return {
    busy: sending.isPending ? sending.variables.name : null,
    run: async ({ name }: OrganizationType, used: number) => {
      const answer = await askConfirmation({
        action: 'remove-account',
        cluster,
        target: typeTarget(name),
        title: `Delete type ${name}?`,
        confirmLabel: 'Delete type',
        impact: (
          <p>
            {used === 0
              ? 'No organization has this type.'
              : `It is the type of ${usedBy(used)}. They keep the id of a type that has no name any more; choose another type for them.`}
          </p>
        ),
      });
      if (answer.confirmed) sending.mutate({ name, token: answer.token });
    },
  };
}

function NewType({
  cluster,
  types,
}: {
  readonly cluster: ClusterView;
  readonly types: readonly OrganizationType[];
}) {
  const { id: clusterId } = cluster;
  const id = useId();
  const client = useQueryClient();
  const [typed, setTyped] = useState('');
  const [judged, setJudged] = useState(false);
  const [refusal, setRefusal] = useState<AppErrorData | null>(null);
  const name = typed.trim();
  const problem = typeProblem(name, types);
  const sending = useMutation({
    mutationFn: (confirmation: string | null) =>
      bridge.call('people.createOrganizationType', { clusterId, name, confirmation }),
    onSuccess: (outcome) => {
      tell(outcome, `Type ${name} created.`);
      setTyped('');
      setJudged(false);
    },
    onError: (thrown) => setRefusal(toAppErrorData(thrown)),
    onSettled: () => client.invalidateQueries({ queryKey: peoplePrefix(clusterId) }),
  });
  const submit = async () => {
    setJudged(true);
    if (problem !== null || sending.isPending) return;
    const answer = await askConfirmation({
      action: 'change-account',
      cluster,
      target: typeTarget(name),
      title: `Create type ${name}?`,
      impact: <p>{`${cluster.name} is a production cluster.`}</p>,
      confirmLabel: 'Create type',
    });
    if (answer.confirmed) sending.mutate(answer.token);
  };
  return (
    <form
      id={id}
      noValidate
      onKeyDown={submitOnKeys}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Field label="New type" error={refusal === null ? (judged ? problem : null) : describeError(refusal)}>
        <div className={styles.newType}>
          <TextInput
            value={typed}
            maxLength={100}
            placeholder="basic"
            onChange={(text) => {
              setTyped(text);
              setRefusal(null);
            }}
          />
          <Button
            type="submit"
            busy={sending.isPending}
            disabled={changeBlocked(cluster) !== null || name === ''}
            icon={<Plus aria-hidden="true" />}
          >
            Add
          </Button>
        </div>
      </Field>
    </form>
  );
}

/** Why this cannot be a new type; null when it can. */
export function typeProblem(name: string, types: readonly OrganizationType[]): string | null {
  const parsed = typeNameSchema.safeParse(name);
  if (!parsed.success) return parsed.error.issues[0]?.message ?? 'Enter a name.';
  return types.some((type) => type.name === name) ? `There is a type ${name} already.` : null;
}

import { GraduationCap, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { toAppErrorData } from '#shared/errors';
import { allKinds } from '#shared/kinds/registry';
import { describeError } from '../../app/describe-error';
import { Banner, Button } from '../../ui';
import { useOpenPractice } from './cluster-actions';
import { openClusterDialog } from './cluster-dialog-store';
import { VaultChoice } from './vault-choice';
import styles from './welcome.module.css';

/** The first screen of a new profile: what Castellan is for, and the two ways to begin. */
export function Welcome() {
  const practice = useOpenPractice();
  return (
    <div className={styles.welcome}>
      <div>
        <h1 className={styles.title}>Castellan</h1>
        <p className={styles.lead}>
          Administer the API keys of your clusters: see what each key can do, hand out no more than is meant,
          and read everything with the network unplugged.
        </p>
      </div>
      <div className={styles.choices}>
        <Choice
          icon={<GraduationCap aria-hidden="true" />}
          title="Try it on a practice cluster"
          action={
            <div className={styles.kinds}>
              {allKinds.map(({ id, name }, position) => (
                <Button
                  key={id}
                  variant={position === 0 ? 'primary' : 'secondary'}
                  busy={practice.isPending && practice.variables === id}
                  onClick={() => practice.mutate(id)}
                >
                  {`Open the ${name} practice cluster`}
                </Button>
              ))}
            </div>
          }
        >
          A real server inside Castellan with sample keys. It enforces every restriction, needs no account and
          reaches nothing outside this computer.
        </Choice>
        <Choice
          icon={<Plus aria-hidden="true" />}
          title="Connect a cluster of yours"
          action={<Button onClick={() => openClusterDialog({ type: 'add' })}>Add cluster</Button>}
        >
          Needs its address or id and an admin key. The key is kept in the keychain of this computer; the keys
          of the cluster are read, nothing is changed.
        </Choice>
      </div>
      <div className={styles.notes}>
        {practice.error !== null && (
          <Banner tone="danger">{describeError(toAppErrorData(practice.error))}</Banner>
        )}
        <VaultChoice />
      </div>
    </div>
  );
}

interface ChoiceProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly action: ReactNode;
  readonly children: ReactNode;
}

function Choice({ icon, title, action, children }: ChoiceProps) {
  return (
    <section className={styles.choice}>
      <div className={styles.icon}>{icon}</div>
      <h2>{title}</h2>
      <p>{children}</p>
      {action}
    </section>
  );
}

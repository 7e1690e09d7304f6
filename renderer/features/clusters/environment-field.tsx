import { ENVIRONMENTS, type Environment } from '#shared/contract/clusters';
import { FieldGroup, Segmented } from '../../ui';
import styles from './cluster-form.module.css';

export const ENVIRONMENT_TITLES: Readonly<Record<Environment, string>> = {
  production: 'Production',
  staging: 'Staging',
  development: 'Development',
  practice: 'Practice',
};

const MEANINGS: Readonly<Record<Environment, string>> = {
  production: 'Every change asks before it is sent; deleting asks for the name of the cluster.',
  staging: 'Deleting asks before it is sent.',
  development: 'Deleting asks before it is sent.',
  practice: 'The cluster inside Castellan: nothing outside this computer is reached.',
};

export interface EnvironmentFieldProps {
  readonly value: Environment;
  /** The practice environment is the practice cluster's own; other clusters cannot choose it. */
  readonly practice: boolean;
  readonly onChange: (environment: Environment) => void;
}

/** The environment, with the hue it gives the frame. */
export function EnvironmentField({ value, practice, onChange }: EnvironmentFieldProps) {
  const choices = ENVIRONMENTS.filter((environment) => environment !== 'practice' || practice);
  return (
    <FieldGroup label="Environment" help={MEANINGS[value]}>
      <Segmented
        label="Environment"
        value={value}
        onChange={onChange}
        options={choices.map((environment) => ({
          value: environment,
          label: (
            <span className={styles.environment} data-env={environment}>
              {ENVIRONMENT_TITLES[environment]}
            </span>
          ),
        }))}
      />
    </FieldGroup>
  );
}

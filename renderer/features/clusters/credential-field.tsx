import type { KindId } from '#shared/ids';
import { kindOf } from '#shared/kinds/registry';
import { Field, SecretInput } from '../../ui';
import { useVault, VaultChoice } from './vault-choice';

export interface CredentialFieldProps {
  readonly kind: KindId;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (credential: string) => void;
  readonly onBlur?: (() => void) | undefined;
}

/** The admin secret, with where it will be kept and, without a keychain, the choice to be made first. */
export function CredentialField({ kind, value, error, onChange, onBlur }: CredentialFieldProps) {
  const { vault } = useVault();
  const { credentialLabel, credentialHelp } = kindOf(kind);
  const kept =
    vault?.memoryOnly === true
      ? 'Kept in memory until Castellan closes, and not shown again.'
      : 'Goes straight into the keychain of this computer and is not shown again.';
  return (
    <>
      <Field
        label={credentialLabel}
        required
        help={credentialHelp === undefined ? kept : `${credentialHelp} ${kept}`}
        error={error}
      >
        <SecretInput value={value} onChange={onChange} onBlur={onBlur} />
      </Field>
      <VaultChoice />
    </>
  );
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { VaultView } from '#shared/contract/app';
import { toAppErrorData } from '#shared/errors';
import { describeError } from '../../app/describe-error';
import { vaultQuery } from '../../app/data/queries';
import { bridge } from '../../bridge';
import { Banner, Button } from '../../ui';

/** Whether a credential can be kept now: in the vault, or in memory because the user chose so. */
export function canKeepCredential({ state, memoryOnly }: Pick<VaultView, 'state' | 'memoryOnly'>): boolean {
  return state === 'available' || memoryOnly;
}

/** The vault's state with the two things that can be done about it. */
export function useVault() {
  const client = useQueryClient();
  const { data: vault, error } = useQuery(vaultQuery);
  const keep = (view: VaultView) => client.setQueryData(vaultQuery.queryKey, view);
  const recheck = useMutation({
    mutationFn: () => bridge.call('vault.recheck', {}),
    onSuccess: keep,
    meta: { failure: 'The keychain was not checked' },
  });
  const useMemoryOnly = useMutation({
    mutationFn: (memoryOnly: boolean) => bridge.call('vault.useMemoryOnly', { memoryOnly }),
    onSuccess: keep,
    meta: { failure: 'The choice was not kept' },
  });
  return { vault, error, recheck, chooseMemoryOnly: useMemoryOnly };
}

/**
 * Stands where a credential is about to be kept: nothing while the vault is available, else what is wrong, what to
 * do, and the explicit offer to keep credentials in memory for this session.
 */
export function VaultChoice() {
  const { vault, error, recheck, chooseMemoryOnly } = useVault();
  if (error !== null) return <Banner tone="danger">{describeError(toAppErrorData(error))}</Banner>;
  if (vault === undefined || vault.state === 'available') return null;
  if (vault.memoryOnly) {
    return (
      <Banner
        action={
          <Button
            size="small"
            variant="ghost"
            busy={chooseMemoryOnly.isPending}
            onClick={() => chooseMemoryOnly.mutate(false)}
          >
            Use the keychain
          </Button>
        }
      >
        Credentials are kept in memory only and forgotten when Castellan closes.
      </Banner>
    );
  }
  return (
    <Banner
      tone="warn"
      action={
        <>
          <Button size="small" busy={recheck.isPending} onClick={() => recheck.mutate()}>
            Check again
          </Button>
          <Button
            size="small"
            busy={chooseMemoryOnly.isPending}
            onClick={() => chooseMemoryOnly.mutate(true)}
          >
            Keep in memory for this session
          </Button>
        </>
      }
    >
      {vault.message} {vault.remedy} Until then, credentials can be kept in memory while Castellan runs.
    </Banner>
  );
}

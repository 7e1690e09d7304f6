import { act, renderHook } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { clusterIdSchema, operationIdSchema } from '#shared/ids';
import { useSubmit } from '../../../../renderer/features/key-editor/use-submit';

it('keeps the answer when the last progress event arrives after it', async () => {
  let tell = (_name: string, _payload: unknown): void => undefined;
  vi.stubGlobal('castellan', {
    onEvent: (listener: typeof tell) => {
      tell = listener;
      return () => undefined;
    },
  });
  const clusterId = clusterIdSchema.parse('00000000-0000-4000-8000-000000000001');
  const operationId = operationIdSchema.parse('00000000-0000-4000-8000-000000000002');
  const { result } = renderHook(() => useSubmit({ id: clusterId }));
  const outcome = { outcome: 'unknown', operationId, probable: null, message: 'No answer.' } as const;
  await act(() =>
    result.current.run(
      () => Promise.resolve('yes'),
      () => Promise.resolve(outcome),
    ),
  );
  act(() => tell('operation:progress', { clusterId, operationId, step: 'settled', attempt: 1 }));
  expect(result.current.state).toEqual({ step: 'answered', outcome });
});

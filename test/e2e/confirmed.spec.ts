import type { Page } from '@playwright/test';
import type { CallInput, CallName, CallOutput } from '#shared/contract/index';
import type { Envelope } from '#shared/errors';
import { addKey, keysOn } from '../support/practice-http';
import { answersFor, expect, test } from './pages/test';

/** A call as a page that has fallen into other hands would make it: past every button and dialog. */
async function ask<N extends CallName>(
  page: Page,
  name: N,
  input: CallInput<N>,
): Promise<Envelope<CallOutput<N>>> {
  return page.evaluate(
    ([call, given]) =>
      window.castellan.call(crypto.randomUUID(), call, given) as Promise<Envelope<CallOutput<N>>>,
    [name, input] as const,
  );
}

function valueOf<T>(answer: Envelope<T>): T {
  if (answer.ok) return answer.value;
  throw new Error(answer.error.message);
}

const codeOf = (answer: Envelope<unknown>): string => (answer.ok ? 'ok' : answer.error.code);

test('the main process, not the page, decides whether something is destroyed', async ({
  castellan,
  running,
  startPractice,
}) => {
  const { page } = running;
  const practice = await startPractice();
  const secret = await addKey(practice, { acl: ['search'], description: 'Target' });
  await addKey(practice, { acl: ['search'], description: 'Other' });
  await castellan.addCluster({ ...answersFor(practice, 'shop-prod'), environment: 'Production' });
  await castellan.list.row('Target').waitFor();
  const [cluster] = valueOf(await ask(page, 'clusters.list', {}));
  if (cluster === undefined) throw new Error('There is no cluster.');
  const clusterId = cluster.id;
  const [target] = valueOf(await ask(page, 'keys.findBySecret', { secret }));
  if (target === undefined) throw new Error('There is no such key.');
  const { ref } = target;
  const remove = async (confirmation: string | null) =>
    codeOf(await ask(page, 'keys.remove', { clusterId, ref, confirmation }));
  const confirm = (action: 'remove-key' | 'update-key', typed: string | null) =>
    ask(page, 'confirmations.request', { clusterId, action, target: ref, typed });
  const before = (await keysOn(practice)).length;

  await test.step('nothing goes without the one token for it', async () => {
    expect(await remove(null)).toBe('CONFIRMATION_REQUIRED');
    expect(await remove('made-up')).toBe('CONFIRMATION_REQUIRED');
    expect(codeOf(await confirm('remove-key', 'another name'))).toBe('VALIDATION');
    const forSomethingElse = valueOf(await confirm('update-key', null)).token;
    expect(await remove(forSomethingElse)).toBe('CONFIRMATION_REQUIRED');
    expect(await keysOn(practice)).toHaveLength(before);
  });

  await test.step('a read-only cluster refuses even with it', async () => {
    const { id, kind, connection, caPem, name, environment } = cluster;
    const edited = { id, kind, connection, caPem, name, environment };
    valueOf(await ask(page, 'clusters.update', { ...edited, readOnly: true }));
    const { token } = valueOf(await confirm('remove-key', 'shop-prod'));
    expect(await remove(token)).toBe('READ_ONLY');
    expect(await keysOn(practice)).toHaveLength(before);
    valueOf(await ask(page, 'clusters.update', { ...edited, readOnly: false }));
  });

  await test.step('with it, once', async () => {
    const { token } = valueOf(await confirm('remove-key', 'shop-prod'));
    expect(await remove(token)).toBe('ok');
    expect(await remove(token)).toBe('CONFIRMATION_REQUIRED');
    expect(await keysOn(practice)).toHaveLength(before - 1);
  });
});

import { createDispatcher, type Dispatcher } from '#electron/bridge/dispatcher';
import type { SenderEvent } from '#electron/bridge/sender';
import type { CallContext, Handlers } from '#electron/services/handler-types';
import { calls, type CallName } from '#shared/contract/index';
import { AppError, type Envelope } from '#shared/errors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const names = Object.keys(calls) as CallName[];

interface Received {
  readonly name: CallName;
  readonly input: unknown;
  readonly context: CallContext;
}

interface Bench {
  readonly dispatcher: Dispatcher;
  readonly received: Received[];
  readonly failures: { readonly facts: unknown; readonly thrown: unknown }[];
}

type Answer = (received: Received) => unknown;

/** A dispatcher whose every handler records what reached it and answers by `answer`. */
function bench(
  answer: Answer = () => null,
  options: { trusted?: boolean; checkOutput?: boolean } = {},
): Bench {
  const received: Received[] = [];
  const failures: Bench['failures'] = [];
  const handlers = Object.fromEntries(
    names.map((name) => [
      name,
      async (input: unknown, context: CallContext) => {
        received.push({ name, input, context });
        return answer({ name, input, context });
      },
    ]),
  ) as unknown as Handlers;
  const dispatcher = createDispatcher(handlers, {
    isTrustedSender: () => options.trusted ?? true,
    uuid: () => 'request',
    onFailure: (facts, thrown) => failures.push({ facts, thrown }),
    checkOutput: options.checkOutput ?? false,
  });
  return { dispatcher, received, failures };
}

const from = (id: number): SenderEvent => ({ sender: { id }, senderFrame: null });
const sender = from(1);

function codeOf(envelope: Envelope<unknown>): string {
  return envelope.ok ? 'ok' : envelope.error.code;
}

/** Resolves when the signal aborts; rejects as an aborted fetch does. */
function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

describe('a call over the bridge', () => {
  it('reaches its handler with the parsed input and gets the answer in an envelope', async () => {
    const { dispatcher, received } = bench(() => 'answer');
    const envelope = await dispatcher.call(sender, 'c1', 'app.dismissNotice', { id: 'cache' });
    expect(envelope).toEqual({ ok: true, value: 'answer' });
    expect(received).toMatchObject([
      { name: 'app.dismissNotice', input: { id: 'cache' }, context: { requestId: 'request' } },
    ]);
  });

  it('is refused for an untrusted sender before anything is looked at', async () => {
    const { dispatcher, received, failures } = bench(() => null, { trusted: false });
    expect(codeOf(await dispatcher.call(sender, 'c1', 'app.info', {}))).toBe('SENDER_REFUSED');
    expect(codeOf(await dispatcher.call(sender, 'c1', 'no such call', {}))).toBe('SENDER_REFUSED');
    expect(received).toEqual([]);
    expect(failures).toHaveLength(2);
  });

  it.each([
    'app.nothing',
    '',
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
    7,
    null,
    ['app.info'],
  ])('is refused when it is not of the contract: %j', async (name) => {
    const { dispatcher, received } = bench();
    expect(codeOf(await dispatcher.call(sender, 'c1', name, {}))).toBe('VALIDATION');
    expect(received).toEqual([]);
  });

  it.each(['', 'a b', 'x'.repeat(65), 1, null, undefined, {}])('needs a usable id, not %j', async (id) => {
    const { dispatcher, received } = bench();
    expect(codeOf(await dispatcher.call(sender, id, 'app.info', {}))).toBe('VALIDATION');
    expect(received).toEqual([]);
  });

  it('names the field that is wrong', async () => {
    const { dispatcher } = bench();
    const envelope = await dispatcher.call(sender, 'c1', 'settings.update', { railWidth: 1 });
    expect(envelope).toMatchObject({ ok: false, error: { code: 'VALIDATION', field: 'railWidth' } });
  });

  it('is refused with members that the contract does not know', async () => {
    const { dispatcher, received } = bench();
    const envelope = await dispatcher.call(sender, 'c1', 'app.info', { extra: 1 });
    expect(codeOf(envelope)).toBe('VALIDATION');
    expect(received).toEqual([]);
  });

  it('is refused when its input is larger than the call allows', async () => {
    const { dispatcher, received } = bench();
    const id = 'x'.repeat(calls['app.dismissNotice'].maxInput);
    const envelope = await dispatcher.call(sender, 'c1', 'app.dismissNotice', { id });
    expect(envelope).toMatchObject({ ok: false, error: { code: 'VALIDATION', details: { limit: 65536 } } });
    expect(received).toEqual([]);
  });

  it('keeps an expected failure of the handler, word for word', async () => {
    const { dispatcher, failures } = bench(() => {
      throw new AppError('OFFLINE', 'shop-prod is offline.', { remedy: 'Go online.' });
    });
    expect(await dispatcher.call(sender, 'c1', 'app.info', {})).toEqual({
      ok: false,
      error: { code: 'OFFLINE', message: 'shop-prod is offline.', remedy: 'Go online.' },
    });
    expect(failures).toMatchObject([{ facts: { requestId: 'request', call: 'app.info', code: 'OFFLINE' } }]);
  });

  it('gives nothing away of a bug: no message, no stack, no header', async () => {
    const { dispatcher } = bench(() => {
      throw Object.assign(new Error('GET failed with x-api-key CANARY'), {
        request: { headers: { 'x-api-key': 'CANARY' } },
        cause: new Error('CANARY'),
      });
    });
    const envelope = await dispatcher.call(sender, 'c1', 'app.info', {});
    expect(codeOf(envelope)).toBe('INTERNAL');
    expect(JSON.stringify(envelope)).not.toContain('CANARY');
    expect(JSON.stringify(envelope)).not.toContain('at ');
  });

  it('fails when the answer is not of the contract, where answers are checked', async () => {
    const { dispatcher } = bench(() => ({ version: 1 }), { checkOutput: true });
    expect(codeOf(await dispatcher.call(sender, 'c1', 'app.info', {}))).toBe('INTERNAL');
  });

  it('waits for handlers that are still starting, and fails as their start did', async () => {
    const failed = createDispatcher(Promise.reject(new AppError('CACHE_NEWER', 'Too new.')), {
      isTrustedSender: () => true,
      uuid: () => 'request',
      onFailure: () => undefined,
      checkOutput: false,
    });
    expect(codeOf(await failed.call(sender, 'c1', 'app.info', {}))).toBe('CACHE_NEWER');
    expect(codeOf(await failed.call(sender, 'c1', 'app.info', { junk: 1 }))).toBe('VALIDATION');
  });
});

describe('junk on every channel', () => {
  const hostile = fc.oneof(
    fc.anything({ withMap: true, withSet: true, withTypedArray: true, withDate: true, withBigInt: true }),
    fc.constantFrom(undefined, null, 0, '', [], [{}], 'x'.repeat(100_000), { id: { $ne: null } }),
    fc.dictionary(fc.constantFrom('id', 'clusterId', 'ref', 'url', 'text'), fc.anything()),
  );

  it.each(names)('never reaches %s and always gives VALIDATION', async (name) => {
    await fc.assert(
      fc.asyncProperty(hostile, async (input) => {
        fc.pre(!calls[name].input.safeParse(input).success);
        const { dispatcher, received } = bench();
        expect(codeOf(await dispatcher.call(sender, 'c1', name, input))).toBe('VALIDATION');
        expect(received).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('cancelling', () => {
  it('aborts the signal of exactly that call', async () => {
    const { dispatcher, received } = bench(({ context }) => untilAborted(context.signal));
    const first = dispatcher.call(sender, 'first', 'app.info', {});
    const second = dispatcher.call(sender, 'second', 'app.info', {});
    await expect.poll(() => received.length).toBe(2);
    dispatcher.cancel(sender, 'first');
    expect(codeOf(await first)).toBe('CANCELLED');
    expect(received[1]?.context.signal.aborted).toBe(false);
    dispatcher.cancel(sender, 'second');
    expect(codeOf(await second)).toBe('CANCELLED');
  });

  it('does not reach the calls of another window', async () => {
    const { dispatcher, received } = bench(({ context }) => untilAborted(context.signal));
    const call = dispatcher.call(from(1), 'same', 'app.info', {});
    await expect.poll(() => received.length).toBe(1);
    dispatcher.cancel(from(2), 'same');
    expect(received[0]?.context.signal.aborted).toBe(false);
    dispatcher.cancel(from(1), 'same');
    expect(codeOf(await call)).toBe('CANCELLED');
  });

  it('takes no notice of ids that do not run', () => {
    const { dispatcher } = bench();
    for (const id of ['c1', '', 7, null, undefined])
      expect(() => dispatcher.cancel(sender, id)).not.toThrow();
  });

  it('aborts everything of a page that has gone, whose ids the next page may use again', async () => {
    const { dispatcher, received } = bench(({ context }) => untilAborted(context.signal));
    const old = dispatcher.call(sender, 'c1', 'app.info', {});
    await expect.poll(() => received.length).toBe(1);
    dispatcher.abortAll(1);
    const next = dispatcher.call(sender, 'c1', 'app.info', {});
    expect(codeOf(await old)).toBe('CANCELLED');
    await expect.poll(() => received.length).toBe(2);
    dispatcher.abortAll(1);
    expect(codeOf(await next)).toBe('CANCELLED');
  });

  it('refuses a second call with the id of a running one', async () => {
    const { dispatcher, received } = bench(({ context }) => untilAborted(context.signal));
    const first = dispatcher.call(sender, 'c1', 'app.info', {});
    await expect.poll(() => received.length).toBe(1);
    expect(codeOf(await dispatcher.call(sender, 'c1', 'app.info', {}))).toBe('VALIDATION');
    dispatcher.cancel(sender, 'c1');
    await first;
  });
});

describe('the contract', () => {
  it('marks exactly one call as one whose answer holds a secret', () => {
    expect(names.filter((name) => 'secretOutput' in calls[name])).toEqual(['keys.reveal']);
  });

  it('has no call that is named as a getter of secrets', () => {
    expect(names.filter((name) => /get\w*(secret|password|token|key)$/i.test(name))).toEqual([]);
  });

  it('knows every member of every input, and refuses others at every depth', () => {
    const open = names.flatMap((name) =>
      openPlaces(z.toJSONSchema(calls[name].input, { io: 'input', unrepresentable: 'any' })).map(
        (place) => `${name}${place}`,
      ),
    );
    // These differ by kind and are parsed again with the kind's own schema, which is as strict (registry.test.ts).
    expect(open).toEqual([
      'clusters.test.connection',
      'clusters.testStored.connection',
      'clusters.connect.connection',
      'clusters.update.connection',
    ]);
  });

  it('has a size cap on every input', () => {
    for (const name of names) {
      expect(calls[name].maxInput).toBeGreaterThan(0);
      expect(calls[name].maxInput).toBeLessThanOrEqual(16 * 1024 * 1024);
    }
  });

  it('takes a credential in exactly the calls that save or test one', () => {
    const taking = names.filter((name) => JSON.stringify(shapeOf(name)).includes('credential'));
    expect(taking).toEqual(['clusters.test', 'clusters.connect', 'clusters.replaceCredential']);
  });
});

/** Where a JSON schema lets through members that it does not name. */
function openPlaces(schema: unknown, place = ''): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const isOpen = 'type' in schema && schema.type === 'object' && !isClosed(schema);
  const below = Object.entries(schema).flatMap(([name, value]) =>
    openPlaces(
      value,
      ['properties', 'anyOf', 'oneOf', 'items'].includes(name) || /^\d+$/.test(name)
        ? place
        : `${place}.${name}`,
    ),
  );
  return isOpen ? [place, ...below] : below;
}

function isClosed(schema: object): boolean {
  return 'additionalProperties' in schema && schema.additionalProperties === false;
}

function shapeOf(name: CallName): readonly string[] {
  const input: unknown = calls[name].input;
  return typeof input === 'object' && input !== null && 'shape' in input
    ? Object.keys(input.shape as object)
    : [];
}

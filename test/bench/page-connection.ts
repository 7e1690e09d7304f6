import { z } from 'zod';

/** A page that scripts can be run in. */
export interface PageConnection {
  /** The value of an expression, as JSON; a promise is awaited. Rejects when the page goes or the script throws. */
  readonly evaluate: (expression: string) => Promise<unknown>;
  readonly close: () => void;
}

const answerSchema = z.object({
  id: z.number(),
  result: z
    .object({
      result: z.object({ value: z.unknown() }).optional(),
      exceptionDetails: z.object({ text: z.string() }).optional(),
    })
    .optional(),
  error: z.object({ message: z.string() }).optional(),
});

/**
 * Connects to a page by its DevTools address. Not by Playwright: while a page is starting its connection takes part
 * of the time that is measured, and now and then never stands.
 */
export async function connectPage(address: string): Promise<PageConnection> {
  const socket = new WebSocket(address);
  const pending = new Map<number, PromiseWithResolvers<unknown>>();
  let lastId = 0;
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true });
    socket.addEventListener('error', () => reject(new Error('The page cannot be reached.')), { once: true });
  });
  socket.addEventListener('message', ({ data }) => {
    const { id, result, error } = answerSchema.parse(JSON.parse(String(data)));
    const asked = pending.get(id);
    pending.delete(id);
    const failure = error?.message ?? result?.exceptionDetails?.text;
    if (failure === undefined) asked?.resolve(result?.result?.value);
    else asked?.reject(new Error(failure));
  });
  socket.addEventListener('close', () => {
    for (const { reject } of pending.values()) reject(new Error('The page has gone.'));
    pending.clear();
  });
  return {
    evaluate: (expression) => {
      lastId += 1;
      const asked = Promise.withResolvers<unknown>();
      pending.set(lastId, asked);
      const params = { expression, awaitPromise: true, returnByValue: true };
      socket.send(JSON.stringify({ id: lastId, method: 'Runtime.evaluate', params }));
      return asked.promise;
    },
    close: () => socket.close(),
  };
}

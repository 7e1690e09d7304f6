import { createInterface } from 'node:readline';
import { app } from 'electron';
import { createElectronTransport } from '../../electron/app/electron-transport';
import { TransportFailure, type TransportRequest } from '../../electron/clusters/transport';

/**
 * The main script of an Electron without windows that only sends requests: one JSON object a line comes in, one goes
 * out for each. A request without a matching answer can be aborted by its id.
 */
type Order =
  | { readonly id: number; readonly send: Omit<TransportRequest, 'signal'> }
  | { readonly id: number; readonly abort: true };

const running = new Map<number, AbortController>();

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function obey(order: Order, transport: ReturnType<typeof createElectronTransport>): Promise<void> {
  if ('abort' in order) {
    running.get(order.id)?.abort();
    return;
  }
  const controller = new AbortController();
  running.set(order.id, controller);
  try {
    say({ id: order.id, answer: await transport.send({ ...order.send, signal: controller.signal }) });
  } catch (error) {
    say(
      error instanceof TransportFailure
        ? { id: order.id, failure: { sort: error.sort, sent: error.sent, message: error.message } }
        : { id: order.id, bug: String(error) },
    );
  } finally {
    running.delete(order.id);
  }
}

void app.whenReady().then(() => {
  const transport = createElectronTransport();
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => void obey(JSON.parse(line) as Order, transport));
  lines.on('close', () => app.exit(0));
  say({ ready: process.versions['electron'] });
});

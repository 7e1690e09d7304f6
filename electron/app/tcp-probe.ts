import net from 'node:net';
import type { Session } from 'electron';
import { hostnameOf } from '../clusters/errors';
import { TransportFailure } from '../clusters/transport';

type Connected = 'yes' | 'refused' | 'unreachable' | 'late';

function connectTo(host: string, port: number, limitMs: number): Promise<Connected> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port });
    const end = (outcome: Connected): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(outcome);
    };
    const timer = setTimeout(() => end('late'), limitMs);
    socket.once('connect', () => end('yes'));
    socket.once('error', (error) =>
      end('code' in error && error.code === 'ECONNREFUSED' ? 'refused' : 'unreachable'),
    );
  });
}

async function addressesOf(session: Session, hostname: string): Promise<readonly string[] | null> {
  if (net.isIP(hostname) !== 0) return [hostname];
  try {
    const { endpoints } = await session.resolveHost(hostname);
    return endpoints.map(({ address }) => address);
  } catch {
    return null;
  }
}

/**
 * Whether a server accepts connections at all, which Electron's network stack does not tell apart from a slow answer.
 * Null: it does, or a proxy stands between, so that nothing can be said. A failure means that nothing can be sent.
 */
export async function probeServer(
  session: Session,
  url: string,
  limitMs: number,
): Promise<TransportFailure | null> {
  if ((await session.resolveProxy(url)) !== 'DIRECT') return null;
  const { protocol, port } = new URL(url);
  const addresses = await addressesOf(session, hostnameOf(url));
  if (addresses === null) return new TransportFailure('not-found', 'no', 'no server has this name');
  const number = port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
  const outcomes = await Promise.all(addresses.map((address) => connectTo(address, number, limitMs)));
  if (outcomes.includes('yes')) return null;
  if (outcomes.includes('late')) {
    return new TransportFailure('connect-timeout', 'no', 'the server did not accept the connection in time');
  }
  return outcomes.includes('refused')
    ? new TransportFailure('refused', 'no', 'connection refused')
    : new TransportFailure('unreachable', 'no', 'no route to the server');
}

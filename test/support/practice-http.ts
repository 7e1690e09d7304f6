import { request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import type { PracticeAddress } from '#electron/practice/practice';

/** One raw request; what is left out is left out on the wire too. */
export interface RawRequest {
  readonly method?: string;
  /** Sent as it stands, with its query string. */
  readonly path: string;
  /** `null`: without credentials. Absent: the admin key. */
  readonly key?: string | null;
  readonly headers?: OutgoingHttpHeaders;
  /** An object is sent as JSON; text and bytes as they are. */
  readonly body?: unknown;
  /** Source address, any of 127.0.0.0/8. */
  readonly from?: string;
  /** Without Content-Length. */
  readonly chunked?: boolean;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body as JSON. */
  readonly json: () => Record<string, unknown>;
}

function bytesOf(body: unknown): Buffer | null {
  if (body === undefined) return null;
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body), 'utf8');
}

/** Sends one request over a connection of its own and reads the whole answer; rejects when the connection breaks. */
export function send(practice: PracticeAddress, raw: RawRequest): Promise<RawAnswer> {
  const { hostname, port } = new URL(practice.url);
  const body = bytesOf(raw.body);
  const credentials =
    raw.key === null
      ? {}
      : {
          'x-algolia-application-id': practice.applicationId,
          'x-algolia-api-key': raw.key ?? practice.adminKey,
        };
  const length =
    raw.chunked === true ? { 'transfer-encoding': 'chunked' } : { 'content-length': body?.length ?? 0 };
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        hostname,
        port,
        method: raw.method ?? 'GET',
        path: raw.path,
        agent: false,
        headers: { ...credentials, ...length, ...raw.headers },
        ...(raw.from === undefined ? {} : { localAddress: raw.from }),
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.once('error', reject);
        incoming.once('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            text,
            json: () => JSON.parse(text) as Record<string, unknown>,
          });
        });
      },
    );
    outgoing.once('error', reject);
    outgoing.end(body ?? undefined);
  });
}

/** Sends and expects 200 or 201; throws with the answer otherwise. */
export async function sendOk(practice: PracticeAddress, raw: RawRequest): Promise<Record<string, unknown>> {
  const answer = await send(practice, raw);
  if (answer.status !== 200 && answer.status !== 201) {
    throw new Error(`${raw.method ?? 'GET'} ${raw.path} answered ${answer.status}: ${answer.text}`);
  }
  return answer.json();
}

/** Makes a key and answers its secret. */
export async function addKey(
  practice: PracticeAddress,
  spec: Record<string, unknown>,
  from?: string,
): Promise<string> {
  const made = await sendOk(practice, {
    method: 'POST',
    path: '/1/keys',
    body: spec,
    ...(from === undefined ? {} : { from }),
  });
  return String(made['key']);
}

/** A key as a cluster tells it. */
export type ListedKey = Readonly<Record<string, unknown>> & { readonly value: string };

/** Every key that the cluster lists. */
export async function keysOn(practice: PracticeAddress): Promise<readonly ListedKey[]> {
  const { keys } = await sendOk(practice, { path: '/1/keys' });
  return keys as ListedKey[];
}

/** Saves objects into an index. */
export async function saveObjects(
  practice: PracticeAddress,
  index: string,
  objects: readonly Record<string, unknown>[],
): Promise<void> {
  const requests = objects.map((body) => ({ action: 'addObject', body }));
  await sendOk(practice, { method: 'POST', path: `/1/indexes/${index}/batch`, body: { requests } });
}

/** Sets the fault switches. */
export async function setFaults(practice: PracticeAddress, faults: Record<string, unknown>): Promise<void> {
  await sendOk(practice, { method: 'PUT', path: '/__practice__/faults', body: faults });
}

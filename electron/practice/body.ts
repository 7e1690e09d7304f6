import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { Refusal } from './exchange';

/** Largest body, before and after decompression. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** The client went away before its body was complete: there is nobody to answer. */
export class RequestAborted extends Error {
  constructor() {
    super('The client closed the connection before its request was complete.');
    this.name = 'RequestAborted';
  }
}

const decoders: ReadonlyMap<string, (input: Buffer, limits: { maxOutputLength: number }) => Promise<Buffer>> =
  new Map([
    ['gzip', promisify(gunzip)],
    ['x-gzip', promisify(gunzip)],
    ['deflate', promisify(inflate)],
    ['br', promisify(brotliDecompress)],
  ]);

async function decode(raw: Buffer, encoding: string): Promise<Buffer> {
  if (encoding === '' || encoding === 'identity' || raw.length === 0) return raw;
  const decoder = decoders.get(encoding);
  if (decoder === undefined) throw new Refusal(415, `Unsupported content-encoding ${encoding}`);
  try {
    return await decoder(raw, { maxOutputLength: MAX_BODY_BYTES });
  } catch (cause) {
    throw cause instanceof RangeError
      ? new Refusal(413, 'Request body too large')
      : new Refusal(400, 'The body is not valid compressed data');
  }
}

function collect(message: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    message.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BODY_BYTES) {
        chunks.push(chunk);
        return;
      }
      // Iterating would destroy the socket, and with it the answer that says why.
      message.pause();
      reject(new Refusal(413, 'Request body too large'));
    });
    message.once('end', () => {
      resolve(Buffer.concat(chunks));
    });
    message.once('close', () => {
      reject(new RequestAborted());
    });
    message.once('error', () => {
      reject(new RequestAborted());
    });
  });
}

/**
 * Reads a request's whole body, chunked or not, and undoes its content-encoding (key-apis A12).
 * Throws Refusal 413 above {@link MAX_BODY_BYTES}, 415 for an unknown encoding, 400 for broken compressed data,
 * and {@link RequestAborted} when the client goes away.
 */
export async function readBody(message: IncomingMessage): Promise<Buffer> {
  const raw = await collect(message);
  return decode(raw, (message.headers['content-encoding'] ?? '').trim().toLowerCase());
}

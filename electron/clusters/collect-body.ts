import { StringDecoder } from 'node:string_decoder';

/** Thrown by {@link collectBody} when the answer exceeds its limit. */
export class TooLarge extends Error {}

/** What is needed of a stream: Node's and Electron's answers both have it. */
export type BodyStream = Pick<NodeJS.EventEmitter, 'on'>;

/**
 * The text (UTF-8) of a stream, up to `maxBytes` decoded bytes. Rejects with {@link TooLarge} beyond that, and with
 * the stream's own error when it ends early.
 */
export function collectBody(stream: BodyStream, maxBytes: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const decoder = new StringDecoder('utf8');
    const parts: string[] = [];
    let bytes = 0;
    let ended = false;
    stream.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > maxBytes) reject(new TooLarge('The answer is larger than allowed.'));
      else parts.push(decoder.write(chunk));
    });
    stream.on('end', () => {
      ended = true;
      parts.push(decoder.end());
      resolve(parts.join(''));
    });
    stream.on('error', reject);
    stream.on('close', () => {
      if (!ended) reject(new Error('The answer ended early.'));
    });
  });
}

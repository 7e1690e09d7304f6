import type {
  ChangeOutcome,
  KeyOwner,
  KeyPage,
  KeyQuery,
  TryResult,
  UpdateOutcome,
} from '#shared/contract/keys';
import type { ParsedInput } from '#shared/contract/index';
import type { WhoCanChunk, WhoCanQuery } from '#shared/contract/requests';
import { AppError } from '#shared/errors';
import type { ClusterId, Instant } from '#shared/ids';
import type { KeyRecord, KeyVersion } from '#shared/keys/record';
import { kindOf } from '#shared/kinds/registry';
import { withSecret } from '#shared/kinds/snippet';
import type { KeyId } from '../cache/cache';
import type { ChangeDesk } from './change-desk';
import { createKey, type CreateInput } from './create-key';
import type { CallContext } from './handler-types';
import type { KeyActionInput } from './known-key';
import { removeKey } from './remove-key';
import { restoreKey } from './restore-key';
import { rotateKey } from './rotate-key';
import type { SecretClipboard } from './secret-clipboard';
import { updateKey, type UpdateInput } from './update-key';

interface Labelled {
  readonly clusterId: ClusterId;
  readonly owner: string;
  readonly label: string;
}

/** Reading, changing and using the keys of clusters. Reads answer from the cache and need no network. */
export class KeysService {
  constructor(
    private readonly desk: ChangeDesk,
    private readonly clipboard: SecretClipboard,
  ) {}

  page(query: KeyQuery): Promise<KeyPage> {
    const { book, cache, clock } = this.desk.parts;
    book.row(query.clusterId);
    return cache().keys.page(query, clock());
  }

  async owners(clusterId: ClusterId): Promise<KeyOwner[]> {
    const { book, cache } = this.desk.parts;
    book.row(clusterId);
    return [...(await cache().keys.owners(clusterId))];
  }

  async labelled({ clusterId, owner, label }: Labelled): Promise<KeyRecord[]> {
    const { book, cache, clock } = this.desk.parts;
    book.row(clusterId);
    return [...(await cache().keys.labelled(clusterId, owner, label, clock()))];
  }

  async get(id: KeyId): Promise<KeyRecord> {
    const { cache, clock } = this.desk.parts;
    const record = await cache().keys.get(id, clock());
    if (record === null) {
      throw new AppError('NOT_FOUND', 'This key is not in the list any more.', {
        remedy: 'Choose another one.',
      });
    }
    return record;
  }

  async history(id: KeyId): Promise<KeyVersion[]> {
    await this.get(id);
    return [...(await this.desk.parts.cache().keys.history(id))];
  }

  create(input: CreateInput, context: CallContext): Promise<ChangeOutcome> {
    return createKey(this.desk, input, context);
  }

  update(input: UpdateInput, context: CallContext): Promise<UpdateOutcome> {
    return this.desk.inTurn(input, context.signal, () => updateKey(this.desk, input, context));
  }

  remove(input: KeyActionInput, context: CallContext): Promise<ChangeOutcome> {
    return this.desk.inTurn(input, context.signal, () => removeKey(this.desk, input, context));
  }

  restore(input: KeyActionInput, context: CallContext): Promise<ChangeOutcome> {
    return this.desk.inTurn(input, context.signal, () => restoreKey(this.desk, input, context));
  }

  rotate(input: KeyActionInput, context: CallContext): Promise<ChangeOutcome> {
    return this.desk.inTurn(input, context.signal, () => rotateKey(this.desk, input, context));
  }

  /** The one way of a secret to the renderer: an explicit act of the user. */
  async reveal(id: KeyId, { requestId }: CallContext): Promise<{ secret: string }> {
    const secret = await this.secretOf(id);
    this.desk.parts.log('info', 'key.revealed', { requestId, clusterId: id.clusterId, ref: id.ref });
    return { secret };
  }

  async copySecret(id: KeyId, { requestId }: CallContext): Promise<{ clearsAt: Instant | null }> {
    const clearsAt = await this.clipboard.copy(await this.secretOf(id));
    this.desk.parts.log('info', 'key.copied', { requestId, clusterId: id.clusterId, ref: id.ref });
    return { clearsAt };
  }

  /**
   * Code that uses the key, with its secret, for the clipboard. It is written here from what is stored, so that no text
   * of the renderer ever stands beside a secret. NOT_OFFERED when the key's permissions do not allow this use.
   */
  async copySnippet(
    { use, language, resource, ...id }: ParsedInput<'keys.copySnippet'>,
    { requestId }: CallContext,
  ): Promise<{ clearsAt: Instant | null }> {
    const { book, log } = this.desk.parts;
    const record = await this.get(id);
    const { connection } = book.row(id.clusterId);
    const offered = kindOf(record.kind)
      .snippets.usesOf(record.spec)
      .find((one) => one.id === use && one.languages.includes(language));
    if (offered === undefined) {
      throw new AppError('NOT_OFFERED', 'The permissions of this key no longer allow this use.', {
        remedy: 'Choose another one.',
      });
    }
    const text = offered.write(language, connection, resource);
    const clearsAt = await this.clipboard.copy(withSecret(text, language, await this.secretOf(id)));
    log('info', 'key.snippetCopied', { requestId, clusterId: id.clusterId, ref: id.ref, use, language });
    return { clearsAt };
  }

  /** Which keys of the cache may make a request, one chunk after the other; needs no network. */
  async whoCan(query: WhoCanQuery, { signal }: CallContext): Promise<WhoCanChunk> {
    if (signal.aborted) throw new AppError('CANCELLED', 'The look-up was stopped.');
    const { cache, clock } = this.desk.parts;
    return cache().keys.whoCan(query, clock());
  }

  /** Which known keys have this secret. The text becomes a ref at once and is kept nowhere. */
  async findBySecret(secret: string): Promise<KeyId[]> {
    const { cache, redactor } = this.desk.parts;
    const text = secret.trim();
    const release = redactor.register(text);
    try {
      return [...(await cache().keys.findByRef(await cache().keys.refOf(text)))];
    } finally {
      release();
    }
  }

  /** One real, harmless request with the key itself; what the cluster refuses is a result, not an error. */
  async try(
    { resource, text, ...id }: KeyId & { readonly resource: string; readonly text: string },
    { signal, requestId }: CallContext,
  ): Promise<TryResult> {
    const { book, contacts, redactor, log } = this.desk.parts;
    const row = book.row(id.clusterId);
    if (kindOf(row.kind).trial === null) {
      throw new AppError('NOT_OFFERED', `${row.name} has no harmless request to try a key with.`);
    }
    const secret = await this.secretOf(id);
    const release = redactor.register(secret);
    try {
      const adapter = await contacts.openWithout(row, signal);
      const result = await adapter.tryKey(secret, resource, text, signal);
      log('info', 'key.tried', { requestId, clusterId: row.id, ref: id.ref, status: result.status });
      return result;
    } finally {
      release();
    }
  }

  /** A key's secret. That of a record marked `admin` is a credential: it goes one way only (anchors.md 3.16). */
  private async secretOf(id: KeyId): Promise<string> {
    const record = await this.get(id);
    if (record.admin) {
      throw new AppError('SECRET_UNAVAILABLE', 'The secret of this key is a credential and is not shown.', {
        remedy: 'Look it up where the cluster itself is administered.',
      });
    }
    const secret = await this.desk.parts.cache().keys.secret(id);
    if (secret !== null) return secret;
    const { name } = this.desk.parts.book.row(id.clusterId);
    throw new AppError('SECRET_UNAVAILABLE', 'The secret of this key is not stored here.', {
      remedy:
        record.state === 'gone'
          ? 'The key is gone, so that it cannot be read again.'
          : `Sync ${name} to read it again.`,
    });
  }
}

import { onTestFinished } from 'vitest';
import type { CallOutput } from '#shared/contract/index';
import type { ClusterForm } from '#shared/contract/clusters';
import type { ClusterId, KeyRef } from '#shared/ids';
import type { KeyRecord } from '#shared/keys/record';
import { defaultSpec } from '#shared/kinds/algorithmia/index';
import type { AlgorithmiaSpec } from '#shared/kinds/algorithmia/spec';
import { addUser, algorithmiaHere, type AlgorithmiaPractice } from '../../support/practice-algorithmia';
import { context, keyNamed, secretOf, startCastellan, type Castellan, type StartOptions } from './harness';

/** A connected algorithm cluster with one key of the user ann. */
export interface AlgorithmScene {
  readonly server: AlgorithmiaPractice;
  readonly castellan: Castellan;
  readonly id: ClusterId;
  readonly record: KeyRecord;
  readonly secret: string;
}

/** A data key of the user ann. */
export function annsKey(changes: Partial<AlgorithmiaSpec> = {}): AlgorithmiaSpec {
  return {
    ...defaultSpec,
    owner: { sort: 'user', user: 'ann' },
    key_label: 'Subject',
    allow_data: true,
    ...changes,
  };
}

/** Adds the cluster without waiting for its first sync. */
export async function addAlgorithms(
  { handlers }: Castellan,
  server: AlgorithmiaPractice,
  changes: Partial<ClusterForm> = {},
): Promise<ClusterId> {
  const { id } = await handlers['clusters.connect'](
    {
      kind: 'algorithmia',
      name: 'ml',
      environment: 'development',
      connection: { baseUrl: server.url },
      caPem: null,
      readOnly: false,
      credential: server.adminKey,
      ...changes,
    },
    context(),
  );
  return id;
}

export async function makeKey(
  { handlers }: Castellan,
  clusterId: ClusterId,
  spec: AlgorithmiaSpec,
): Promise<KeyRecord> {
  const outcome = await handlers['keys.create'](
    { clusterId, definition: { kind: 'algorithmia', spec }, confirmation: null },
    context(),
  );
  if (outcome.outcome !== 'done') throw new Error(`The key was not made: ${outcome.message}`);
  return outcome.record;
}

export async function algorithmScene(options: StartOptions = {}): Promise<AlgorithmScene> {
  const server = await algorithmiaHere();
  onTestFinished(() => server.stop());
  await addUser(server, 'ann');
  const castellan = await startCastellan(options);
  const id = await addAlgorithms(castellan, server);
  await castellan.handlers['sync.start']({ id }, context());
  await makeKey(castellan, id, annsKey());
  const record = await keyNamed(castellan, id, 'Subject');
  return { server, castellan, id, record, secret: await secretOf(castellan, record) };
}

/** Confirmed, as the user does it. */
export async function rotate(
  { castellan, id }: Pick<AlgorithmScene, 'castellan' | 'id'>,
  ref: KeyRef,
): Promise<CallOutput<'keys.rotate'>> {
  const { token } = await castellan.handlers['confirmations.request'](
    { clusterId: id, action: 'rotate-key', target: ref, typed: null },
    context(),
  );
  return castellan.handlers['keys.rotate']({ clusterId: id, ref, confirmation: token }, context());
}

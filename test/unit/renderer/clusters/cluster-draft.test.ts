import { describe, expect, it } from 'vitest';
import {
  type ClusterDraft,
  connectionOf,
  draftErrors,
  draftOf,
  emptyDraft,
  fieldOfError,
  formOf,
  isDirty,
  reachOf,
} from '../../../../renderer/features/clusters/cluster-draft';
import { aCluster } from '../../../support/memory-world';

const GOOD: ClusterDraft = {
  ...emptyDraft('algolia'),
  name: 'shop-prod',
  connection: { applicationId: ' B1G2GM9NG0 ', hosts: 'https://a.example.com\n\n https://b.example.com ' },
  credential: 'a'.repeat(32),
};

describe('a new draft', () => {
  it('proposes the strictest environment', () => {
    expect(emptyDraft('algolia').environment).toBe('production');
  });

  it('names everything that is missing', () => {
    expect(draftErrors(emptyDraft('algolia'), 'add')).toEqual({
      name: 'Give the cluster a name.',
      credential: 'Enter the key.',
      'connection.applicationId': 'Enter the application id.',
    });
  });
});

describe('a filled draft', () => {
  it('becomes what the contract takes: lists by line, blanks left out', () => {
    expect(draftErrors(GOOD, 'add')).toEqual({});
    expect(formOf(GOOD)).toEqual({
      kind: 'algolia',
      name: 'shop-prod',
      environment: 'production',
      readOnly: false,
      credential: 'a'.repeat(32),
      caPem: null,
      connection: { applicationId: 'B1G2GM9NG0', hosts: ['https://a.example.com', 'https://b.example.com'] },
    });
  });

  it('says which line of a list is wrong', () => {
    const draft = { ...GOOD, connection: { ...GOOD.connection, hosts: 'https://a.example.com\nftp://b' } };
    expect(draftErrors(draft, 'add')).toEqual({
      'connection.hosts': 'ftp://b: Begin the address with https://.',
    });
  });

  it('does not ask for the credential of a cluster that exists', () => {
    expect(draftErrors({ ...GOOD, credential: '' }, 'edit')).toEqual({});
  });

  it('refuses what is no certificate', () => {
    expect(draftErrors({ ...GOOD, caPem: 'hello' }, 'edit').caPem).toContain('BEGIN CERTIFICATE');
  });
});

describe('the draft of a cluster', () => {
  const cluster = aCluster({
    connection: { applicationId: 'SHOPPROD01', hosts: ['https://a.example.com', 'https://b.example.com'] },
    caPem: '-----BEGIN CERTIFICATE-----',
  });

  it('leads back to the same connection', () => {
    const draft = draftOf(cluster);
    expect(connectionOf(draft)).toEqual(cluster.connection);
    expect(reachOf(draft).caPem).toBe(cluster.caPem);
  });

  it('holds no credential', () => {
    expect(draftOf(cluster).credential).toBe('');
  });

  it('is dirty only when something differs', () => {
    const draft = draftOf(cluster);
    expect(isDirty({ ...draft, name: `${draft.name}x` }, draft)).toBe(true);
    expect(isDirty({ ...draft, name: draft.name }, draft)).toBe(false);
  });
});

describe('fieldOfError', () => {
  it.each([
    ['credential', 'credential'],
    ['connection.hosts.0', 'connection.hosts'],
    ['applicationId', 'connection.applicationId'],
    ['caPem', 'caPem'],
    ['something', null],
    [undefined, null],
  ])('puts an error about %s at %s', (field, expected) => {
    expect(fieldOfError(field, GOOD)).toBe(expected);
  });
});

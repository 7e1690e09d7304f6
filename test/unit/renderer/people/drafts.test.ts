import { describe, expect, it } from 'vitest';
import {
  EMPTY_ORGANIZATION,
  EMPTY_USER,
  organizationDraft,
  organizationOf,
  organizationProblems,
  userDraft,
  userProblems,
} from '../../../../renderer/features/people/drafts';
import { lastOwner } from '../../../../renderer/features/people/members';
import { problemOf } from '../../../../renderer/features/people/member-dialog';
import { aUser, anOrganization } from '../../../support/memory-people';

const good = userDraft(aUser('ben'));

describe('the form of a user', () => {
  it('asks for username, e-mail and full name', () => {
    expect(Object.keys(userProblems(EMPTY_USER, 'create')).toSorted()).toEqual([
      'email',
      'fullName',
      'username',
    ]);
    expect(userProblems(good, 'create')).toEqual({});
  });

  it.each([
    ['1ben', 'Begin with a letter, and use letters, digits and underscores only.'],
    ['ben okafor', 'Begin with a letter, and use letters, digits and underscores only.'],
    ['b'.repeat(31), 'Use at most 30 characters.'],
    ['  ', 'Enter a name.'],
  ])('does not take %j for a username', (username, message) => {
    expect(userProblems({ ...good, username }, 'create')).toEqual({ username: message });
  });

  it.each(['ben', 'ben@', '@acme.example', 'b en@acme.example'])(
    'does not take %j for an address',
    (email) => {
      expect(Object.keys(userProblems({ ...good, email }, 'create'))).toEqual(['email']);
    },
  );

  it('lets what cannot change be as the cluster told it', () => {
    expect(userProblems({ ...good, username: 'old.name', email: '' }, 'edit')).toEqual({});
  });
});

describe('the form of an organization', () => {
  it('asks for name, label, contact, e-mail and type', () => {
    expect(Object.keys(organizationProblems(EMPTY_ORGANIZATION, 'create')).toSorted()).toEqual([
      'contactName',
      'email',
      'label',
      'name',
      'typeId',
    ]);
  });

  it('takes a label of 100 characters, and a web address', () => {
    const draft = organizationDraft(anOrganization('acme', { label: 'x'.repeat(100), url: 'http://acme' }));
    expect(organizationProblems(draft, 'create')).toEqual({});
    expect(organizationProblems({ ...draft, label: 'x'.repeat(101), url: 'acme' }, 'edit')).toEqual({
      label: 'Use at most 100 characters.',
      url: 'Enter an address that begins with https:// or http://.',
    });
  });

  it('holds groups as text with commas, and gives them back as a list', () => {
    const acme = anOrganization('acme', { adminGroups: ['admins', 'owners'] });
    const draft = organizationDraft(acme);
    expect(draft.adminGroups).toBe('admins, owners');
    expect(organizationOf({ ...draft, adminGroups: ' admins ,,owners, ' }).adminGroups).toEqual([
      'admins',
      'owners',
    ]);
    expect(organizationOf(draft).memberGroups).toEqual([]);
  });
});

describe('members', () => {
  const owner = { username: 'ann', role: 'owner' } as const;
  const member = { username: 'ben', role: 'member' } as const;

  it('stay when they are the last owner', () => {
    expect(lastOwner(owner, [owner, member])).toBe('ann is the last owner and cannot be removed.');
    expect(lastOwner(member, [owner, member])).toBeNull();
    expect(lastOwner(owner, [owner, { ...owner, username: 'zoe' }])).toBeNull();
  });

  it('are chosen among the users of the cluster that are none yet', () => {
    expect(problemOf('', [owner], ['ann', 'ben'])).toBe('Choose a user.');
    expect(problemOf('ann', [owner], ['ann', 'ben'])).toBe('ann is a member already.');
    expect(problemOf('zoe', [owner], ['ann', 'ben'])).toBe('There is no user zoe on this cluster.');
    expect(problemOf('ben', [owner], ['ann', 'ben'])).toBeNull();
    expect(problemOf('zoe', [owner], undefined)).toBeNull();
  });
});

import type { Member, OrganizationForm, UserForm } from '#shared/contract/people';
import { accountPathOf, memberPathOf } from '#shared/kinds/algorithmia/wire';
import { z } from 'zod';
import { ReadRefused, unwrapped, type Answer } from '../../answers';
import type { PeopleAdapter } from '../../people';
import { CodedReadRefused, type AlgorithmiaCalls, type Call } from '../calls';
import { allOf } from '../paged';
import { isAbsent } from '../refusals';
import { accountRefusal, organizationGone, type Subject } from './refusals';
import {
  newOrganizationBody,
  newUserBody,
  organizationBody,
  userBody,
  wireKeptSchema,
  wireMemberSchema,
  wireOrganizationSchema,
  wireTypesSchema,
  wireUserSchema,
} from './wire';

const TYPES_PATH = '/v1/organization/types';

export interface PeopleParts {
  readonly calls: AlgorithmiaCalls;
  readonly credential: string;
  /** Items of one page of a list. */
  readonly pageSize: number;
}

/** Users, organizations and their members through the admin endpoints (key-apis B4). */
export class AlgorithmiaPeople implements PeopleAdapter {
  constructor(private readonly parts: PeopleParts) {}

  readonly users: PeopleAdapter['users'] = (signal) => this.all('/v1/users', wireUserSchema, signal);

  readonly user: PeopleAdapter['user'] = (username, signal) =>
    this.one(accountPathOf('user', username), wireUserSchema, signal);

  readonly createUser: PeopleAdapter['createUser'] = (user, signal) =>
    this.change('user', 'POST', '/v1/users', signal, newUserBody(user));

  readonly updateUser: PeopleAdapter['updateUser'] = (user: UserForm, signal) =>
    this.change('user', 'PUT', accountPathOf('user', user.username), signal, userBody(user));

  readonly removeUser: PeopleAdapter['removeUser'] = (username, signal) =>
    this.change('user', 'DELETE', accountPathOf('user', username), signal);

  readonly organizations: PeopleAdapter['organizations'] = (signal) =>
    this.all('/v1/organizations', wireOrganizationSchema, signal);

  readonly organization: PeopleAdapter['organization'] = (name, signal) =>
    this.one(accountPathOf('organization', name), wireOrganizationSchema, signal);

  readonly organizationTypes: PeopleAdapter['organizationTypes'] = async (signal) => {
    const { value } = await unwrapped(this.read(TYPES_PATH, wireTypesSchema, signal));
    return value;
  };

  readonly createOrganizationType: PeopleAdapter['createOrganizationType'] = (name, signal) =>
    this.change('type', 'POST', TYPES_PATH, signal, { name });

  readonly removeOrganizationType: PeopleAdapter['removeOrganizationType'] = (name, signal) =>
    this.change('type', 'DELETE', `${TYPES_PATH}/${encodeURIComponent(name)}`, signal);

  readonly createOrganization: PeopleAdapter['createOrganization'] = (organization, signal) =>
    this.change('organization', 'POST', '/v1/organizations', signal, newOrganizationBody(organization));

  /** Reads the organization first: a replacement has to repeat what the form does not have. */
  readonly updateOrganization: PeopleAdapter['updateOrganization'] = async (
    organization: OrganizationForm,
    signal,
  ) => {
    const path = accountPathOf('organization', organization.name);
    const kept = await this.one(path, wireKeptSchema, signal);
    if (kept === null) throw organizationGone(this.parts.calls.place);
    await this.change('organization', 'PUT', path, signal, organizationBody(organization, kept));
  };

  readonly removeOrganization: PeopleAdapter['removeOrganization'] = (name, signal) =>
    this.change('organization', 'DELETE', accountPathOf('organization', name), signal);

  readonly members: PeopleAdapter['members'] = async (organization, signal) => {
    const path = `${accountPathOf('organization', organization)}/members`;
    const members: Member[] = [];
    for await (const page of this.all(path, wireMemberSchema, signal)) members.push(...page);
    return members;
  };

  readonly addMember: PeopleAdapter['addMember'] = (organization, username, signal) =>
    this.change('organization', 'PUT', memberPathOf(organization, username), signal);

  readonly removeMember: PeopleAdapter['removeMember'] = (organization, username, signal) =>
    this.change('organization', 'DELETE', memberPathOf(organization, username), signal);

  private async *all<Item>(
    path: string,
    item: z.ZodType<Item>,
    signal: AbortSignal,
  ): AsyncIterable<readonly Item[]> {
    const { calls, credential, pageSize } = this.parts;
    try {
      for await (const page of allOf({ calls, credential, signal }, path, item, pageSize)) yield page.value;
    } catch (error) {
      throw this.told(error);
    }
  }

  /** Null when it is absent, which the specification declares as 409 (B1). */
  private async one<T>(path: string, schema: z.ZodType<T>, signal: AbortSignal): Promise<T | null> {
    try {
      return (await this.read(path, schema, signal)).value;
    } catch (error) {
      if (error instanceof CodedReadRefused && isAbsent(error.refusal)) return null;
      throw this.told(error);
    }
  }

  private read<T>(path: string, schema: z.ZodType<T>, signal: AbortSignal): Promise<Answer<T>> {
    const { calls, credential } = this.parts;
    return calls.read({ purpose: 'list', path, credential, schema, signal });
  }

  /** The answer to a change is not needed: the lists tell. */
  private async change(
    subject: Subject,
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    signal: AbortSignal,
    body?: Call<unknown>['body'],
  ): Promise<void> {
    const { calls, credential } = this.parts;
    await calls.change({
      purpose: 'account',
      method,
      path,
      credential,
      schema: z.unknown(),
      signal,
      refusedAs: (refusal, place) => accountRefusal(refusal, place, subject),
      ...(body === undefined ? {} : { body }),
    });
  }

  /** The members of an organization that is gone are refused with the code of the organization. */
  private told(error: unknown): unknown {
    if (!(error instanceof ReadRefused)) return error;
    const coded = error instanceof CodedReadRefused ? error.refusal : null;
    const own = coded === null ? null : accountRefusal(coded, this.parts.calls.place, 'organization');
    return own ?? error.error;
  }
}

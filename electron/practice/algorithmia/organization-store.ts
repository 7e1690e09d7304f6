import { z } from 'zod';
import type { Instant } from '#shared/ids';
import type { PracticeClock } from '../clock';
import type { PracticeDatabase } from '../database';
import { randomUuid, type RandomBytes } from '../random';
import type { Numbered, Window } from './page';

const groups = z.union([z.string(), z.array(z.string())]).nullish();

/** What may be said about an organization besides its name (key-apis B4). */
export const organizationDetailsSchema = z.object({
  org_label: z.string().min(1).max(100),
  org_contact_name: z.string().min(1),
  org_email: z.string().min(1),
  type_id: z.uuid(),
  org_url: z.string().nullish(),
  external_id: z.string().nullish(),
  external_admin_group: groups,
  external_member_group: groups,
  external_executor_group: groups,
  stripe_customer_id: z.string().nullish(),
});
export type OrganizationDetails = Readonly<z.output<typeof organizationDetailsSchema>>;

/** An organization as the cluster keeps it. */
export interface Organization {
  readonly id: string;
  readonly name: string;
  readonly details: OrganizationDetails;
  readonly createdAt: Instant;
}

/** The organizations of the cluster. */
export interface OrganizationStore {
  readonly add: (name: string, details: OrganizationDetails) => Organization;
  readonly find: (name: string) => Organization | null;
  readonly findByExternalId: (externalId: string) => Organization | null;
  readonly page: (window: Window) => readonly Numbered<Organization>[];
  readonly update: (name: string, details: OrganizationDetails) => void;
  /** Its members go with it. */
  readonly remove: (name: string) => void;
}

interface Row {
  readonly number: number;
  readonly id: string;
  readonly org_name: string;
  readonly details: string;
  readonly created_at: number;
}

function organizationOf(row: Row): Organization {
  return {
    id: row.id,
    name: row.org_name,
    details: organizationDetailsSchema.parse(JSON.parse(row.details)),
    createdAt: row.created_at,
  };
}

/** Opens the organizations of a store. */
export function openOrganizationStore(
  database: PracticeDatabase,
  clock: PracticeClock,
  random: RandomBytes,
): OrganizationStore {
  const find = database.prepare<[string], Row>('SELECT * FROM organizations WHERE org_name = ?');
  const findExternal = database.prepare<[string], Row>(
    "SELECT * FROM organizations WHERE details ->> '$.external_id' = ?",
  );
  const page = database.prepare<Window, Row>(
    'SELECT * FROM organizations WHERE number > @after ORDER BY number LIMIT @count',
  );
  const insert = database.prepare<[string, string, string, Instant]>(
    'INSERT INTO organizations (id, org_name, details, created_at) VALUES (?, ?, ?, ?)',
  );
  const update = database.prepare<[string, string]>(
    'UPDATE organizations SET details = ? WHERE org_name = ?',
  );
  const remove = database.prepare<[string]>('DELETE FROM organizations WHERE org_name = ?');
  const read = (row: Row | undefined): Organization | null =>
    row === undefined ? null : organizationOf(row);
  return {
    add: (name, details) => {
      const made: Organization = { id: randomUuid(random), name, details, createdAt: clock.now() };
      insert.run(made.id, name, JSON.stringify(details), made.createdAt);
      return made;
    },
    find: (name) => read(find.get(name)),
    findByExternalId: (externalId) => read(findExternal.get(externalId)),
    page: (window) => page.all(window).map((row) => ({ number: row.number, item: organizationOf(row) })),
    update: (name, details) => {
      update.run(JSON.stringify(details), name);
    },
    remove: (name) => {
      remove.run(name);
    },
  };
}

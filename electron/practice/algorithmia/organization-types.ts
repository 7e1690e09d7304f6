import type { PracticeDatabase } from '../database';
import { randomUuid, type RandomBytes } from '../random';

export interface OrganizationType {
  readonly id: string;
  readonly name: string;
}

/** The types of organizations; clients map a name to its id before they create one (key-apis B4). */
export interface OrganizationTypes {
  readonly list: () => readonly OrganizationType[];
  readonly add: (name: string) => OrganizationType;
  readonly remove: (name: string) => void;
}

/** Opens the types of a store. */
export function openOrganizationTypes(database: PracticeDatabase, random: RandomBytes): OrganizationTypes {
  const list = database.prepare<[], OrganizationType>(
    'SELECT id, name FROM organization_types ORDER BY number',
  );
  const insert = database.prepare<[string, string]>(
    'INSERT INTO organization_types (id, name) VALUES (?, ?)',
  );
  const remove = database.prepare<[string]>('DELETE FROM organization_types WHERE name = ?');
  return {
    list: () => list.all(),
    add: (name) => {
      const id = randomUuid(random);
      insert.run(id, name);
      return { id, name };
    },
    remove: (name) => {
      remove.run(name);
    },
  };
}

import type { Organization, OrganizationType, User } from '#shared/contract/people';

/** An account as a row: the texts of its columns. */
export interface AccountRow {
  readonly name: string;
  readonly cells: readonly string[];
}

/** By the number of a column. */
export interface RowOrder {
  readonly column: number;
  readonly descending: boolean;
}

export const USER_COLUMNS = ['Username', 'Full name', 'E-mail', 'Company', 'Company role'] as const;
export const ORGANIZATION_COLUMNS = ['Name', 'Label', 'Type', 'Contact', 'E-mail'] as const;

export function userRows(users: readonly User[]): readonly AccountRow[] {
  return users.map(({ username, fullName, email, companyName, companyRole }) => ({
    name: username,
    cells: [username, fullName, email, companyName, companyRole],
  }));
}

export function organizationRows(
  organizations: readonly Organization[],
  types: readonly OrganizationType[],
): readonly AccountRow[] {
  return organizations.map(({ name, label, typeId, contactName, email }) => ({
    name,
    cells: [name, label, typeName(types, typeId), contactName, email],
  }));
}

/** The type's name; its id as long as the names are not known. */
export function typeName(types: readonly OrganizationType[], id: string): string {
  return types.find((type) => type.id === id)?.name ?? id;
}

const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });

/** The rows in order; those without a text in that column come last. */
export function orderedRows(
  rows: readonly AccountRow[],
  { column, descending }: RowOrder,
): readonly AccountRow[] {
  const direction = descending ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [one = '', other = ''] = [a.cells[column], b.cells[column]];
    if (one === '' || other === '') return Number(one === '') - Number(other === '');
    return direction * collator.compare(one, other) || collator.compare(a.name, b.name);
  });
}

/** The rows in which every word of the text occurs. */
export function foundRows(rows: readonly AccountRow[], text: string): readonly AccountRow[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return rows;
  return rows.filter(({ cells }) => {
    const all = cells.join('\n').toLowerCase();
    return words.every((word) => all.includes(word));
  });
}

/** The order after a click on a column's header: the other direction of the same one, or the new one upwards. */
export function nextOrder(order: RowOrder, column: number): RowOrder {
  return { column, descending: order.column === column && !order.descending };
}

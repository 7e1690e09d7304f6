import { type KeyQuery, SORT_COLUMNS } from '#shared/contract/keys';
import type { KindCapabilities } from '#shared/kinds/kind';

export type ColumnId =
  'name' | 'owner' | 'secret' | 'can' | 'where' | 'from' | 'limits' | 'expires' | 'created' | 'state';

export interface Column {
  readonly id: ColumnId;
  readonly title: string;
  /** The order that a click on the header asks for. */
  readonly sort?: KeyQuery['sort']['by'];
}

const EXPIRING: readonly Column[] = [
  { id: 'name', title: 'Name', sort: 'label' },
  { id: 'secret', title: 'Secret' },
  { id: 'can', title: 'Can' },
  { id: 'where', title: 'Where' },
  { id: 'from', title: 'From' },
  { id: 'limits', title: 'Limits' },
  { id: 'expires', title: 'Expires', sort: 'expires' },
  { id: 'created', title: 'Created', sort: 'created' },
  { id: 'state', title: 'State' },
];

const OWNED: readonly Column[] = [
  { id: 'name', title: 'Name', sort: 'label' },
  { id: 'owner', title: 'Owner', sort: 'owner' },
  { id: 'secret', title: 'Secret' },
  { id: 'can', title: 'Can' },
  { id: 'where', title: 'Where' },
  { id: 'from', title: 'From' },
  { id: 'created', title: 'Created', sort: 'created' },
  { id: 'state', title: 'State' },
];

/**
 * What a list shows. `owned`: keys have owners, but neither limits nor an end. Which columns stand at which width is
 * the matter of key-table.module.css.
 */
export type ListShape = 'expiring' | 'owned';

export function shapeOf({ owners }: KindCapabilities): ListShape {
  return owners ? 'owned' : 'expiring';
}

/** In the order of reading. */
export const COLUMNS: Readonly<Record<ListShape, readonly Column[]>> = { expiring: EXPIRING, owned: OWNED };

/** The orders that make sense for a kind. */
export function sortColumnsOf({ owners, expiry }: KindCapabilities): readonly KeyQuery['sort']['by'][] {
  return SORT_COLUMNS.filter((by) => (by === 'owner' ? owners : by === 'expires' ? expiry : true));
}

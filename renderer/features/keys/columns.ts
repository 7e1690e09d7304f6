import type { KeyQuery } from '#shared/contract/keys';

export type ColumnId =
  'name' | 'secret' | 'can' | 'where' | 'from' | 'limits' | 'expires' | 'created' | 'state';

export interface Column {
  readonly id: ColumnId;
  readonly title: string;
  /** The order that a click on the header asks for. */
  readonly sort?: KeyQuery['sort']['by'];
}

/** In the order of reading. Which of them are shown at which width stands in key-table.module.css. */
export const COLUMNS: readonly Column[] = [
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

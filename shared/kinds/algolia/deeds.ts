import { permissionById } from './catalogue';

/** What a permission lets one do. `direct`: takes the indices as its object, e.g. "search indices that …". */
export interface Deed {
  readonly id: string;
  readonly text: string;
  readonly direct?: string;
  /** Reaches beyond indices, so that the index list does not narrow it. */
  readonly clusterWide?: true;
}

/** In the order of telling: reading first, destroying last. */
const DEEDS: readonly Deed[] = [
  { id: 'search', text: 'search', direct: 'search' },
  { id: 'browse', text: 'browse', direct: 'browse' },
  { id: 'listIndexes', text: 'list indices', direct: 'list' },
  { id: 'settings', text: 'read settings' },
  { id: 'seeUnretrievableAttributes', text: 'see hidden attributes' },
  { id: 'analytics', text: 'read analytics' },
  { id: 'logs', text: 'read request logs', clusterWide: true },
  { id: 'usage', text: 'read usage figures', clusterWide: true },
  { id: 'recommendation', text: 'use personalization', clusterWide: true },
  { id: 'addObject', text: 'write records' },
  { id: 'editSettings', text: 'change settings' },
  { id: 'deleteObject', text: 'delete records' },
  { id: 'deleteIndex', text: 'delete indices', direct: 'delete' },
];
const TOLD: ReadonlySet<string> = new Set(DEEDS.map(({ id }) => id));

/** What permissions let one do, in the order of telling; unknown ones last. Duplicates count once. */
export function deedsOf(acl: readonly string[]): readonly Deed[] {
  const had = new Set(acl);
  return [
    ...DEEDS.filter(({ id }) => had.has(id)),
    ...[...had]
      .filter((id) => !TOLD.has(id))
      .map((id): Deed => ({ id, text: `use ${id}`, clusterWide: true })),
  ];
}

/** Unknown permissions count as writing, so that they are always named. */
export function writes({ id }: Deed): boolean {
  return permissionById(id)?.weight !== 'read';
}

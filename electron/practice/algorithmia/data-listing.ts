import { CODES } from '#shared/kinds/algorithmia/codes';
import { ApiRefusal } from './refusals';
import type { DataPath, DataStore, ListedEntry } from './data-store';

/** Entries of one page; the system's own choice. */
const PAGE = 100;
const SORTS = ['folders', 'files'] as const;
type ListedSort = (typeof SORTS)[number];

/** Where a page begins: among the folders or the files, behind an entry. */
interface Start {
  readonly sort: ListedSort;
  readonly after: number;
}

function writeStart({ sort, after }: Start): string {
  return Buffer.from(`${sort} ${after}`, 'utf8').toString('base64url');
}

function readStart(marker: string | null): Start {
  if (marker === null) return { sort: 'folders', after: 0 };
  const text = Buffer.from(marker, 'base64url').toString('utf8');
  const [, word, after] = /^(\w+) (\d{1,15})$/.exec(text) ?? [];
  const sort = SORTS.find((one) => one === word);
  if (sort === undefined) throw new ApiRefusal(400, CODES.badMarker, 'Marker is not valid');
  return { sort, after: Number(after) };
}

function wireFile({ name, size, modifiedAt }: ListedEntry): unknown {
  return { filename: name, size, last_modified: new Date(modifiedAt).toISOString() };
}

/**
 * One page of a directory (key-apis B7). A page has folders or files, never both, since one client cannot digest both
 * at once; `marker` is left out at the end. Throws 400 with 5002 for a marker that was never given out.
 */
export function listingPage(
  data: DataStore,
  account: string,
  path: DataPath,
  marker: string | null,
): Readonly<Record<string, unknown>> {
  const window = (after: number, count: number) => ({ after, count });
  const start = readStart(marker);
  if (start.sort === 'folders') {
    const found = data.folders(account, path, window(start.after, PAGE + 1));
    const shown = found.slice(0, PAGE);
    const more = found.length > PAGE;
    const hasFiles = data.files(account, path, window(0, 1)).length > 0;
    const next: Start | null = more
      ? { sort: 'folders', after: shown.at(-1)?.number ?? 0 }
      : hasFiles
        ? { sort: 'files', after: 0 }
        : null;
    if (shown.length > 0) {
      const folders = shown.map(({ name }) => ({ name }));
      return { folders, files: [], ...(next === null ? {} : { marker: writeStart(next) }) };
    }
  }
  const after = start.sort === 'files' ? start.after : 0;
  const found = data.files(account, path, window(after, PAGE + 1));
  const shown = found.slice(0, PAGE);
  const last = shown.at(-1);
  const more = found.length > PAGE && last !== undefined;
  return {
    folders: [],
    files: shown.map(wireFile),
    ...(more ? { marker: writeStart({ sort: 'files', after: last.number }) } : {}),
  };
}

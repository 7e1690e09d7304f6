import type { ClusterView } from '#shared/contract/clusters';
import type { KeyRecord } from '#shared/keys/record';
import type { AnySpec } from '#shared/kinds/kind';

/** What the editor was opened for. */
export type EditorRequest =
  /** `variant`: the id of one of the kind's variants. */
  | { readonly mode: 'create'; readonly variant: string }
  /** A new key that starts like this. */
  | { readonly mode: 'start'; readonly start: AnySpec }
  | { readonly mode: 'edit'; readonly record: KeyRecord }
  /** A new key that starts as a copy of this one. `replaces`: to take its place, as it cannot be changed itself. */
  | { readonly mode: 'duplicate'; readonly record: KeyRecord; readonly replaces?: boolean };

export interface KeyEditorProps {
  readonly cluster: ClusterView;
  readonly request: EditorRequest;
  readonly onClose: () => void;
  /** A key was made or changed, or is the probable result of a change: to be shown in the list. */
  readonly onDone: (record: KeyRecord) => void;
  /** After a change another key is wanted, that starts like this. */
  readonly onCreate: (start: AnySpec) => void;
}

import { useNow } from '../../../ui';
import { EditorFrame } from '../editor-frame';
import type { KeyEditorProps } from '../request';
import { algoliaEditor } from './editor';

/** Opens the editor for a search-cluster key. */
export function AlgoliaKeyEditor({ cluster, request, onClose, onDone }: KeyEditorProps) {
  const now = useNow();
  const { kind, copy } = algoliaEditor;
  const frame = { editor: algoliaEditor, cluster, onClose, onDone };
  if (request.mode === 'create') {
    return <EditorFrame {...frame} record={null} start={kind.defaultSpec} expiry="propose" />;
  }
  const spec = kind.specSchema.parse(request.record.spec);
  if (request.mode === 'edit') {
    return <EditorFrame {...frame} record={request.record} start={spec} expiry="keep" />;
  }
  const ended = spec.expiresAt !== null && spec.expiresAt <= now;
  return <EditorFrame {...frame} record={null} start={copy(spec)} expiry={ended ? 'propose' : 'keep'} />;
}

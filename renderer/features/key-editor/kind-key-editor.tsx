import type { ComponentType } from 'react';
import { useNow } from '../../ui';
import { EditorFrame } from './editor-frame';
import type { KindEditor } from './form';
import type { KeyEditorProps } from './request';

/** The editor for keys of one kind: opened for a new key, for a copy, or for one that exists. */
export function keyEditorFor<Spec, Connection>(
  editor: KindEditor<Spec, Connection>,
): ComponentType<KeyEditorProps> {
  const { kind, copy } = editor;
  return function KindKeyEditor({ cluster, request, onClose, onDone, onCreate }) {
    const now = useNow();
    const replaced = request.mode === 'duplicate' && request.replaces === true ? request.record : null;
    const frame = { editor, cluster, replaced, onClose, onDone, onCreate };
    const propose = kind.capabilities.expiry ? 'propose' : 'keep';
    if (request.mode === 'create') {
      const variant = kind.variants.find(({ id }) => id === request.variant);
      return (
        <EditorFrame {...frame} record={null} start={variant?.spec ?? kind.defaultSpec} expiry={propose} />
      );
    }
    if (request.mode === 'start') {
      const start = kind.specSchema.parse(request.start);
      return <EditorFrame {...frame} record={null} start={start} expiry="keep" />;
    }
    const spec = kind.specSchema.parse(request.record.spec);
    if (request.mode === 'edit') {
      return <EditorFrame {...frame} record={request.record} start={spec} expiry="keep" />;
    }
    const end = kind.expiresAt(spec);
    const ended = end !== null && end <= now;
    return <EditorFrame {...frame} record={null} start={copy(spec)} expiry={ended ? propose : 'keep'} />;
  };
}

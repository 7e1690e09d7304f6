import { keyEditors } from './registry';
import type { KeyEditorProps } from './request';

/** The editor for a key of the cluster's kind, as a sheet over the list. */
export function KeyEditor(props: KeyEditorProps) {
  const Editor = keyEditors[props.cluster.kind];
  return <Editor {...props} />;
}

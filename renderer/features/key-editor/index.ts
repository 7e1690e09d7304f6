export { KeyEditor } from './key-editor';
export { changeRefusal } from './refusal';
export type { EditorRequest, KeyEditorProps } from './request';

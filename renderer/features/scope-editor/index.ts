export { ScopeEditor, type ScopeEditorProps } from './scope-editor';

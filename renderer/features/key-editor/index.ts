export { KeyEditor } from './key-editor';
export { ADMIN_VARIANT, changeRefusal, isUnlisted, newAdminBlocked, offerRefusal } from './refusal';
export type { EditorRequest, KeyEditorProps } from './request';

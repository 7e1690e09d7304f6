export { useNamesakes } from './use-namesakes';
export { KeyEditor } from './key-editor';
export {
  ADMIN_VARIANT,
  changeRefusal,
  isUnlisted,
  newAdminBlocked,
  offerRefusal,
  refusedOf,
  type SingleKeyAction,
} from './refusal';
export type { EditorRequest, KeyEditorProps } from './request';
export { useResources } from './use-resources';

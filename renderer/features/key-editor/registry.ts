import type { ComponentType } from 'react';
import type { KindId } from '#shared/ids';
import { AlgoliaKeyEditor } from './algolia/key-editor';
import type { KeyEditorProps } from './request';

/** One line per kind. */
export const keyEditors: Readonly<Record<KindId, ComponentType<KeyEditorProps>>> = {
  algolia: AlgoliaKeyEditor,
};

import type { ComponentType } from 'react';
import type { KindId } from '#shared/ids';
import { algoliaEditor } from './algolia/editor';
import { algorithmiaEditor } from './algorithmia/editor';
import { keyEditorFor } from './kind-key-editor';
import type { KeyEditorProps } from './request';

/** One line per kind. */
export const keyEditors: Readonly<Record<KindId, ComponentType<KeyEditorProps>>> = {
  algolia: keyEditorFor(algoliaEditor),
  algorithmia: keyEditorFor(algorithmiaEditor),
};

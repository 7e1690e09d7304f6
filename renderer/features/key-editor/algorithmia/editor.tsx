import { algorithmia } from '#shared/kinds/algorithmia/index';
import type { AlgorithmiaConnection } from '#shared/kinds/algorithmia/connection';
import type { AlgorithmiaSpec } from '#shared/kinds/algorithmia/spec';
import type { EditorSection, KindEditor } from '../form';
import { AlgorithmsSection } from './algorithms-section';
import { BasicsSection } from './basics-section';
import { DataSection } from './data-section';
import { directionOf } from './direction';
import { ManagementSection } from './management-section';
import { OriginSection } from './origin-section';

const BASICS: EditorSection<AlgorithmiaSpec> = {
  id: 'basics',
  label: 'Basics',
  fields: ['key_label', 'owner', 'key_type'],
  render: (form) => <BasicsSection form={form} id="basics" />,
};

const STANDARD: readonly EditorSection<AlgorithmiaSpec>[] = [
  BASICS,
  {
    id: 'algorithms',
    label: 'Algorithms',
    fields: ['algo_acl'],
    render: (form) => <AlgorithmsSection form={form} id="algorithms" />,
  },
  {
    id: 'origin',
    label: 'Origin',
    fields: ['allow_algo', 'allow_web_algo', 'referer_host'],
    render: (form) => <OriginSection form={form} id="origin" />,
  },
  {
    id: 'data',
    label: 'Data API',
    fields: ['allow_data', 'allow_data_write'],
    render: (form) => <DataSection form={form} id="data" />,
  },
  {
    id: 'management',
    label: 'Management',
    fields: ['allow_algo_management'],
    render: (form) => <ManagementSection form={form} id="management" />,
  },
];

/** An admin key has a name and an owner only (seed, key-apis B2). */
const ADMIN: readonly EditorSection<AlgorithmiaSpec>[] = [BASICS];

/** Keys of the Algorithmia protocol: the dialog of the seed, in the order of reading. */
export const algorithmiaEditor: KindEditor<AlgorithmiaSpec, AlgorithmiaConnection> = {
  kind: algorithmia,
  define: (spec) => ({ kind: 'algorithmia', spec }),
  copy: (spec) => ({ ...spec, key_label: spec.key_label === '' ? '' : `${spec.key_label} (copy)` }),
  direction: directionOf,
  sections: ({ key_type }) => (key_type === 'admin' ? ADMIN : STANDARD),
};

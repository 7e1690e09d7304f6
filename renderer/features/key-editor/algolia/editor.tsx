import { algolia } from '#shared/kinds/algolia/index';
import type { AlgoliaConnection } from '#shared/kinds/algolia/connection';
import type { AlgoliaSpec } from '#shared/kinds/algolia/spec';
import type { ScopeField } from '#shared/kinds/kind';
import { EXPIRY_FIELD } from '../draft';
import { ExpirySection } from '../expiry-section';
import type { EditorSection, KindEditor } from '../form';
import { PermissionsSection } from '../permissions-section';
import { ScopeSection } from '../scope-section';
import { directionOf } from './direction';
import { BasicsSection } from './basics-section';
import { LimitsSection } from './limits-section';
import { ParametersSection } from './parameters-section';

const INDEXES = {
  field: 'indexes',
  title: 'Indices',
  family: 'index',
  emptyMeans: 'everything',
} as const satisfies ScopeField;
const REFERERS = {
  field: 'referers',
  title: 'Referers',
  family: 'referer',
  emptyMeans: 'everything',
} as const satisfies ScopeField;

const SECTIONS: readonly EditorSection<AlgoliaSpec>[] = [
  {
    id: 'basics',
    label: 'Basics',
    fields: ['description'],
    render: (form) => <BasicsSection form={form} id="basics" />,
  },
  {
    id: 'permissions',
    label: 'Permissions',
    fields: ['acl'],
    render: (form) => (
      <PermissionsSection
        form={form}
        id="permissions"
        field="acl"
        groups={algolia.permissionGroups}
        permissions={algolia.permissions}
        granted={form.spec.acl}
        write={(spec, acl) => ({ ...spec, acl: [...acl] })}
      />
    ),
  },
  {
    id: 'indices',
    label: 'Indices',
    fields: ['indexes'],
    render: (form) => (
      <ScopeSection
        form={form}
        id="indices"
        scope={INDEXES}
        title="Indices this key reaches"
        lead="Check what the key may reach, or add entries; * only at the start or the end. An empty list means every index."
        placeholder="Add an entry: name, prefix_* or *_suffix"
        whenEmpty="Every index: nothing is listed."
        names={form.resources.names}
        read={(spec) => spec.indexes}
        write={(spec, indexes) => ({ ...spec, indexes: [...indexes] })}
      />
    ),
  },
  {
    id: 'origin',
    label: 'Origin',
    fields: ['referers'],
    render: (form) => (
      <ScopeSection
        form={form}
        id="origin"
        scope={REFERERS}
        title="Pages that may use this key"
        lead="Compared with the Referer header of browsers, which other programs can set as they like; * only at the start or the end. An empty list means any page and any program."
        placeholder="Add an entry: https://www.example.com/*"
        whenEmpty="Any page and any program: nothing is listed."
        names={null}
        read={(spec) => spec.referers}
        write={(spec, referers) => ({ ...spec, referers: [...referers] })}
      />
    ),
  },
  {
    id: 'limits',
    label: 'Limits',
    fields: ['maxHitsPerQuery', 'maxQueriesPerIPPerHour'],
    render: (form) => <LimitsSection form={form} id="limits" />,
  },
  {
    id: 'expiry',
    label: 'Expiry',
    fields: [EXPIRY_FIELD],
    render: (form) => <ExpirySection form={form} id="expiry" />,
  },
  {
    id: 'parameters',
    label: 'Parameters',
    fields: ['queryParameters', 'restrictSources'],
    render: (form) => <ParametersSection form={form} id="parameters" />,
  },
];

/** Search-cluster keys: every member of the spec (key-apis A3) in the order of reading. */
export const algoliaEditor: KindEditor<AlgoliaSpec, AlgoliaConnection> = {
  kind: algolia,
  define: (spec) => ({ kind: 'algolia', spec }),
  copy: (spec) => ({
    ...spec,
    description: spec.description === '' ? '' : `${spec.description} (copy)`,
  }),
  direction: directionOf,
  sections: () => SECTIONS,
};

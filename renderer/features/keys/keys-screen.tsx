import { useRef, useState } from 'react';
import type { ClusterView } from '#shared/contract/clusters';
import type { KeyRecord } from '#shared/keys/record';
import { kindOf } from '#shared/kinds/registry';
import { useSettings, useUpdateSettings } from '../../app/data/queries';
import { usePaletteSearch } from '../../app/palette';
import { navigate } from '../../app/router';
import { Dialog, SplitPane } from '../../ui';
import { ADMIN_VARIANT, type EditorRequest, KeyEditor, changeRefusal, newAdminBlocked } from '../key-editor';
import { TryKey } from '../key-secret';
import { Details } from './details';
import { KeyCommands } from './key-commands';
import { GRID_ID } from './key-row';
import styles from './keys-screen.module.css';
import { ListArea } from './list-area';
import { SecretBanner } from './secret-banner';
import { secretShape } from './secret-shape';
import { SnippetDialog } from './snippet-dialog';
import { Toolbar } from './toolbar';
import { RotatedDialog } from './rotated-dialog';
import { nameOf } from './asked-change';
import { useKeyActions } from './use-key-actions';
import { useListParts } from './use-list-parts';
import { useSecretSearch } from './use-secret-search';
import { openDetails, useListView, wantKey } from './view-store';

/** The keys of one cluster: search, filters, the list, and the details of the selected key. */
export function KeysScreen({ cluster }: { readonly cluster: ClusterView }) {
  const { id } = cluster;
  const kind = kindOf(cluster.kind);
  const { detailsOpen } = useListView(id);
  const { detailsWidth } = useSettings();
  const updateSettings = useUpdateSettings();
  const search = useRef<HTMLInputElement>(null);
  const [editor, setEditor] = useState<EditorRequest | null>(null);
  const [trying, setTrying] = useState<KeyRecord | null>(null);
  const [rotated, setRotated] = useState<KeyRecord | null>(null);
  const [using, setUsing] = useState<{ readonly record: KeyRecord | null } | null>(null);
  const parts = useListParts(id);
  const { filter, list, control, record } = parts;
  const secret = useSecretSearch(showFound);
  const actions = useKeyActions({
    cluster,
    record,
    onEdit: (key) => setEditor({ mode: 'edit', record: key }),
    onDuplicate: (key) => setEditor({ mode: 'duplicate', record: key }),
    onReplace: (key) => setEditor({ mode: 'duplicate', record: key, replaces: true }),
    onTry: setTrying,
    onCreate: (start) => setEditor({ mode: 'start', start }),
    onRotated: (key) => {
      wantKey(id, key.ref);
      setRotated(key);
    },
    onUse: (key) => setUsing({ record: key }),
  });
  usePaletteSearch((text) => {
    const shape = secretShape(text);
    if (shape === null) parts.narrow({ text });
    else secret.find(text.trim(), shape);
  });
  const newBlocked = changeRefusal(cluster);
  const focusList = () => document.getElementById(GRID_ID)?.focus();
  return (
    <div className={styles.screen}>
      <KeyCommands
        actions={actions}
        newBlocked={newBlocked}
        covered={editor === null ? null : 'Close the editor first.'}
        newAdminBlocked={newAdminBlocked(cluster)}
        onNew={() => setEditor({ mode: 'create', variant: kind.variants[0].id })}
        onNewAdmin={() => setEditor({ mode: 'create', variant: ADMIN_VARIANT })}
        onOpen={() => openDetails(id, true)}
        onMove={control.moveBy}
        onSearch={() => {
          search.current?.focus();
          search.current?.select();
        }}
        onClear={parts.clear}
      />
      <Toolbar
        search={search}
        filter={filter}
        onFilter={parts.narrow}
        onSort={parts.sort}
        onClear={parts.clear}
        onSecret={secret.find}
        onLeave={focusList}
        cluster={cluster}
        total={cluster.syncedAt === null && list.total === 0 ? undefined : list.total}
        all={list.all}
      />
      <SecretBanner search={secret} onFound={showFound} />
      <div className={styles.split}>
        <SplitPane
          detailsLabel={record === null ? 'Details' : `Details of ${nameOf(record)}`}
          details={
            detailsOpen && record !== null ? (
              <Details
                cluster={cluster}
                record={record}
                actions={actions}
                onClose={() => closeDetails(id, focusList)}
              />
            ) : null
          }
          width={detailsWidth}
          onWidthChange={(width) => updateSettings({ detailsWidth: width })}
          onCloseDetails={() => closeDetails(id, focusList)}
        >
          <ListArea cluster={cluster} parts={parts} newBlocked={newBlocked} />
        </SplitPane>
      </div>
      {using !== null && (
        <SnippetDialog cluster={cluster} record={using.record} onClose={() => setUsing(null)} />
      )}
      {trying !== null && <TryDialog cluster={cluster} record={trying} onClose={() => setTrying(null)} />}
      {rotated !== null && (
        <RotatedDialog cluster={cluster} record={rotated} onDone={() => setRotated(null)} />
      )}
      {editor !== null && (
        <KeyEditor
          cluster={cluster}
          request={editor}
          onClose={() => setEditor(null)}
          onCreate={(start) => setEditor({ mode: 'start', start })}
          onDone={(changed) => {
            setEditor(null);
            wantKey(id, changed.ref);
          }}
        />
      )}
    </div>
  );
}

/** Goes to a key of any cluster and selects it. */
function showFound({ clusterId, ref }: Pick<KeyRecord, 'clusterId' | 'ref'>): void {
  wantKey(clusterId, ref);
  navigate({ place: 'keys', clusterId });
}

function closeDetails(clusterId: ClusterView['id'], focusList: () => void): void {
  openDetails(clusterId, false);
  focusList();
}

interface TryDialogProps {
  readonly cluster: ClusterView;
  readonly record: KeyRecord;
  readonly onClose: () => void;
}

function TryDialog({ cluster, record, onClose }: TryDialogProps) {
  const { trial } = kindOf(record.kind);
  if (trial === null) return null;
  return (
    <Dialog open wide keepOpen onClose={onClose} title={`Try ${nameOf(record)} on ${cluster.name}`}>
      <p className={styles.lead}>{trial.explanation}</p>
      <TryKey record={record} cluster={cluster} trial={trial} />
    </Dialog>
  );
}

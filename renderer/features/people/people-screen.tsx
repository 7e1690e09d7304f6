import { useEffect, useRef, useState } from 'react';
import type { ClusterView } from '#shared/contract/clusters';
import { useSettings, useUpdateSettings } from '../../app/data/queries';
import { usePaletteSearch } from '../../app/palette';
import { GRID_HEADER, SplitPane, TabPanel, Tabs, useRowWindow } from '../../ui';
import { AccountDetails } from './account-details';
import { AccountTable, GRID_ID } from './account-table';
import { ListArea } from './list-area';
import { OrganizationDialog } from './organization-dialog';
import { PeopleCommands } from './people-commands';
import styles from './people.module.css';
import { canRead, changeBlocked } from './reasons';
import { nextOrder } from './rows';
import { TABS, Toolbar } from './toolbar';
import { TypesDialog } from './types-dialog';
import { useAccountActions } from './use-account-actions';
import { type Account, nameOf, useAccounts } from './use-accounts';
import { UserDialog } from './user-dialog';
import { changeList, changeView, usePeopleView } from './view-store';
import { WORDS } from './words';

/** Heights of `--row` in the two densities (styles/tokens.css). */
const ROW_HEIGHTS = { comfortable: 36, compact: 28 } as const;

type OpenForm =
  | { readonly purpose: 'create'; readonly sort: Account['sort'] }
  | { readonly purpose: 'edit'; readonly account: Account };

const focusList = () => document.getElementById(GRID_ID)?.focus();

/** The users and the organizations of one cluster, read live. */
export function PeopleScreen({ cluster }: { readonly cluster: ClusterView }) {
  const { id } = cluster;
  const { tab, detailsOpen, lists } = usePeopleView(id);
  const { detailsWidth, density } = useSettings();
  const updateSettings = useUpdateSettings();
  const search = useRef<HTMLInputElement>(null);
  const [form, setForm] = useState<OpenForm | null>(null);
  const [typesOpen, setTypesOpen] = useState(false);
  const list = useAccounts(cluster);
  const { rows, at, selected } = list;
  const control = useRowWindow({ total: rows.length, rowHeight: ROW_HEIGHTS[density], header: GRID_HEADER });
  const actions = useAccountActions({
    cluster,
    sort: tab,
    account: selected,
    onEdit: (account) => setForm({ purpose: 'edit', account }),
  });
  const { text, order, wanted } = lists[tab];
  const { show } = control;
  const wantedAt = wanted === null ? -1 : rows.findIndex(({ name }) => name === wanted);
  useEffect(() => {
    if (wantedAt === -1) return;
    show(wantedAt);
    changeList(id, tab, { wanted: null, row: wantedAt });
  }, [id, tab, wantedAt, show]);
  const setText = (next: string) => {
    changeList(id, tab, { text: next, row: 0 });
    control.toTop();
  };
  usePaletteSearch(setText);
  const moveTo = (row: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, row));
    const name = rows[next]?.name;
    if (name === undefined) return;
    changeList(id, tab, { selected: name, row: next });
    control.show(next);
  };
  const closeDetails = () => {
    changeView(id, { detailsOpen: false });
    focusList();
  };
  const blocked = changeBlocked(cluster);
  const open = (sort: Account['sort']) => setForm({ purpose: 'create', sort });
  const openNew = () => open(tab);
  return (
    <Tabs
      className={styles.screen}
      value={tab}
      items={TABS}
      onChange={(next) => changeView(id, { tab: next })}
    >
      <PeopleCommands
        actions={actions}
        newBlocked={blocked}
        readBlocked={canRead(cluster) ? null : `${cluster.name} cannot be asked now.`}
        onNew={openNew}
        onNewUser={() => open('user')}
        onNewOrganization={() => open('organization')}
        onTypes={() => setTypesOpen(true)}
        onOpen={() => changeView(id, { detailsOpen: true })}
        onMove={(by) => moveTo(at + by)}
        onSearch={() => {
          search.current?.focus();
          search.current?.select();
        }}
        onRead={list.read}
      />
      <Toolbar
        search={search}
        sort={tab}
        text={text}
        onText={setText}
        onLeave={focusList}
        found={rows.length}
        all={list.all}
        reading={list.reading && list.all !== undefined}
        onRead={canRead(cluster) ? list.read : null}
        onTypes={tab === 'organization' && canRead(cluster) ? () => setTypesOpen(true) : null}
        newBlocked={blocked}
        onNew={openNew}
      />
      <TabPanel value={tab} className={styles.panel}>
        <SplitPane
          detailsLabel={selected === null ? 'Details' : `Details of ${nameOf(selected)}`}
          details={
            detailsOpen && selected !== null ? (
              <AccountDetails
                cluster={cluster}
                account={selected}
                types={list.types}
                actions={actions}
                onClose={closeDetails}
              />
            ) : null
          }
          width={detailsWidth}
          onWidthChange={(width) => updateSettings({ detailsWidth: width })}
          onCloseDetails={closeDetails}
        >
          <ListArea
            cluster={cluster}
            list={list}
            newBlocked={blocked}
            onNew={openNew}
            onClear={() => setText('')}
          >
            <AccountTable
              label={`${WORDS[tab].titles} of ${cluster.name}`}
              sort={tab}
              columns={list.columns}
              rows={rows}
              at={at}
              order={order}
              control={control}
              onSort={(column) => {
                changeList(id, tab, { order: nextOrder(order, column) });
                control.toTop();
              }}
              onMoveTo={moveTo}
              onPick={() => changeView(id, { detailsOpen: true })}
            />
          </ListArea>
        </SplitPane>
      </TabPanel>
      {typesOpen && <TypesDialog cluster={cluster} onClose={() => setTypesOpen(false)} />}
      {form !== null && <Form cluster={cluster} form={form} onClose={() => setForm(null)} />}
    </Tabs>
  );
}

interface FormProps {
  readonly cluster: ClusterView;
  readonly form: OpenForm;
  readonly onClose: () => void;
}

function Form({ cluster, form, onClose }: FormProps) {
  if (form.purpose === 'create') {
    return form.sort === 'user' ? (
      <UserDialog cluster={cluster} user={null} onClose={onClose} />
    ) : (
      <OrganizationDialog cluster={cluster} organization={null} onClose={onClose} />
    );
  }
  const { account } = form;
  return account.sort === 'user' ? (
    <UserDialog cluster={cluster} user={account.user} onClose={onClose} />
  ) : (
    <OrganizationDialog cluster={cluster} organization={account.organization} onClose={onClose} />
  );
}

import type { Clipboard } from './surroundings';
import type { ClusterBook } from './cluster-book';
import type { ClustersService } from './clusters-service';
import type { Confirmations } from './confirmations';
import type { ServiceHandlers } from './handler-types';
import type { KeysService } from './keys-service';
import type { Notices } from './notices';
import type { PeopleService } from './people-service';
import type { SettingsService } from './settings-service';
import type { SyncService } from './sync-service';
import type { VaultService } from './vault-service';

export interface Services {
  readonly book: ClusterBook;
  readonly clusters: ClustersService;
  readonly keys: KeysService;
  readonly people: PeopleService;
  readonly sync: SyncService;
  readonly confirmations: Confirmations;
  readonly settings: SettingsService;
  readonly vault: VaultService;
  readonly notices: Notices;
  readonly clipboard: Clipboard;
  readonly diagnostics: () => string;
}

/** The calls of the contract, each with the use case behind it. Inputs are parsed already. */
export function createHandlers(services: Services): ServiceHandlers {
  const { book, clusters, keys, people, sync, confirmations, settings, vault, notices, clipboard } = services;
  return {
    'app.notices': async () => notices.list(),
    'app.dismissNotice': async ({ id }) => {
      notices.dismiss(id);
      return null;
    },
    'app.copyText': async ({ text }) => {
      await clipboard.write(text);
      return null;
    },
    'app.diagnostics': async () => ({ text: services.diagnostics() }),
    'settings.get': async () => settings.get(),
    'settings.update': (change) => settings.update(change),
    'vault.state': async () => vault.state(),
    'vault.recheck': (_input, { signal }) => vault.recheck(signal),
    'vault.useMemoryOnly': ({ memoryOnly }) => vault.useMemoryOnly(memoryOnly),
    'confirmations.request': async ({ clusterId, typed, ...scope }) =>
      confirmations.request(book.row(clusterId), scope, typed),

    'clusters.list': async () => clusters.list(),
    'clusters.test': (input, context) => clusters.test(input, context),
    'clusters.testStored': (input, context) => clusters.testStored(input, context),
    'clusters.connect': (form, context) => clusters.connect(form, context),
    'clusters.update': (edit, context) => clusters.update(edit, context),
    'clusters.reorder': ({ ids }) => clusters.reorder(ids),
    'clusters.remove': async ({ id, confirmation }, context) => {
      await clusters.remove(id, confirmation, context);
      await settings.forgetCluster(id);
      return null;
    },
    'clusters.replaceCredential': ({ id, credential }, context) =>
      clusters.replaceCredential(id, credential, context),
    'clusters.setWorkOffline': ({ id, workOffline }) => clusters.setWorkOffline(id, workOffline),
    'clusters.openPractice': ({ kind }, context) => clusters.openPractice(kind, context),
    'clusters.resources': ({ id }, context) => clusters.resources(id, context),
    'sync.start': async ({ id }, { signal }) => ({ ...(await sync.start(id, signal)) }),
    'sync.cancel': async ({ id }) => {
      sync.cancel(id);
      return null;
    },

    'keys.page': (query) => keys.page(query),
    'keys.owners': ({ clusterId }) => keys.owners(clusterId),
    'keys.labelled': (input) => keys.labelled(input),
    'keys.get': (id) => keys.get(id),
    'keys.history': (id) => keys.history(id),
    'keys.create': (input, context) => keys.create(input, context),
    'keys.update': (input, context) => keys.update(input, context),
    'keys.remove': (input, context) => keys.remove(input, context),
    'keys.restore': (input, context) => keys.restore(input, context),
    'keys.rotate': (input, context) => keys.rotate(input, context),
    'keys.reveal': (id, context) => keys.reveal(id, context),
    'keys.copySecret': (id, context) => keys.copySecret(id, context),
    'keys.copySnippet': (input, context) => keys.copySnippet(input, context),
    'keys.whoCan': (query, context) => keys.whoCan(query, context),
    'keys.findBySecret': ({ secret }) => keys.findBySecret(secret),
    'keys.try': (input, context) => keys.try(input, context),

    'people.users': (input, context) => people.users(input, context),
    'people.user': (input, context) => people.user(input, context),
    'people.createUser': (input, context) => people.createUser(input, context),
    'people.updateUser': (input, context) => people.updateUser(input, context),
    'people.removeUser': (input, context) => people.removeUser(input, context),
    'people.organizations': (input, context) => people.organizations(input, context),
    'people.organization': (input, context) => people.organization(input, context),
    'people.organizationTypes': (input, context) => people.organizationTypes(input, context),
    'people.createOrganizationType': (input, context) => people.createOrganizationType(input, context),
    'people.removeOrganizationType': (input, context) => people.removeOrganizationType(input, context),
    'people.createOrganization': (input, context) => people.createOrganization(input, context),
    'people.updateOrganization': (input, context) => people.updateOrganization(input, context),
    'people.removeOrganization': (input, context) => people.removeOrganization(input, context),
    'people.members': (input, context) => people.members(input, context),
    'people.addMember': (input, context) => people.addMember(input, context),
    'people.removeMember': (input, context) => people.removeMember(input, context),
  };
}

import type { CacheSlot } from './cache-slot';
import { ChangeDesk } from './change-desk';
import { ClusterBook } from './cluster-book';
import { ClustersService } from './clusters-service';
import { Confirmations } from './confirmations';
import { Contacts } from './contacts';
import { Credentials } from './credentials';
import { FirstScreenKeeper } from './first-screen';
import type { Emit } from './handler-types';
import { Journal } from './journal';
import { KeysService } from './keys-service';
import type { Notices } from './notices';
import { Offers } from './offers';
import { PeopleDesk } from './people-desk';
import { PeopleService } from './people-service';
import { SecretClipboard } from './secret-clipboard';
import { SettingsService } from './settings-service';
import { Settler } from './settler';
import type { Surroundings } from './surroundings';
import { SyncService } from './sync-service';

/** The services of one profile, wired. */
export interface Composed {
  readonly book: ClusterBook;
  readonly clusters: ClustersService;
  readonly keys: KeysService;
  readonly people: PeopleService;
  readonly sync: SyncService;
  readonly confirmations: Confirmations;
  readonly settings: SettingsService;
  readonly secrets: SecretClipboard;
  readonly firstScreen: FirstScreenKeeper;
}

/** Builds the services over an open cache. Nothing is read, sent or started by this. */
export function compose(outside: Surroundings, slot: CacheSlot, notices: Notices): Composed {
  const emit: Emit = (name, payload) => {
    outside.emit(name, payload);
    firstScreen.note(name, payload);
  };
  const parts = { ...outside, emit };
  const { vault, log, clock, uuid, startTimer, clipboard, redactor } = parts;
  const cache = (): typeof slot.cache => slot.cache;
  const settings = new SettingsService(parts.settings, emit);
  const book = new ClusterBook(cache, emit);
  const firstScreen = new FirstScreenKeeper({
    ...{ cache, book, settings, clock, startTimer, log },
    store: outside.firstScreen,
  });
  const credentials = new Credentials(vault, redactor);
  const offers = new Offers(book, log);
  const contacts = new Contacts(parts, book, credentials, offers);
  const confirmations = new Confirmations(clock, uuid);
  const journal = new Journal(cache, clock, uuid);
  const settler = new Settler({ clock, log, cache, book, journal, notices });
  const intervalMinutes = (): number => settings.get().syncIntervalMinutes;
  const sync = new SyncService({ ...parts, cache, book, contacts, offers, settler, intervalMinutes });
  const administered = { cache, book, credentials, contacts, confirmations, notices, sync };
  const clusters = new ClustersService({ ...parts, ...administered });
  const clearSeconds = (): number => settings.get().clipboardClearSeconds;
  const secrets = new SecretClipboard(clipboard, clock, startTimer, clearSeconds);
  const desk = new ChangeDesk({ ...parts, cache, book, contacts, offers, confirmations, journal });
  const keys = new KeysService(desk, secrets);
  const people = new PeopleService(new PeopleDesk({ emit, log, book, contacts, confirmations, sync }));
  return { book, clusters, keys, people, sync, confirmations, settings, secrets, firstScreen };
}

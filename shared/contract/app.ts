import { z } from 'zod';
import { clusterIdSchema, instantSchema } from '../ids';
import { call } from './call';
import { savedRequestsSchema } from './requests';

export const THEMES = ['system', 'light', 'dark', 'contrast'] as const;

export const settingsSchema = z.strictObject({
  theme: z.enum(THEMES),
  /** Minutes between automatic syncs; 0 switches them off. */
  syncIntervalMinutes: z.number().int().min(0).max(1440),
  /** Seconds until a copied secret is cleared from the clipboard; 0: never. */
  clipboardClearSeconds: z.number().int().min(0).max(600),
  /** The cluster that was open last. */
  lastClusterId: clusterIdSchema.nullable(),
  railWidth: z.number().int().min(200).max(320),
  railCollapsed: z.boolean(),
  detailsWidth: z.number().int().min(280).max(640),
  density: z.enum(['comfortable', 'compact']),
  /** Requests that the simulator keeps for each cluster. */
  savedRequests: savedRequestsSchema,
});
export type Settings = z.infer<typeof settingsSchema>;

export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  syncIntervalMinutes: 15,
  clipboardClearSeconds: 30,
  lastClusterId: null,
  railWidth: 232,
  railCollapsed: false,
  detailsWidth: 322,
  density: 'comfortable',
  savedRequests: [],
};

export const VAULT_STATES = ['available', 'locked', 'unavailable', 'timed-out', 'not-installed'] as const;
export const vaultViewSchema = z.strictObject({
  state: z.enum(VAULT_STATES),
  /** The user chose, for this session, to keep credentials in memory only. */
  memoryOnly: z.boolean(),
  /** What this state means and what to do about it on this system. */
  message: z.string(),
  remedy: z.string().nullable(),
  /** The keychain's name on this system: "Secret Service (GNOME Keyring)", "macOS Keychain" … */
  backend: z.string(),
});
export type VaultView = z.infer<typeof vaultViewSchema>;

export const CONFIRMED_ACTIONS = [
  'create-key',
  'update-key',
  'remove-key',
  'restore-key',
  'rotate-key',
  'remove-cluster',
  'change-account',
  'remove-account',
  'remove-member',
] as const;
export const confirmedActionSchema = z.enum(CONFIRMED_ACTIONS);
export type ConfirmedAction = z.infer<typeof confirmedActionSchema>;

const appInfoSchema = z.strictObject({
  version: z.string(),
  electron: z.string(),
  chromium: z.string(),
  node: z.string(),
  platform: z.string(),
  profileFolder: z.string(),
  logFolder: z.string(),
});
export type AppInfo = z.infer<typeof appInfoSchema>;

/** Something that went wrong before the window was there, or that stays true while it is open. */
export const noticeSchema = z.strictObject({
  id: z.string(),
  severity: z.enum(['warning', 'error']),
  message: z.string(),
  remedy: z.string().nullable(),
});
export type Notice = z.infer<typeof noticeSchema>;

export const appCalls = {
  'app.info': call(z.strictObject({}), appInfoSchema),
  /** Notices of this start: a cache that was set aside, a lost data key, a read-only profile … */
  'app.notices': call(z.strictObject({}), z.array(noticeSchema)),
  'app.dismissNotice': call(z.strictObject({ id: z.string().max(100) }), z.null()),
  /** Opens an https page of the allow-list in the browser. */
  'app.openExternal': call(z.strictObject({ url: z.string().max(2000) }), z.null()),
  'app.openFolder': call(z.strictObject({ which: z.enum(['profile', 'logs']) }), z.null()),
  /** Puts plain text (never a secret; those go through keys.copySecret) on the clipboard. */
  'app.copyText': call(z.strictObject({ text: z.string().max(1_000_000) }), z.null(), {
    maxInput: 2_100_000,
  }),
  /** Versions, states and counts as text, without any secret or name of a cluster. */
  'app.diagnostics': call(z.strictObject({}), z.strictObject({ text: z.string() })),
  'settings.get': call(z.strictObject({}), settingsSchema),
  /** Kept requests of a hundred clusters are longer than other inputs. */
  'settings.update': call(settingsSchema.partial().strict(), settingsSchema, { maxInput: 4_000_000 }),
  'vault.state': call(z.strictObject({}), vaultViewSchema),
  'vault.recheck': call(z.strictObject({}), vaultViewSchema),
  /** The user's explicit choice for this session. */
  'vault.useMemoryOnly': call(z.strictObject({ memoryOnly: z.boolean() }), vaultViewSchema),
  /**
   * A one-use token for one action on one target; production clusters demand `typed` to equal the cluster's name
   * for what destroys. Expires after two minutes.
   */
  'confirmations.request': call(
    z.strictObject({
      clusterId: clusterIdSchema,
      action: confirmedActionSchema,
      /**
       * The key ref for key actions, what `accountTarget` and `memberTarget` name for accounts, null for create-key
       * and remove-cluster.
       */
      target: z.string().max(2_100).nullable(),
      typed: z.string().max(200).nullable(),
    }),
    z.strictObject({ token: z.string(), expiresAt: instantSchema }),
  ),
} as const;

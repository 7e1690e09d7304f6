/** A key's secret: shown on demand, copied by the main process, and proved with a real request. */
export { SecretField } from './secret-field';
export { TryKey } from './try-key';
export { type CopySecret, type Reveal, useCopySecret, useReveal } from './use-secret';

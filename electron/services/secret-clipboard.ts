import { createHash } from 'node:crypto';
import type { Instant } from '#shared/ids';
import type { Clipboard, StartTimer } from './surroundings';

/** Only the digest of what was copied is kept, not the secret itself. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

/** Copies secrets, and clears the clipboard later if it still holds them. */
export class SecretClipboard {
  private held: string | null = null;
  private stopTimer: () => void = () => undefined;

  constructor(
    private readonly clipboard: Clipboard,
    private readonly clock: () => Instant,
    private readonly startTimer: StartTimer,
    private readonly clearSeconds: () => number,
  ) {}

  /** Puts the secret on the clipboard; answers when it will be cleared, null for never. */
  async copy(secret: string): Promise<Instant | null> {
    this.stopTimer();
    await this.clipboard.write(secret);
    this.held = digest(secret);
    const seconds = this.clearSeconds();
    if (seconds === 0) return null;
    this.stopTimer = this.startTimer(() => void this.clear(), seconds * 1000);
    return this.clock() + seconds * 1000;
  }

  /** Clears the clipboard if it still holds the secret that was copied last. On quitting, whatever the setting says. */
  async clear(): Promise<void> {
    this.stopTimer();
    const { held } = this;
    this.held = null;
    if (held !== null && digest(await this.clipboard.read()) === held) await this.clipboard.clear();
  }
}

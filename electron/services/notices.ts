import type { Notice } from '#shared/contract/app';
import type { Emit } from './handler-types';

/** What a user should know that no call of theirs would tell: kept until dismissed. */
export class Notices {
  private readonly current = new Map<string, Notice>();

  constructor(private readonly emit: Emit) {}

  list(): Notice[] {
    return [...this.current.values()];
  }

  /** Adds a notice; one with the same id takes the place of the older. */
  add(notice: Notice): void {
    this.current.set(notice.id, notice);
    this.emit('notices:changed', {});
  }

  dismiss(id: string): void {
    if (this.current.delete(id)) this.emit('notices:changed', {});
  }
}

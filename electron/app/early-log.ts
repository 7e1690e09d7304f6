import type { Log, LogFacts, LogLevel } from '../log/log';

export interface EarlyLog {
  readonly log: Log;
  /** From now on lines go to this log, first those that were kept. */
  readonly attach: (log: Log) => void;
}

/** A log for the time before the real one is loaded: it keeps lines and hands them over. */
export function createEarlyLog(): EarlyLog {
  const kept: { readonly level: LogLevel; readonly event: string; readonly facts: LogFacts }[] = [];
  let real: Log | null = null;
  return {
    log: (level, event, facts = {}) => {
      if (real === null) kept.push({ level, event, facts });
      else real(level, event, facts);
    },
    attach: (log) => {
      real = log;
      for (const { level, event, facts } of kept.splice(0)) log(level, event, facts);
    },
  };
}

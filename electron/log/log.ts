import path from 'node:path';
import electronLog from 'electron-log/node';
import type { Redactor } from './redactor';

export type LogLevel = 'info' | 'warn' | 'error';

/** Small facts of an event: ids, counts, codes, an error. Payloads do not belong in a log. */
export type LogFacts = Readonly<Record<string, unknown>>;

/** Writes one line per event: what happened as a dotted name, and its facts, redacted. Never throws. */
export type Log = (level: LogLevel, event: string, facts?: LogFacts) => void;

const MAX_BYTES = 2 * 1024 * 1024;
const MAX_LINE = 20_000;

/** The same log with some facts (the request id) in every line. */
export function withFacts(log: Log, bound: LogFacts): Log {
  return (level, event, facts = {}) => log(level, event, { ...bound, ...facts });
}

/**
 * The log of this profile: `<folder>/castellan.log`, the one before it as `castellan.old.log` from 2 MiB on,
 * readable by the user alone; with `echo` on stderr too. Every line is redacted before it is written, as values
 * and once more as text. A folder that cannot be written costs the log, nothing else.
 */
export function createFileLog(
  folder: string,
  redactor: Redactor,
  options: { readonly echo: boolean; readonly maxBytes?: number },
): Log {
  const sink = electronLog.create({ logId: `castellan:${folder}` });
  sink.transports.file.resolvePathFn = () => path.join(folder, 'castellan.log');
  sink.transports.file.maxSize = options.maxBytes ?? MAX_BYTES;
  sink.transports.file.format = '{y}-{m}-{d}T{h}:{i}:{s}.{ms}{z} {level} {text}';
  sink.transports.file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' };
  sink.transports.console.level = options.echo ? 'info' : false;
  sink.transports.console.format = '{level} {text}';
  sink.transports.console.useStyles = false;
  return (level, event, facts = {}) => {
    try {
      const clean = redactor.text(JSON.stringify(redactor.value(facts)) ?? '');
      sink[level](clean === '{}' ? event : `${event} ${clean.slice(0, MAX_LINE)}`);
    } catch (error) {
      sink.error(`log.failed ${error instanceof Error ? error.name : 'unknown'}`);
    }
  };
}

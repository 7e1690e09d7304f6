import { randomFraction, type RandomBytes } from './random';
import type { PracticeClock } from './clock';
import type { FaultRule, Faults } from './fault-schema';

export type StrikingFault = Exclude<FaultRule, { fault: 'latency' }>;

/** What the switches do to one request: first the wait, then at most one fault. */
export interface Strike {
  readonly waitMs: number;
  readonly fault: StrikingFault | null;
}

/** The fault switches of one running practice cluster; they live in memory and are off at every start. */
export interface FaultSwitches {
  /** Replaces all switches, the clock offset included. */
  readonly set: (faults: Faults) => void;
  /** The switches as they are now, with `times` counted down and spent rules left out. */
  readonly get: () => Faults;
  /** Decides what happens to a request, and counts the rules that hit it. */
  readonly strike: (method: string, path: string) => Strike;
}

/** Whether a path matches a pattern in which `*` stands for any text. */
export function matchesPath(pattern: string, path: string): boolean {
  const parts = pattern.split('*');
  const first = parts[0] ?? '';
  if (parts.length === 1) return path === pattern;
  if (!path.startsWith(first)) return false;
  const last = parts.at(-1) ?? '';
  let position = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = path.indexOf(part, position);
    if (found < 0) return false;
    position = found + part.length;
  }
  return path.length - position >= last.length && path.endsWith(last);
}

function concerns(rule: FaultRule, method: string, path: string): boolean {
  if (rule.method !== undefined && rule.method !== method) return false;
  return rule.path === undefined || matchesPath(rule.path, path);
}

/** Makes the switches, all off. `random` decides rates and jitter, nothing else. */
export function createFaultSwitches(clock: PracticeClock, random: RandomBytes): FaultSwitches {
  let rules: readonly FaultRule[] = [];

  const spend = (rule: FaultRule): void => {
    if (rule.times === undefined) return;
    const left = rule.times - 1;
    rules = rules.flatMap((other) => {
      if (other !== rule) return [other];
      return left === 0 ? [] : [{ ...rule, times: left }];
    });
  };
  const hits = (rule: FaultRule, method: string, path: string): boolean =>
    concerns(rule, method, path) && (rule.rate === undefined || randomFraction(random) < rule.rate);

  return {
    set: (faults) => {
      clock.setOffset(faults.clockOffsetMs);
      rules = [...faults.rules];
    },
    get: () => ({ clockOffsetMs: clock.offsetMs(), rules: [...rules] }),
    strike: (method, path) => {
      let waitMs = 0;
      let fault: StrikingFault | null = null;
      for (const rule of rules) {
        if (rule.fault !== 'latency' && fault !== null) continue;
        if (!hits(rule, method, path)) continue;
        if (rule.fault === 'latency') {
          waitMs += rule.ms + Math.floor((rule.jitterMs ?? 0) * randomFraction(random));
        } else {
          fault = rule;
        }
        spend(rule);
      }
      return { waitMs, fault };
    },
  };
}

import { defineAbility } from '@casl/ability';
import { newEnforcer, newModelFromString, StringAdapter } from 'casbin';
import { decide } from '#shared/kinds/algolia/decide';
import { prepare } from '#shared/kinds/algolia/prepare';
import type { AlgoliaSpec } from '#shared/kinds/algolia/spec';
import { bareRequest, type PolicyRequest } from '#shared/policy/decision';
import { patternMatches, readPattern, type Pattern } from '#shared/scopes/pattern';
import { policyRequestSchema } from '#shared/contract/requests';
import { z } from 'zod';
import type { Pairing } from './pairs';

/** A key with 100 patterns, 20 referers and 5 permissions, and requests of which some half are allowed. */
const WORDS = ['shop', 'blog', 'docs', 'app', 'news', 'mail', 'user', 'order', 'price', 'stock'] as const;
const PERMISSIONS = ['search', 'browse', 'addObject', 'settings', 'listIndexes'];
const ROUND = 2_000;
const AT = 1_760_000_000_000;

function word(at: number): string {
  return WORDS[at % WORDS.length] ?? '';
}

function pattern(at: number): string {
  const name = `${word(at)}_${word(Math.floor(at / 10))}${at}`;
  const sort = at % 20;
  if (sort < 8) return name;
  if (sort < 16) return `${name}_*`;
  return sort < 19 ? `*_${name}` : `*${name}*`;
}

const SPEC: AlgoliaSpec = {
  acl: PERMISSIONS,
  description: '',
  indexes: Array.from({ length: 100 }, (_, at) => pattern(at)),
  referers: Array.from({ length: 20 }, (_, at) => `https://${word(at)}${at}.example/*`),
  maxHitsPerQuery: 20,
  maxQueriesPerIPPerHour: 1_000,
  queryParameters: '',
  expiresAt: AT + 1_000,
};

/** They went through JSON once, as requests do that a server has read: strings in one piece, none hashed before. */
function requests(): readonly PolicyRequest[] {
  const made = Array.from({ length: ROUND }, (_, at) => {
    const entry = (SPEC.indexes[(at * 37) % 100] ?? '').replaceAll('*', '2026');
    const referer = (SPEC.referers[(at * 7) % 20] ?? '').replace('*', `page${at}`);
    return {
      ...bareRequest(PERMISSIONS[at % 3] ?? 'search', at % 3 === 0 ? `x${entry.slice(1)}${at}` : entry),
      referer: at % 5 === 0 ? `https://other${at}.example/` : referer,
      used: at % 11 === 0 ? 1_000 : 3,
    };
  });
  return z.array(policyRequestSchema).parse(JSON.parse(JSON.stringify(made)));
}

type Judge = (request: PolicyRequest) => boolean;

type Allows = (text: string) => boolean;

/** The same rules in order, with a loop for each list. */
function inOrder(index: Allows, page: Allows): Judge {
  return ({ operation, resource, referer, used }) =>
    SPEC.expiresAt !== null &&
    SPEC.expiresAt > AT &&
    SPEC.acl.includes(operation) &&
    index(resource ?? '') &&
    page(referer ?? '') &&
    used < SPEC.maxQueriesPerIPPerHour;
}

/** Nothing prepared: every entry is read as it stands in the key, as one writes it first. */
function plainLoop(entries: readonly string[]): Allows {
  return (text) => {
    for (const entry of entries) {
      const open = entry.startsWith('*');
      const core = entry.slice(open ? 1 : 0, entry.endsWith('*') ? -1 : undefined);
      if (open && entry.endsWith('*') ? text.includes(core) : open ? text.endsWith(core) : false) return true;
      if (!open && (entry.endsWith('*') ? text.startsWith(core) : text === core)) return true;
    }
    return false;
  };
}

/** The same loop over patterns that were read once. */
function readLoop(entries: readonly string[]): Allows {
  const patterns: readonly Pattern[] = entries.map(readPattern).filter((one) => one !== null);
  return (text) => {
    for (const one of patterns) if (patternMatches(one, text)) return true;
    return false;
  };
}

function regex(entry: string): RegExp {
  const core = entry.replaceAll(/^\*+|\*+$/g, '').replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
  return new RegExp(`${entry.startsWith('*') ? '' : '^'}${core}${entry.endsWith('*') ? '' : '$'}`);
}

/**
 * Rules with conditions on the request: one for each index pattern, the referers as one alternation. CASL has no order of
 * checks and tells no reason: which entry decided, and the status of a refusal, it cannot express.
 */
function casl(): Judge {
  const referer = new RegExp(SPEC.referers.map((entry) => regex(entry).source).join('|'));
  const ability = defineAbility((can) => {
    for (const entry of SPEC.indexes) {
      can(PERMISSIONS, 'Request', {
        resource: { $regex: regex(entry) },
        referer: { $regex: referer },
        used: { $lt: SPEC.maxQueriesPerIPPerHour },
        at: { $lt: SPEC.expiresAt },
      });
    }
  });
  return (request) =>
    ability.can(request.operation, {
      ...request,
      at: AT,
      __caslSubjectType__: 'Request',
    });
}

const MODEL = `
[request_definition]
r = act, obj, ref, used, at
[policy_definition]
p = act, obj, ref, used, at
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = regexMatch(r.act, p.act) && r.used < p.used && r.at < p.at && regexMatch(r.obj, p.obj) && regexMatch(r.ref, p.ref)
`;

/** A policy line for each index pattern; what CASL cannot express, casbin cannot either. */
async function casbin(): Promise<Judge> {
  const referers = SPEC.referers.map((entry) => regex(entry).source).join('|');
  const lines = SPEC.indexes.map((entry) =>
    ['p', `^(${PERMISSIONS.join('|')})$`, regex(entry).source, referers, 1_000, AT + 1_000].join(', '),
  );
  const enforcer = await newEnforcer(newModelFromString(MODEL), new StringAdapter(lines.join('\n')));
  return ({ operation, resource, referer, used }) =>
    enforcer.enforceSync(operation, resource ?? '', referer ?? '', used, AT);
}

/** All say the same of every request, or the comparison is worth nothing. */
function expectSame(asked: readonly PolicyRequest[], judges: readonly Judge[]): void {
  let allowed = 0;
  for (const request of asked) {
    const expected = decide({ sort: 'key', spec: SPEC }, request, AT).verdict === 'allow';
    if (expected) allowed += 1;
    if (judges.some((judge) => judge(request) !== expected)) {
      throw new Error(`The engines differ about ${JSON.stringify(request)}.`);
    }
  }
  if (allowed < asked.length / 5 || allowed > (asked.length * 4) / 5) throw new Error('Not a fair mix.');
}

/**
 * Milliseconds of processor time for a million requests: pure computation, of which other work on the machine takes none
 * away.
 */
function timed(asked: readonly PolicyRequest[], rounds: number, judge: Judge): number {
  let allowed = 0;
  const start = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1) {
    for (const request of asked) if (judge(request)) allowed += 1;
  }
  const { user, system } = process.cpuUsage(start);
  if (allowed === 0) throw new Error('Nothing was allowed.');
  return ((user + system) * 1_000) / (rounds * asked.length);
}

/** Prepared decisions against a plain loop, CASL and casbin: the same key, the same requests, one run. */
export async function decidePairings(): Promise<readonly Pairing[]> {
  const asked = requests();
  const prepared = prepare({ sort: 'key', spec: SPEC });
  const ours: Judge = (request) => prepared.judge(request, AT).verdict === 'allow';
  const loop = inOrder(plainLoop(SPEC.indexes), plainLoop(SPEC.referers));
  const read = inOrder(readLoop(SPEC.indexes), readLoop(SPEC.referers));
  const ability = casl();
  const enforcer = await casbin();
  const few = asked.slice(0, 200);
  expectSame(asked, [ours, loop, read, ability]);
  expectSame(few, [enforcer]);
  const pairing = (
    id: string,
    what: string,
    times: number | null,
    judge: Judge,
    some = asked,
    rounds = 25,
  ): Pairing => ({
    id,
    what: `decide() prepared, 100 patterns / ${what} (per million requests)`,
    limit: times === null ? null : 1 / times,
    pairs: 11,
    unmeasured: 3,
    ours: async () => timed(asked, 100, ours),
    theirs: async () => timed(some, rounds, judge),
  });
  return [
    pairing('decide-loop', 'a plain loop over the entries', 8, loop),
    pairing('decide-read', 'a loop over patterns that were read once', null, read),
    pairing('decide-casl', '@casl/ability', 20, ability, asked, 2),
    pairing('decide-casbin', 'casbin enforceSync', 500, enforcer, few, 1),
  ];
}

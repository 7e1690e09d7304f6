import { cidrFamily } from '../../scopes/cidr-family';
import { writeIpv4Block } from '../../scopes/ipv4';
import { canQuery } from './check-permissions';
import type { Problem } from './problem';
import {
  combinesWithRequest,
  joinSources,
  recoverCorrupted,
  splitSources,
  type Parameter,
} from './query-parameters';
import { SEARCH_PARAMETERS } from './search-parameters';
import type { AlgoliaSpec } from './spec';

const KNOWN: ReadonlySet<string> = new Set(SEARCH_PARAMETERS);
/** No answer holds more hits, whatever the key allows (key-apis A3). */
const ENGINE_HIT_CAP = 1000;

/** Problems of forced parameters, of the source address and of the limits they meet (key-apis A7, A12, C6). */
export function checkParameters(spec: AlgoliaSpec): readonly Problem[] {
  const recovered = recoverCorrupted(spec.queryParameters);
  if (recovered !== null) return [corrupted(recovered), ...checkHitLimit(spec, [])];
  const { sources, others } = splitSources(spec.queryParameters);
  return [
    ...checkSources(sources, others),
    ...checkNames(others),
    ...checkHitLimit(spec, others),
    ...checkEffect(spec, others),
  ];
}

function corrupted(recovered: string): Problem {
  return {
    rule: 'parameters-corrupted',
    severity: 'error',
    field: 'queryParameters',
    message: `The parameters were corrupted by JS v3, and the restriction is lost. Meant was: ${recovered}`,
    fix: {
      label: 'Restore what was meant',
      apply: (spec) => ({
        ...spec,
        queryParameters: recoverCorrupted(spec.queryParameters) ?? spec.queryParameters,
      }),
    },
  };
}

function checkSources(sources: readonly string[], others: readonly Parameter[]): readonly Problem[] {
  const [source] = sources;
  if (source === undefined) return [];
  const field = 'restrictSources';
  if (sources.length > 1) {
    return [
      {
        rule: 'sources-several',
        severity: 'error',
        field,
        message: 'restrictSources stands here more than once; only one address or range is possible.',
        fix: {
          label: `Keep ${source} only`,
          apply: (spec) => ({ ...spec, queryParameters: joinSources(others, source) }),
        },
      },
    ];
  }
  const parsed = cidrFamily.parse(source);
  if (!parsed.ok) return [{ rule: 'sources-malformed', severity: 'error', field, message: parsed.message }];
  if (cidrFamily.isEverything(parsed.scope)) {
    return [
      {
        rule: 'sources-everything',
        severity: 'warning',
        field,
        message: `${source} holds every address, so it restricts nothing.`,
      },
    ];
  }
  const canonical = writeIpv4Block(parsed.scope);
  const own: Problem = {
    rule: 'sources-own-address',
    severity: 'hint',
    field,
    message: `The cluster creates such a key only when it is sent from an address in ${canonical}.`,
  };
  if (canonical === source || source === `${canonical}/32`) return [own];
  return [
    own,
    {
      rule: 'sources-form',
      severity: 'hint',
      field,
      message: `${source} means ${canonical}.`,
      fix: {
        label: `Use ${canonical}`,
        apply: (spec) => ({ ...spec, queryParameters: joinSources(others, canonical) }),
      },
    },
  ];
}

function checkNames(others: readonly Parameter[]): readonly Problem[] {
  return others.flatMap(([name], index): readonly Problem[] => {
    const problem = { field: 'queryParameters', index };
    if (name === '') {
      return [
        { ...problem, rule: 'parameters-name', severity: 'error', message: 'A parameter has no name.' },
      ];
    }
    const problems: Problem[] = [];
    if (!combinesWithRequest(name) && others.findIndex(([one]) => one === name) < index) {
      problems.push({
        ...problem,
        rule: 'parameters-duplicate',
        severity: 'warning',
        message: `${name} stands here twice; only the last value counts.`,
      });
    }
    if (!KNOWN.has(name)) {
      problems.push({
        ...problem,
        rule: 'parameters-unknown',
        severity: 'hint',
        message: `${name} is no search parameter that is known here.`,
      });
    }
    return problems;
  });
}

function checkHitLimit(spec: AlgoliaSpec, others: readonly Parameter[]): readonly Problem[] {
  const limit = spec.maxHitsPerQuery;
  const problems: Problem[] = [];
  if (limit > ENGINE_HIT_CAP) {
    problems.push({
      rule: 'hits-engine-cap',
      severity: 'hint',
      field: 'maxHitsPerQuery',
      message: 'No answer holds more than 1,000 hits, so this limit has no effect.',
    });
  }
  const forced = others.findLast(([name]) => name === 'hitsPerPage')?.[1];
  if (forced === undefined) return problems;
  const index = others.findLastIndex(([name]) => name === 'hitsPerPage');
  if (!/^\d{1,9}$/.test(forced)) {
    problems.push({
      rule: 'parameters-hits',
      severity: 'warning',
      field: 'queryParameters',
      index,
      message: 'hitsPerPage must be a whole number.',
    });
  } else if (limit > 0 && Number(forced) > limit) {
    problems.push({
      rule: 'parameters-hits',
      severity: 'warning',
      field: 'queryParameters',
      index,
      message: `hitsPerPage forces ${forced} hits, but the limit is ${limit} a query.`,
    });
  } else if (limit > 0) {
    problems.push({
      rule: 'hits-overridden',
      severity: 'hint',
      field: 'maxHitsPerQuery',
      message: `hitsPerPage already forces ${forced} hits a query, so this limit has no effect.`,
    });
  }
  return problems;
}

function checkEffect(spec: AlgoliaSpec, others: readonly Parameter[]): readonly Problem[] {
  const problems: Problem[] = [];
  if (spec.acl.length > 0 && !canQuery(spec)) {
    const without = 'has no effect without search or browse.';
    if (others.length > 0) {
      const message = `Forcing parameters ${without}`;
      problems.push({ rule: 'parameters-no-effect', severity: 'hint', field: 'queryParameters', message });
    }
    if (spec.maxHitsPerQuery > 0) {
      const message = `The limit of hits ${without}`;
      problems.push({ rule: 'hits-no-effect', severity: 'hint', field: 'maxHitsPerQuery', message });
    }
  }
  if (spec.maxQueriesPerIPPerHour > 0 && others.some(([name]) => name === 'userToken')) {
    problems.push({
      rule: 'rate-shared',
      severity: 'hint',
      field: 'maxQueriesPerIPPerHour',
      message: 'A forced userToken makes all callers share one count of queries.',
    });
  }
  return problems;
}

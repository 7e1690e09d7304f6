import type { Family, Remark } from './family';
import { foldPattern, parsePattern, patternChanges, patternWithoutSlash } from './index-family';
import { patternCovers, patternMatches, patternsOverlap, writePattern, type Pattern } from './pattern';
import { patternExample } from './pattern-example';
import { surveyPatterns } from './pattern-survey';

/** `scheme://host[:port]` of a real Referer, then what follows. */
const WITH_SCHEME = /^(https?:\/\/)([^/*?#]*)(.*)$/s;
const SCHEMES = ['https://', 'http://'] as const;

/** Real values begin with a scheme and have a slash behind the host (C3). */
const LIKELY = {
  before: ['https://', 'https://x', 'https://example.net/', ''],
  behind: ['', '/', 'example.net/', 'x'],
  whole: ['https://example.net/', 'https://example.org/'],
};

/** Referer patterns (key-apis A6, C3): compared with the whole value of the header, no URL parsing. */
export const refererFamily: Family<Pattern> = {
  id: 'referer',
  parse: (entry) => parsePattern(entry, 'referer'),
  write: writePattern,
  matches: patternMatches,
  covers: patternCovers,
  overlaps: patternsOverlap,
  example: (b, a) => patternExample(b, a, LIKELY),
  isEverything: (pattern) => pattern.sort === 'all',
  foldCase: foldPattern,
  withoutSlash: patternWithoutSlash,
  changes: patternChanges,
  remarks: refererRemarks,
  survey: surveyPatterns,
};

/**
 * What is remarkable about a referer pattern, given that real values are `scheme://host[:port]/path` and that today's
 * default policy sends only `https://host/` to another origin (C3).
 */
function refererRemarks(pattern: Pattern): readonly Remark[] {
  switch (pattern.sort) {
    case 'all':
      return [];
    case 'exact':
    case 'prefix':
      return anchoredRemarks(pattern.core, pattern.sort);
    case 'suffix':
      return suffixRemarks(pattern.core);
    case 'contains':
      return [looseRemark(pattern.core)];
  }
}

function anchoredRemarks(core: string, sort: 'exact' | 'prefix'): readonly Remark[] {
  if (sort === 'prefix' && SCHEMES.some((scheme) => scheme.startsWith(core))) {
    return [{ sort: 'loose', message: `${core}* matches the pages of every site.` }];
  }
  const [, scheme = '', host = '', rest = ''] = WITH_SCHEME.exec(core) ?? [];
  if (scheme === '') return [unreachableRemark(core, sort)];
  const star = sort === 'prefix' ? '*' : '';
  const remarks: Remark[] = [];
  if (host !== host.toLowerCase()) {
    remarks.push({
      sort: 'doubtful',
      message: 'Browsers send the host in lower case, so this may never match.',
      instead: `${scheme}${host.toLowerCase()}${rest}${star}`,
    });
  }
  const whole = `${scheme}${host}/*`;
  if (rest === '') {
    remarks.push(
      sort === 'prefix'
        ? {
            sort: 'loose',
            message: `Without a slash after the host this also matches ${scheme}${host}.example.net/.`,
            instead: whole,
          }
        : {
            sort: 'doubtful',
            message: 'Browsers send a slash after the host, so this may never match.',
            instead: whole,
          },
    );
  } else if (rest !== '/') {
    remarks.push({
      sort: 'doubtful',
      message: `Browsers send other sites only ${scheme}${host}/, without the path, so this may stop matching.`,
      instead: whole,
    });
  }
  return remarks;
}

function unreachableRemark(core: string, sort: 'exact' | 'prefix'): Remark {
  const [host = ''] = core.replace(/^[a-z]*:?\/+/i, '').split('/');
  const message = 'No Referer begins like this: every one begins with https:// or http://.';
  if (!/^[a-z0-9.-]+(:\d+)?$/i.test(host)) return { sort: 'unreachable', message };
  const path = sort === 'prefix' ? core.replace(/^[a-z]*:?\/+/i, '') : `${host}/`;
  const tail = path.includes('/') ? path : `${host}/`;
  return {
    sort: 'unreachable',
    message: `${message} For this host enter https://${tail}*; the documentation names *${tail}* for a whole domain.`,
    instead: `https://${tail}*`,
  };
}

function suffixRemarks(core: string): readonly Remark[] {
  if (core.includes('/')) return core.endsWith('/') ? [looseRemark(core)] : [];
  return [
    {
      sort: 'doubtful',
      message: 'Browsers send a slash after the host, so this may never match.',
      instead: `*${core}/*`,
    },
  ];
}

function looseRemark(core: string): Remark {
  const anywhere = `any site can send a page address that contains ${core}`;
  const message = /^[a-z0-9]/i.test(core)
    ? `This also matches other hosts, such as https://not${core.replace(/\/.*$/s, '')}/, and ${anywhere}.`
    : `This is loose: ${anywhere}.`;
  return { sort: 'loose', message: `${message} One https://host/* entry for each host is tight.` };
}

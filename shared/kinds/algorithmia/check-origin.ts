import { setting, type Problem } from './problem';
import type { AlgorithmiaSpec } from './spec';

/** Problems of where calls may come from (key-apis B2, B6, C6). */
export function checkOrigin(spec: AlgorithmiaSpec): readonly Problem[] {
  return [...checkSharing(spec), ...checkHost(spec)];
}

/** Seed, "Best Practice": each application has a key of its own. Programs and pages are two. */
function checkSharing(spec: AlgorithmiaSpec): readonly Problem[] {
  if (!spec.allow_algo || !spec.allow_web_algo) return [];
  return [
    {
      rule: 'one-key-per-application',
      severity: 'hint',
      field: 'allow_web_algo',
      message: 'Native clients and web pages share this key. One key per application can be restricted more.',
    },
  ];
}

function checkHost(spec: AlgorithmiaSpec): readonly Problem[] {
  const field = 'referer_host';
  const { referer_host: host, allow_web_algo: web } = spec;
  if (host === '') {
    return web
      ? [
          {
            rule: 'host-any',
            severity: 'warning',
            field,
            message: 'Pages of any site can use this key. Enter the host that they are on.',
          },
        ]
      : [];
  }
  const problems: Problem[] = [];
  if (!isPlainHost(host)) problems.push(malformed(host));
  if (!web) {
    problems.push({
      rule: 'host-no-effect',
      severity: 'warning',
      field,
      message: 'The referrer host has no effect: web browsers are not allowed.',
      fix: setting('Clear it', { referer_host: '' }),
    });
  }
  return problems;
}

function malformed(host: string): Problem {
  const bare = bareHost(host);
  const problem: Problem = {
    rule: 'host-malformed',
    severity: 'error',
    field: 'referer_host',
    message: 'Enter the name of one host only, without scheme, port or path, for example www.example.com.',
  };
  if (bare === null) return problem;
  return { ...problem, fix: setting(bare === '' ? 'Clear it' : `Use ${bare}`, { referer_host: bare }) };
}

const LABEL = '[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?';
/** A name, an IPv4 address or a bracketed IPv6 address, as it stands in an Origin without scheme and port. */
const HOST = new RegExp(`^(?:${LABEL}(?:\\.${LABEL})*|\\[[0-9a-f:.]+\\])$`, 'i');

function isPlainHost(text: string): boolean {
  return HOST.test(text);
}

/** The host within an address; empty when there is only space, null when there is none. */
function bareHost(text: string): string | null {
  const bare = text
    .trim()
    .replace(/^(?:[a-z][a-z0-9+.-]*:)?\/\//i, '')
    .replace(/[/?#].*$/s, '')
    .replace(/^.*@/s, '')
    .replace(/:\d*$/, '')
    .replace(/\.$/, '')
    .trim();
  if (bare === '') return text.trim() === '' ? '' : null;
  return isPlainHost(bare) ? bare : null;
}

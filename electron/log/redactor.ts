const HIDDEN = '[redacted]';

/** Members whose value is never written, whatever it holds. */
const SECRET_NAME =
  /pass(word|phrase)?$|secret|token|credential|authorization|cookie|(?:api|admin|data|private|secured)[-_ ]?key|^key$|^value$/i;

/** Names that only look like one of the above and hold counts or states. */
const HARMLESS_NAME = /^(secretOutput|droppedSecrets|credentialState|tokens?Used)$/;

/** Where secrets stand inside texts: in URLs, in headers quoted by a message, in JSON. */
const IN_TEXT: readonly (readonly [RegExp, string])[] = [
  // Query members that carry a key (key-apis A2).
  [/([?&;][^=&\s"']*(?:key|token|secret|passw|auth)[^=&\s"']*=)[^&\s"'#]+/gi, `$1${HIDDEN}`],
  // On search clusters the secret is the key's address (key-apis A3).
  [/(\/keys\/)[^/?#\s"']+/gi, `$1${HIDDEN}`],
  [/\b((?:basic|bearer|simple)\s+)[\w+/.=~-]{8,}/gi, `$1${HIDDEN}`],
  [/((?:x-[\w-]*key|authorization|set-cookie|cookie)["']?\s*[:=]\s*["']?)[^\s"',;]+/gi, `$1${HIDDEN}`],
  [/(\/\/)[^/\s@:]*:[^/\s@]+@/g, `$1${HIDDEN}@`],
  // The form of a search cluster's key; refs (64 characters) and request ids (with dashes) have others.
  [/(?<![0-9a-f-])[0-9a-f]{32}(?![0-9a-f-])/gi, HIDDEN],
];

/** Shorter texts would blank out half of every line; no cluster makes secrets that short. */
const MIN_SECRET = 6;
const MAX_DEPTH = 8;
const MAX_MEMBERS = 200;

export interface Redactor {
  /**
   * Hides this text from now on, in all the forms it may take in a URL, a header or JSON. Answers the function
   * that lets go of it again; registered twice, it stays hidden until both have let go.
   */
  readonly register: (secret: string) => () => void;
  readonly text: (text: string) => string;
  /** A copy made of plain JSON values with every secret hidden; errors become name, message, code, stack, cause. */
  readonly value: (value: unknown) => unknown;
}

function formsOf(secret: string): ReadonlySet<string> {
  // By way of bytes, since half a surrogate pair cannot be percent-encoded.
  const bytes = Buffer.from(secret, 'utf8');
  const encoded = encodeURIComponent(bytes.toString('utf8'));
  return new Set([
    secret,
    JSON.stringify(secret).slice(1, -1),
    encoded,
    encoded.toLowerCase(),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
    bytes.toString('hex'),
  ]);
}

function errorMembers(error: Error): readonly (readonly [string, unknown])[] {
  const members: readonly (readonly [string, unknown])[] = [
    ['name', error.name],
    ['message', error.message],
    ['code', 'code' in error ? error.code : undefined],
    ['stack', error.stack],
    ['cause', error.cause],
    ['errors', error instanceof AggregateError ? error.errors : undefined],
  ];
  return members.filter(([, member]) => member !== undefined);
}

type Text = (text: string) => string;

function plainObject(value: object, text: Text, inner: (member: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, MAX_MEMBERS).map(inner);
  if (value instanceof Set) return [...value].slice(0, MAX_MEMBERS).map(inner);
  if (value instanceof URL || value instanceof URLSearchParams || value instanceof RegExp)
    return text(String(value));
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return '[bytes]';
  const members =
    value instanceof Error
      ? errorMembers(value)
      : value instanceof Map || value instanceof Headers
        ? [...value].map(([name, member]): readonly [string, unknown] => [String(name), member])
        : Object.entries(value);
  return Object.fromEntries(
    members
      .slice(0, MAX_MEMBERS)
      .map(([name, member]) => [
        text(name),
        SECRET_NAME.test(name) && !HARMLESS_NAME.test(name) ? HIDDEN : inner(member),
      ]),
  );
}

function walk(value: unknown, text: Text, above: readonly object[]): unknown {
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'boolean' || value === null || value === undefined) return value;
  if (typeof value === 'bigint' || typeof value === 'symbol') return text(value.toString());
  if (typeof value !== 'object') return '[function]';
  if (above.includes(value)) return '[circular]';
  if (above.length === MAX_DEPTH) return '[deep]';
  const within = [...above, value];
  return plainObject(value, text, (member) => walk(member, text, within));
}

/** Makes a redactor: by member name, by where secrets stand in texts, and by registered value (anchors.md 3.20). */
export function createRedactor(): Redactor {
  const holders = new Map<string, number>();
  let longestFirst: readonly string[] = [];

  const hold = (form: string, change: 1 | -1): void => {
    const count = (holders.get(form) ?? 0) + change;
    if (count > 0) holders.set(form, count);
    else holders.delete(form);
    longestFirst = [...holders.keys()].toSorted((a, b) => b.length - a.length);
  };

  const text: Text = (raw) => {
    let clean = raw;
    for (const secret of longestFirst) clean = clean.replaceAll(secret, HIDDEN);
    for (const [pattern, replacement] of IN_TEXT) clean = clean.replace(pattern, replacement);
    return clean;
  };

  return {
    register: (secret) => {
      if (secret.length < MIN_SECRET) return () => undefined;
      const forms = formsOf(secret);
      for (const form of forms) hold(form, 1);
      let held = true;
      return () => {
        if (held) for (const form of forms) hold(form, -1);
        held = false;
      };
    },
    text,
    value: (value) => walk(value, text, []),
  };
}

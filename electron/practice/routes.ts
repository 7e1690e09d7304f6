import type { PracticeAnswer } from './exchange';

/** Parts of a path that stand for something: `:key`, `:index`, and `*rest` for all segments that are left. */
export interface PathParts {
  /** The segment that stands for a `:name`. */
  (name: string): string;
  /** The segments behind the last slash of a path that ends in `*`; empty for every other route. */
  readonly rest: readonly string[];
}

/** One call of a protocol. `run` throws Refusal for what is denied or cannot be done. */
export interface Route<Context> {
  readonly method: string;
  readonly segments: readonly string[];
  readonly run: (context: Context, part: PathParts) => PracticeAnswer;
}

const REST = '*';

/** A route for a path such as `/1/keys/:key`, or `/v1/data/*` for everything below. */
export function route<Context>(method: string, path: string, run: Route<Context>['run']): Route<Context> {
  return { method, segments: path.split('/').slice(1), run };
}

/** An answer of 200. */
export function ok(body: unknown): PracticeAnswer {
  return { status: 200, body };
}

export type Found<Context> =
  | { readonly sort: 'route'; readonly route: Route<Context>; readonly part: PathParts }
  | { readonly sort: 'other-method' }
  | { readonly sort: 'none' };

function fits<Context>(route: Route<Context>, segments: readonly string[]): boolean {
  const open = route.segments.at(-1) === REST;
  const fixed = open ? route.segments.slice(0, -1) : route.segments;
  return (
    (open ? segments.length > fixed.length : segments.length === fixed.length) &&
    fixed.every((segment, at) => (segment.startsWith(':') ? segments[at] !== '' : segment === segments[at]))
  );
}

function partsOf<Context>(route: Route<Context>, segments: readonly string[]): PathParts {
  const read = (name: string): string => {
    const value = segments[route.segments.indexOf(`:${name}`)];
    if (value === undefined) throw new Error(`The route has no part ${name}`);
    return value;
  };
  const open = route.segments.at(-1) === REST;
  return Object.assign(read, { rest: open ? segments.slice(route.segments.length - 1) : [] });
}

/** The first route that fits: those with literal segments have to stand before those with parts. */
export function findRoute<Context>(
  routes: readonly Route<Context>[],
  method: string,
  segments: readonly string[],
): Found<Context> {
  const onPath = routes.filter((one) => fits(one, segments));
  const found = onPath.find((one) => one.method === method);
  if (found === undefined) return { sort: onPath.length === 0 ? 'none' : 'other-method' };
  return { sort: 'route', route: found, part: partsOf(found, segments) };
}

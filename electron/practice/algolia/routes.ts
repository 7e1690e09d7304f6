import type { PracticeAnswer } from '../exchange';
import type { Context } from './context';

/** Parts of a path that stand for something: `:key`, `:index`. */
export type PathParts = (name: string) => string;

/** One call of the protocol. `run` throws Refusal for what is denied or cannot be done. */
export interface Route {
  readonly method: string;
  readonly segments: readonly string[];
  readonly run: (context: Context, part: PathParts) => PracticeAnswer;
}

/** A route for a path such as `/1/keys/:key`. */
export function route(method: string, path: string, run: Route['run']): Route {
  return { method, segments: path.split('/').slice(1), run };
}

/** An answer of 200. */
export function ok(body: unknown): PracticeAnswer {
  return { status: 200, body };
}

export type Found =
  | { readonly sort: 'route'; readonly route: Route; readonly part: PathParts }
  | { readonly sort: 'other-method' }
  | { readonly sort: 'none' };

function fits(route: Route, segments: readonly string[]): boolean {
  return (
    route.segments.length === segments.length &&
    route.segments.every((segment, at) =>
      segment.startsWith(':') ? segments[at] !== '' : segment === segments[at],
    )
  );
}

/** The first route that fits: those with literal segments have to stand before those with parts. */
export function findRoute(routes: readonly Route[], method: string, segments: readonly string[]): Found {
  const onPath = routes.filter((one) => fits(one, segments));
  const found = onPath.find((one) => one.method === method);
  if (found === undefined) return { sort: onPath.length === 0 ? 'none' : 'other-method' };
  const part: PathParts = (name) => {
    const value = segments[found.segments.indexOf(`:${name}`)];
    if (value === undefined) throw new Error(`The route has no part ${name}`);
    return value;
  };
  return { sort: 'route', route: found, part };
}

import { Refusal, headerOf, type PracticeAnswer, type PracticeRequest } from '../exchange';
import { parseOptionalJson } from '../json';
import { ok, route, type PathParts, type Route } from '../routes';
import { namedAccount } from './accounts';
import type { Cluster } from './cluster';
import type { Context } from './context';
import { resolveAlgorithm } from './resolve';
import { AlgorithmFailure, hello, SAMPLE_OWNER, samples, type Tools, type Value } from './samples';

/** Where algorithms that store something put it. */
const RESULTS = 'results';

function inputOf(request: PracticeRequest): Value {
  const type = headerOf(request, 'content-type') ?? 'text/plain';
  if (type.startsWith('application/json')) return { sort: 'json', json: parseOptionalJson(request.body) };
  if (type.startsWith('text/')) return { sort: 'text', text: request.body.toString('utf8') };
  return { sort: 'binary', bytes: request.body };
}

/** One client leaves `algo://` in the path, which then has an empty segment (key-apis B7). */
function namesOf({ rest }: PathParts): readonly string[] {
  return rest[0] === 'algo:' && rest[1] === '' ? rest.slice(2) : rest;
}

/** What an algorithm does with its caller's data needs the level of the caller's key (B6). */
function toolsOf(context: Context, { data, members }: Cluster): Tools {
  return {
    save: (name, text) => {
      const url = `data://.my/${RESULTS}/${name}`;
      context.require('writeData', `.my/${RESULTS}/${name}`);
      const account = namedAccount('.my', context.caller, members);
      if (account === null) throw new Error('Whoever may write data has an account');
      if (data.find(account, [RESULTS]) === null) data.createDirectory(account, [RESULTS]);
      data.put(account, [RESULTS, name], Buffer.from(text, 'utf8'), 'text/plain');
      return url;
    },
  };
}

function wireResult(value: Value): { readonly result: unknown; readonly content_type: string } {
  switch (value.sort) {
    case 'text':
      return { result: value.text, content_type: 'text' };
    case 'json':
      return { result: value.json, content_type: 'json' };
    case 'binary':
      return { result: value.bytes.toString('base64'), content_type: 'binary' };
  }
}

function call(context: Context, part: PathParts, cluster: Cluster): PracticeAnswer {
  const names = namesOf(part);
  context.require('callAlgorithm', names.join('/'));
  const found = resolveAlgorithm(names, context, cluster);
  if (found === null) throw new Refusal(404, `algorithm algo://${names.join('/')} not found`);
  const { owner, name } = found.algorithm;
  const run = (owner === SAMPLE_OWNER ? samples.get(name) : undefined) ?? hello;
  const begun = cluster.clock.now();
  const metadata = (): { readonly duration: number } => ({ duration: (cluster.clock.now() - begun) / 1000 });
  try {
    const { result, content_type } = wireResult(run(inputOf(context.request), toolsOf(context, cluster)));
    return ok({ result, metadata: { content_type, ...metadata() } });
  } catch (error) {
    if (!(error instanceof AlgorithmFailure)) throw error;
    const told = { message: error.message, error_type: 'AlgorithmError' };
    return ok({ error: told, metadata: metadata() });
  }
}

/** Calls of algorithms (key-apis B5 to B7), by native clients and by browsers. */
export function callRoutes(cluster: Cluster): readonly Route<Context>[] {
  return ['/v1/algo/*', '/v1/web/algo/*'].map((path) =>
    route('POST', path, (context: Context, part) => call(context, part, cluster)),
  );
}

import { z } from 'zod';
import { REFUSALS } from '#shared/kinds/algorithmia/decide-checks';
import { ACCOUNT_NAME } from '#shared/kinds/algorithmia/spec';
import { Refusal, type PracticeAnswer } from '../exchange';
import { accept, parseJson } from '../json';
import { ok, route, type PathParts, type Route } from '../routes';
import { accountsOf } from './accounts';
import { algorithmDetailsSchema, type Algorithm } from './algorithm-store';
import { isAdmin } from './caller';
import type { Cluster } from './cluster';
import type { Context } from './context';
import { paged } from './page';
import { invalid, noSuchUser } from './refusals';

const createSchema = z.object({
  name: z.string().regex(ACCOUNT_NAME),
  ...algorithmDetailsSchema.shape,
});

/** What the management calls tell of an algorithm (key-apis B6). */
function wireAlgorithm({ id, owner, name, about, createdAt }: Algorithm): unknown {
  return {
    id,
    name,
    ...about,
    created_at: new Date(createdAt).toISOString(),
    self_link: `/v1/algorithms/${owner}/${name}`,
    resource_type: 'algorithm',
  };
}

/** The account of the path. Throws 403 when it is none that the caller manages algorithms of. */
function accountAt(context: Context, part: PathParts, { members }: Cluster): string {
  const owner = part('owner');
  if (accountsOf(context.caller, members).includes(owner)) return owner;
  throw new Refusal(REFUSALS.unauthorized.status, REFUSALS.unauthorized.message);
}

/** The algorithm of the path, when the caller may do this with it. Throws 403 and 404. */
export function algorithmAt(
  context: Context,
  operation: string,
  part: PathParts,
  cluster: Cluster,
): Algorithm {
  const names = `${part('owner')}/${part('algorithm')}`;
  context.require(operation, names);
  const algorithm = cluster.algorithms.find(accountAt(context, part, cluster), part('algorithm'));
  if (algorithm === null) throw new Refusal(404, `algorithm algo://${names} not found`);
  return algorithm;
}

function create(context: Context, part: PathParts, cluster: Cluster): PracticeAnswer {
  context.require('createAlgorithm');
  const owner = accountAt(context, part, cluster);
  const { name, ...about } = accept(createSchema, parseJson(context.request.body));
  if (cluster.algorithms.find(owner, name) !== null) throw invalid(`Algorithm ${name} exists already`);
  return { status: 201, body: wireAlgorithm(cluster.algorithms.add(owner, name, about)) };
}

function update(context: Context, part: PathParts, cluster: Cluster): PracticeAnswer {
  const algorithm = algorithmAt(context, 'updateAlgorithm', part, cluster);
  const about = accept(algorithmDetailsSchema, parseJson(context.request.body));
  cluster.algorithms.update(algorithm, about);
  return ok(wireAlgorithm({ ...algorithm, about }));
}

/** The path is declared for both types of keys; others than the owner see what everyone may call (B4, B6). */
function listOfUser(context: Context, part: PathParts, cluster: Cluster): PracticeAnswer {
  context.require('listAlgorithms');
  const { algorithms, members, users } = cluster;
  const user = users.find(part('username'));
  if (user === null) throw noSuchUser(part('username'));
  const seesAll = isAdmin(context.caller) || accountsOf(context.caller, members).includes(user.username);
  return ok(
    paged(context.request, (window) => algorithms.page(user.username, seesAll, window), wireAlgorithm),
  );
}

/** What a key with the right to manage does with its owner's algorithms (B6). */
export function algorithmRoutes(cluster: Cluster): readonly Route<Context>[] {
  const one = '/v1/algorithms/:owner/:algorithm';
  return [
    route('POST', '/v1/algorithms/:owner', (context, part) => create(context, part, cluster)),
    route('GET', one, (context, part) =>
      ok(wireAlgorithm(algorithmAt(context, 'readAlgorithm', part, cluster))),
    ),
    route('PUT', one, (context, part) => update(context, part, cluster)),
    route('DELETE', one, (context, part) => {
      cluster.algorithms.remove(algorithmAt(context, 'deleteAlgorithm', part, cluster));
      return { status: 204, body: null };
    }),
    route('GET', '/v1/users/:username/algorithms', (context, part) => listOfUser(context, part, cluster)),
  ];
}

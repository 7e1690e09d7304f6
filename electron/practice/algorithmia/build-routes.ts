import { z } from 'zod';
import { Refusal, type PracticeAnswer } from '../exchange';
import { accept, parseJson } from '../json';
import { ok, route, type PathParts, type Route } from '../routes';
import { algorithmAt } from './algorithm-routes';
import {
  VERSION_TYPES,
  versionNotesSchema,
  type Build,
  type Version,
  type VersionType,
} from './algorithm-store';
import type { Cluster } from './cluster';
import type { Context } from './context';
import { paged } from './page';
import { invalid } from './refusals';

const publishSchema = z.object({
  settings: z.object({ algorithm_callability: z.enum(['public', 'private']).nullish() }).nullish(),
  version_info: z.object({ version_type: z.enum(VERSION_TYPES), ...versionNotesSchema.shape }),
});
const NONE = [0, 0, 0] as const;

function wireVersion({ numbers, isPublic, hash, notes, createdAt }: Version): unknown {
  return {
    settings: { algorithm_callability: isPublic ? 'public' : 'private' },
    version_info: {
      semantic_version: numbers.join('.'),
      git_hash: hash,
      ...notes,
      created_at: new Date(createdAt).toISOString(),
    },
    resource_type: 'algorithm_version',
  };
}

/** Nothing is really compiled, so that every build succeeds at once. */
function wireBuild({ id, hash, createdAt }: Build): unknown {
  const at = new Date(createdAt).toISOString();
  return {
    build_id: id,
    status: 'succeeded',
    commit_sha: hash,
    started_at: at,
    finished_at: at,
    version_info: { git_hash: hash },
    resource_type: 'algorithm_build',
  };
}

function grown([major, minor, revision]: Version['numbers'], type: VersionType): Version['numbers'] {
  switch (type) {
    case 'major':
      return [major + 1, 0, 0];
    case 'minor':
      return [major, minor + 1, 0];
    case 'revision':
      return [major, minor, revision + 1];
  }
}

function publish(context: Context, part: PathParts, cluster: Cluster): PracticeAnswer {
  const { algorithms } = cluster;
  const algorithm = algorithmAt(context, 'publishAlgorithm', part, cluster);
  const { settings, version_info } = accept(publishSchema, parseJson(context.request.body));
  const build = algorithms.latestBuild(algorithm);
  if (build === null) throw invalid('The algorithm has to be compiled before it is published');
  const { version_type, ...notes } = version_info;
  const version = algorithms.publish(algorithm, {
    numbers: grown(algorithms.versions(algorithm)[0]?.numbers ?? NONE, version_type),
    isPublic: settings?.algorithm_callability === 'public',
    hash: build.hash,
    notes,
  });
  return ok(wireVersion(version));
}

function listVersions(context: Context, part: PathParts, cluster: Cluster): PracticeAnswer {
  const versions = cluster.algorithms.versions(algorithmAt(context, 'readAlgorithm', part, cluster));
  const numbered = versions.map((item, at) => ({ number: at + 1, item }));
  return ok(paged(context.request, ({ after, count }) => numbered.slice(after, after + count), wireVersion));
}

function buildAt(context: Context, part: PathParts, cluster: Cluster): Build {
  const algorithm = algorithmAt(context, 'readAlgorithm', part, cluster);
  const build = cluster.algorithms.build(algorithm, part('build'));
  if (build === null) throw new Refusal(404, `Build ${part('build')} not found`);
  return build;
}

/** Builds and published versions of an algorithm (key-apis B6). */
export function buildRoutes(cluster: Cluster): readonly Route<Context>[] {
  const one = '/v1/algorithms/:owner/:algorithm';
  const { algorithms } = cluster;
  return [
    route('POST', `${one}/compile`, (context, part) =>
      ok(wireBuild(algorithms.compile(algorithmAt(context, 'compileAlgorithm', part, cluster)))),
    ),
    route('GET', `${one}/versions`, (context, part) => listVersions(context, part, cluster)),
    route('POST', `${one}/versions`, (context, part) => publish(context, part, cluster)),
    route('GET', `${one}/builds`, (context, part) => {
      const algorithm = algorithmAt(context, 'readAlgorithm', part, cluster);
      return ok(paged(context.request, (window) => algorithms.builds(algorithm, window), wireBuild));
    }),
    route('GET', `${one}/builds/:build`, (context, part) => ok(wireBuild(buildAt(context, part, cluster)))),
    route('GET', `${one}/builds/:build/logs`, (context, part) =>
      ok({ logs: `Build of ${buildAt(context, part, cluster).hash} succeeded.` }),
    ),
  ];
}

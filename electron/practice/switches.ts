import type { FaultSwitches } from './faults';
import { faultsSchema } from './fault-schema';
import { Refusal, type PracticeAnswer, type PracticeRequest } from './exchange';
import { accept, parseJson } from './json';
import type { KindServer } from './kind-server';

const ROOT = '__practice__';

/** Whether a request is meant for the practice cluster's own switches, which no fault ever touches. */
export function isForSwitches(request: PracticeRequest): boolean {
  return request.segments[0] === ROOT;
}

function onFaults(request: PracticeRequest, faults: FaultSwitches): PracticeAnswer {
  switch (request.method) {
    case 'GET':
      break;
    case 'PUT':
      faults.set(accept(faultsSchema, parseJson(request.body)));
      break;
    case 'DELETE':
      faults.set({ clockOffsetMs: 0, rules: [] });
      break;
    default:
      throw new Refusal(405, 'Method not allowed');
  }
  return { status: 200, body: faults.get() };
}

function onSettings(request: PracticeRequest, kind: KindServer): PracticeAnswer {
  switch (request.method) {
    case 'GET':
      break;
    case 'PUT':
      kind.settings.set(parseJson(request.body));
      break;
    default:
      throw new Refusal(405, 'Method not allowed');
  }
  return { status: 200, body: kind.settings.get() };
}

/**
 * `/__practice__/faults` (GET shows, PUT replaces, DELETE turns off) and `/__practice__/settings` (GET, PUT).
 * Needs the admin credentials; throws Refusal 403, 404, 405 or 400.
 */
export function handleSwitches(
  request: PracticeRequest,
  kind: KindServer,
  faults: FaultSwitches,
): PracticeAnswer {
  if (!kind.isAdmin(request)) throw new Refusal(403, 'The switches need the admin key');
  const [, name, ...rest] = request.segments;
  if (rest.length === 0 && name === 'faults') return onFaults(request, faults);
  if (rest.length === 0 && name === 'settings') return onSettings(request, kind);
  throw new Refusal(404, 'No such switch');
}

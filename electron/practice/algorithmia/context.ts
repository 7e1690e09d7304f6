import { decide } from '#shared/kinds/algorithmia/decide';
import { headerOf, Refusal, type PracticeRequest } from '../exchange';
import type { PracticeClock } from '../clock';
import type { Caller } from './caller';

/** A request together with who sends it, and the only way to find out what it may do. */
export interface Context {
  readonly request: PracticeRequest;
  readonly caller: Caller;
  /** Lets decide settle what the request wants to do; throws Refusal when it is denied. */
  readonly require: (operation: string, resource?: string) => void;
}

const FOR_BROWSERS = 'web';

/** A call comes from a browser when it says its origin or uses the path that is meant for them (key-apis B6). */
function originOf(request: PracticeRequest): string | null {
  return headerOf(request, 'origin') ?? (request.segments[1] === FOR_BROWSERS ? '' : null);
}

/** Makes the context of a request. */
export function createContext(request: PracticeRequest, caller: Caller, clock: PracticeClock): Context {
  return {
    request,
    caller,
    require: (operation, resource) => {
      const { refusal } = decide(
        caller.subject,
        {
          operation,
          resource: resource ?? null,
          referer: headerOf(request, 'referer'),
          origin: originOf(request),
          ip: request.ip,
          userToken: null,
          used: 0,
        },
        clock.now(),
      );
      if (refusal !== null) throw new Refusal(refusal.status, refusal.message);
    },
  };
}

import { onTestFinished } from 'vitest';
import { CacheEngine, type EngineOptions } from '#electron/cache/engine';
import { engineOptions } from './cache-data';

export * from './cache-data';

/** An open engine; closed when the test ends, unless the test closes it itself. */
export function openEngine(folder: string, changes: Partial<EngineOptions> = {}): CacheEngine {
  const engine = new CacheEngine(engineOptions(folder, changes));
  let open = true;
  const close = engine.close.bind(engine);
  engine.close = () => {
    if (open) close();
    open = false;
  };
  onTestFinished(() => engine.close());
  return engine;
}

// npm run tour: drives the real application through its main path, unattended, and leaves pictures in out/tour/.
import { inRoot, root } from './setup/places.mjs';
import { prepareApplication } from './setup/prepare.mjs';
import { main, say } from './setup/process.mjs';
import { inSession } from './setup/session.mjs';
import { underNode24 } from './setup/toolchain.mjs';

const PREPARED = 'CASTELLAN_PREPARED';

async function drive() {
  const { launch } = await import('../test/e2e/support/launch.ts');
  const { openRecord } = await import('./tour/record.mjs');
  const { walk } = await import('./tour/walk.mjs');
  const { mkdtemp, rm } = await import('node:fs/promises');
  const { tmpdir } = await import('node:os');
  const path = await import('node:path');
  const record = await openRecord(inRoot('out', 'tour'));
  const profile = await mkdtemp(path.join(tmpdir(), 'castellan-tour-'));
  say('The tour:');
  const application = await launch({ profile, keyring: 'session' });
  try {
    await walk({ page: application.page, profile }, record);
    record.note('Every step was observed.');
    return 0;
  } catch (error) {
    record.note(`A step was not observed: ${error.message}`);
    await record.shoot(application.page, 'failed', 'What stood on the screen then.').catch(() => undefined);
    return 1;
  } finally {
    await record.write();
    await application.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    say('The pictures and the text are in out/tour/.');
  }
}

await main(() =>
  underNode24(async () => {
    if (process.env[PREPARED]) return drive();
    const { env } = await prepareApplication();
    return inSession(process.execPath, [inRoot('scripts', 'tour.mjs')], {
      env: { ...env, [PREPARED]: '1' },
      keepDisplay: true,
      cwd: root,
    });
  }),
);

// Takes a picture of the built application:
//   node test/e2e/support/screenshot.mjs --out file.png [--size 1280x800] [--theme dark] [--profile DIR]
//     [--keyring session] [--script steps.mjs]
// The script's default export gets {page, app, shoot} before the last picture is taken; shoot(file) takes one more.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { electronEnvironment, ensureElectron } from '../../../scripts/setup/electron.mjs';
import { ensureDisplay } from './display.ts';
import { launch } from './launch.ts';

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    size: { type: 'string', default: '1280x800' },
    theme: { type: 'string' },
    profile: { type: 'string' },
    keyring: { type: 'string', default: 'none' },
    script: { type: 'string' },
  },
});
if (!values.out) throw new Error('Name the picture: --out file.png');
const size = values.size.split('x').map(Number);

Object.assign(process.env, electronEnvironment(await ensureElectron()));
const endDisplay = await ensureDisplay();
const { app, page, output, close } = await launch({
  ...(values.profile ? { profile: values.profile } : {}),
  keyring: values.keyring,
});
const shoot = async (file) => {
  await mkdir(path.dirname(path.resolve(file)), { recursive: true });
  await writeFile(file, await page.screenshot());
};
try {
  page.on('console', (message) => process.stderr.write(`page ${message.type()}: ${message.text()}\n`));
  await app.evaluate(({ BrowserWindow }, [width, height]) => {
    BrowserWindow.getAllWindows()[0].setContentSize(width, height);
  }, size);
  if (values.theme) {
    await page.evaluate(
      (theme) => window.castellan.call('picture', 'settings.update', { theme }),
      values.theme,
    );
  }
  await page.waitForLoadState('load');
  await page.evaluate(() => document.fonts.ready);
  if (values.script) {
    const steps = await import(pathToFileURL(path.resolve(values.script)).href);
    await steps.default({ page, app, shoot });
  }
  await shoot(values.out);
} finally {
  process.stderr.write(output());
  await close();
  endDisplay();
}

// What the tour saw: a screenshot and a line of text for every step, in out/tour/.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { say } from '../setup/process.mjs';

/** Keeps pictures and text in an emptied folder; `write` leaves the text there. */
export async function openRecord(folder) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const lines = [];
  return {
    /** Says and notes one observed fact. */
    note(text) {
      lines.push(text);
      say(`  ${text}`);
    },
    /** Takes a picture of the page as it stands, numbered in order. */
    async shoot(page, name, text) {
      const file = `${String(lines.filter((line) => line.startsWith('[')).length + 1).padStart(2, '0')}-${name}.png`;
      await writeFile(path.join(folder, file), await page.screenshot());
      this.note(`[${file}] ${text}`);
    },
    write: () => writeFile(path.join(folder, 'seen.txt'), `${lines.join('\n')}\n`),
  };
}

import { openKeptScreen } from '#electron/app/first-screen-file';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

function fileWith(text: string | null): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'castellan-screen-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'first-screen.json');
  if (text !== null) writeFileSync(file, text);
  return file;
}

it('is given to the first page of a start alone', () => {
  const screen = openKeptScreen(fileWith('{"a":1}'));
  expect(screen.wasTaken()).toBe(false);
  expect(screen.take()).toBe('{"a":1}');
  expect(screen.wasTaken()).toBe(true);
  expect(screen.take()).toBeNull();
});

it.each([
  ['is missing', null],
  ['is larger than any screen', ' '.repeat(1024 * 1024 + 1)],
])('is none when the file %s', (_, text) => {
  const screen = openKeptScreen(fileWith(text));
  expect(screen.take()).toBeNull();
  expect(screen.wasTaken()).toBe(false);
});

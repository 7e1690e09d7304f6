import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createFileLog, withFacts } from '#electron/log/log';
import { createRedactor } from '#electron/log/redactor';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'castellan-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const written = (): string =>
  readdirSync(folder)
    .map((name) => readFileSync(path.join(folder, name), 'utf8'))
    .join('');

describe('the log file', () => {
  it('holds one line per event with its facts and the bound ones', () => {
    const log = withFacts(createFileLog(folder, createRedactor(), { echo: false }), { requestId: 'r-1' });
    log('info', 'sync.done', { added: 2 });
    log('warn', 'sync.slow');
    const lines = readFileSync(path.join(folder, 'castellan.log'), 'utf8').trim().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^\d{4}-\d\d-\d\dT.* info sync\.done {"requestId":"r-1","added":2}$/);
    expect(lines[1]).toMatch(/ warn sync\.slow {"requestId":"r-1"}$/);
  });

  it.runIf(process.platform !== 'win32')('is readable by the user alone', () => {
    createFileLog(folder, createRedactor(), { echo: false })('info', 'started');
    expect(statSync(path.join(folder, 'castellan.log')).mode & 0o077).toBe(0);
  });

  it('never holds a registered secret, not even by its error causes', () => {
    const redactor = createRedactor();
    const log = createFileLog(folder, redactor, { echo: false });
    redactor.register('canary-credential');
    const cause = Object.assign(new Error('GET /1/keys/canary-credential'), { code: 'ECONNRESET' });
    log('error', 'request.failed', { error: new Error('canary-credential was refused', { cause }) });
    expect(written()).toContain('ECONNRESET');
    expect(written()).not.toContain('canary-credential');
  });

  it('moves aside when it is full and starts anew, without growing for ever', () => {
    const log = createFileLog(folder, createRedactor(), { echo: false, maxBytes: 2000 });
    for (let i = 0; i < 200; i += 1) log('info', 'tick', { i });
    expect(readdirSync(folder).toSorted()).toEqual(['castellan.log', 'castellan.old.log']);
    expect(written().length).toBeLessThan(6000);
    expect(written()).toContain('"i":199');
  });

  it('costs nothing but the log when its folder cannot be used', () => {
    const file = path.join(folder, 'a-file');
    writeFileSync(file, '');
    const log = createFileLog(path.join(file, 'logs'), createRedactor(), { echo: false });
    expect(() => log('error', 'anything')).not.toThrow();
  });

  it('survives facts that cannot be written', () => {
    const log = createFileLog(folder, createRedactor(), { echo: false });
    log('info', 'odd', {
      get broken(): never {
        throw new Error('no');
      },
    });
    log('info', 'after');
    expect(written()).toMatch(/log\.failed Error[\s\S]*after/);
  });
});

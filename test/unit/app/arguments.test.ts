import { parseArguments, profileFolder } from '#electron/app/arguments';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const cwd = path.resolve('/home/user');
const at = (...parts: string[]) => path.resolve(cwd, ...parts);

describe('the command line', () => {
  it.each<[string, string[], string | null]>([
    ['nothing', [], null],
    ['a folder', ['--profile', '/data/work'], path.resolve('/data/work')],
    ['a folder after an equals sign', ['--profile=/data/work'], path.resolve('/data/work')],
    ['a relative folder', ['--profile', 'work'], at('work')],
    ['two folders: the last one', ['--profile', 'a', '--profile=b'], at('b')],
    ['other switches around it', ['.', '--no-sandbox', '--profile', 'a', '--x'], at('a')],
    ['a switch without its folder', ['--profile'], null],
    ['another switch in its place', ['--profile', '--no-sandbox'], null],
    ['an empty folder', ['--profile='], null],
    ['a folder with a NUL', ['--profile=a\0b'], null],
    ['a link', ['castellan://keys/new'], null],
    ['a link as the folder', ['--profile', 'https://evil.example/x'], null],
    ['a file link as the folder', ['--profile=file:///etc'], null],
    ['a switch that begins the same', ['--profiles=a', '--profile-directory=b'], null],
    ['a file to open', ['/etc/passwd'], null],
  ])('with %s', (_name, argv, profile) => {
    expect(parseArguments(argv, cwd)).toEqual({ profile });
  });

  it('decides on the profile before the environment, and that before the usual folder', () => {
    const env = { CASTELLAN_PROFILE: 'from-env' };
    expect(profileFolder(['--profile', 'from-line'], env, cwd, '/usual')).toBe(at('from-line'));
    expect(profileFolder([], env, cwd, '/usual')).toBe(at('from-env'));
    expect(profileFolder([], { CASTELLAN_PROFILE: '' }, cwd, '/usual')).toBe('/usual');
    expect(profileFolder([], {}, cwd, '/usual')).toBe('/usual');
  });
});

import { describe, expect, it } from 'vitest';
import { parseArguments } from '#electron/practice/cli-arguments';

describe('the arguments of the practice command', () => {
  it('have defaults for all but the folder', () => {
    expect(parseArguments(['--data', 'd'])).toEqual({
      sort: 'run',
      options: { kind: 'algolia', port: 0, dataDir: 'd', seed: 'demo', lag: 0 },
    });
  });

  it('are all read', () => {
    const args = ['--kind', 'algolia', '--port=8080', '--data', '/tmp/x', '--seed', 'empty', '--lag', '3'];
    expect(parseArguments(args)).toEqual({
      sort: 'run',
      options: { kind: 'algolia', port: 8080, dataDir: '/tmp/x', seed: 'empty', lag: 3 },
    });
  });

  it('give help alone', () => {
    expect(parseArguments(['--help', '--port', 'x'])).toEqual({ sort: 'help' });
  });

  it.each([
    [[], '--data is missing'],
    [['--data', ''], '--data is missing'],
    [['--data', 'd', '--kind', 'other'], '--kind must be one of'],
    [['--data', 'd', '--port', '65536'], '--port must be'],
    [['--data', 'd', '--port', '1.5'], '--port must be'],
    [['--data', 'd', '--port=-1'], '--port must be'],
    [['--data', 'd', '--seed', 'full'], '--seed must be one of'],
    [['--data', 'd', '--lag', '1001'], '--lag must be'],
    [['--data', 'd', '--lag', 'x'], '--lag must be'],
    [['--data', 'd', '--verbose'], '--verbose'],
    [['--data', 'd', 'extra'], 'extra'],
    [['--data'], '--data'],
  ])('say what is wrong with %j', (args, message) => {
    expect(parseArguments(args)).toEqual({
      sort: 'wrong',
      message: expect.stringContaining(message) as unknown,
    });
  });
});

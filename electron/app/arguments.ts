import path from 'node:path';

/** What Castellan itself accepts on its command line; everything else is left to Electron or ignored. */
export interface Arguments {
  /** Absolute path of the profile folder, or null: the usual one. */
  readonly profile: string | null;
}

const PROFILE_SWITCH = '--profile';

/**
 * Reads the allow-list of own switches (`--profile DIR`, `--profile=DIR`) and nothing else: links, file names and
 * unknown switches have no effect (anchors 3.27). A relative folder is meant from `cwd`. The last one counts.
 */
export function parseArguments(argv: readonly string[], cwd: string): Arguments {
  let profile: string | null = null;
  for (const [index, argument] of argv.entries()) {
    const value = argument === PROFILE_SWITCH ? argv[index + 1] : valueOf(argument);
    if (value !== undefined && isFolderName(value)) profile = path.resolve(cwd, value);
  }
  return { profile };
}

function valueOf(argument: string): string | undefined {
  return argument.startsWith(`${PROFILE_SWITCH}=`) ? argument.slice(PROFILE_SWITCH.length + 1) : undefined;
}

function isFolderName(value: string): boolean {
  return (
    value !== '' && !value.startsWith('-') && !value.includes('\0') && !/^[a-z][a-z0-9+.-]+:\/\//i.test(value)
  );
}

/**
 * The profile folder: `--profile`, else CASTELLAN_PROFILE, else what Electron proposes. All data of Castellan,
 * Chromium's included, lies below it.
 */
export function profileFolder(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  cwd: string,
  usual: string,
): string {
  const fromEnvironment = env['CASTELLAN_PROFILE'];
  return (
    parseArguments(argv, cwd).profile ??
    (fromEnvironment === undefined || fromEnvironment === '' ? usual : path.resolve(cwd, fromEnvironment))
  );
}

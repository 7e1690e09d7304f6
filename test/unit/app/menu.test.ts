import { MENU_COMMANDS, menuTemplate, type MenuCommand, type MenuParts } from '#electron/app/menu';
import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { isCommandId } from '../../../renderer/app/commands/catalogue';

interface Heard {
  readonly commands: MenuCommand[];
  readonly others: string[];
}

function build(mac: boolean, packaged: boolean) {
  const heard: Heard = { commands: [], others: [] };
  const parts: MenuParts = {
    mac,
    packaged,
    send: (command) => heard.commands.push(command),
    showAbout: () => heard.others.push('about'),
    openProfileFolder: () => heard.others.push('folder'),
  };
  return { template: menuTemplate(parts), heard };
}

function flatten(items: readonly MenuItemConstructorOptions[]): readonly MenuItemConstructorOptions[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flatten(item.submenu) : [])]);
}

const rolesOf = (mac: boolean, packaged: boolean) =>
  flatten(build(mac, packaged).template).flatMap(({ role }) => (role === undefined ? [] : [role]));

describe('the application menu', () => {
  it.each([true, false])('sends every command of its list (on macOS: %s)', (mac) => {
    const { template, heard } = build(mac, true);
    for (const { click } of flatten(template)) click?.({} as never, undefined, {} as never);
    expect(heard.commands.toSorted()).toEqual([...MENU_COMMANDS].toSorted());
    expect(heard.others.toSorted()).toEqual(['about', 'folder']);
  });

  it('names only commands that the interface has', () => {
    expect(MENU_COMMANDS.filter((command) => !isCommandId(command))).toEqual([]);
  });

  it('has developer tools and reload only in an unpackaged build', () => {
    expect(rolesOf(false, false)).toEqual(expect.arrayContaining(['reload', 'toggleDevTools']));
    for (const role of ['reload', 'forceReload', 'toggleDevTools']) {
      expect(rolesOf(false, true)).not.toContain(role);
      expect(rolesOf(true, true)).not.toContain(role);
    }
  });

  it('puts Settings, About and Quit where macOS has them', () => {
    const [application] = build(true, true).template;
    expect(application?.label).toBe('Castellan');
    const labels = flatten(application?.submenu as MenuItemConstructorOptions[]).map(
      ({ label, role }) => label ?? role,
    );
    expect(labels).toEqual(expect.arrayContaining(['About Castellan', 'Settings…', 'hide', 'quit']));
  });

  it('gives no accelerator twice', () => {
    for (const mac of [true, false]) {
      const keys = flatten(build(mac, true).template).flatMap(({ accelerator }) =>
        accelerator === undefined ? [] : [accelerator],
      );
      expect(new Set(keys).size).toBe(keys.length);
    }
  });
});

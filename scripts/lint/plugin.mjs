// The rules of the house that the linter does not bring itself. Tables: house.mjs. Tests: test/lint.
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { kindsOf, misdirection, onePlace, packages, roomOf } from './house.mjs';

const root = realpathSync(fileURLToPath(new URL('../../', import.meta.url)));
const kinds = kindsOf(root);

const fromRoot = (file) => path.relative(root, file).split(path.sep).join('/');
const fileOf = (context) => fromRoot(context.filename);
const textOf = (node) =>
  node?.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;

/** The file that an import names, as a path from the root; undefined for a package. */
function targetOf(file, specifier) {
  const plain = specifier.replace(/\?.*$/, '');
  if (plain.startsWith('.')) return path.posix.join(path.posix.dirname(file), plain);
  return plain.startsWith('#') ? plain.slice(1) : undefined;
}

function packageMistake(file, name) {
  const rule = packages.find(({ files }) => files.test(file));
  if (!rule) return undefined;
  const allowed = rule.only ? rule.only.test(name) : !rule.not.test(name);
  return allowed ? undefined : `${file} must not import the package ${name}.`;
}

const directions = {
  meta: { type: 'problem', docs: { description: 'imports run one way through the house' } },
  create(context) {
    const file = fileOf(context);
    if (!roomOf(file, kinds)) return {};
    const check = (node, source) => {
      const specifier = textOf(source);
      if (specifier === undefined) return;
      const target = targetOf(file, specifier);
      const message =
        target === undefined ? packageMistake(file, specifier) : misdirection(file, target, kinds);
      if (message) context.report({ node, message });
    };
    const bySource = (node) => check(node, node.source);
    return {
      ImportDeclaration: bySource,
      ExportNamedDeclaration: bySource,
      ExportAllDeclaration: bySource,
      ImportExpression: bySource,
      TSImportType: (node) => check(node, node.source ?? node.argument?.literal ?? node.argument),
      TSExternalModuleReference: (node) => check(node, node.expression),
      CallExpression(node) {
        if (node.callee.type === 'Identifier' && node.callee.name === 'require')
          check(node, node.arguments[0]);
      },
    };
  },
};

/** Names that are refused as a text too, wherever it stands. */
const spoken = new Set(['NODE_TLS_REJECT_UNAUTHORIZED', 'certificate-error']);

const onePlaceRule = {
  meta: { type: 'problem', docs: { description: 'some names belong to one file' } },
  create(context) {
    const file = fileOf(context);
    if (!roomOf(file, kinds)) return {};
    const banned = new Map();
    for (const { names, home, files } of onePlace) {
      if (home.includes(file) || (files && !files.test(file))) continue;
      for (const name of names) banned.set(name, home);
    }
    const owners = new Set(
      [...banned.keys()].flatMap((name) => (name.includes('.') ? [name.split('.')[0]] : [])),
    );
    const check = (node, name) => {
      const home = banned.get(name);
      if (home)
        context.report({
          node,
          message: `${name} belongs ${home.length > 0 ? `in ${home.join(', ')}` : 'nowhere'}.`,
        });
    };
    const named = (node) => {
      if (node.type === 'Identifier' || node.type === 'JSXIdentifier') return node.name;
      return spoken.has(node.value) ? undefined : textOf(node);
    };
    const destructured = (node, owner) => {
      for (const property of node.properties)
        if (property.key) check(property, `${owner}.${named(property.key)}`);
    };
    return {
      ImportSpecifier(node) {
        check(node, named(node.imported));
        if (owners.has(named(node.imported)) && node.local.name !== named(node.imported)) {
          context.report({
            node,
            message: `${named(node.imported)} keeps its name, so that its use can be checked.`,
          });
        }
      },
      ExportSpecifier: (node) => check(node, named(node.local)),
      MemberExpression(node) {
        check(node, named(node.property));
        check(node, `${node.object.name ?? node.object.property?.name}.${named(node.property)}`);
      },
      VariableDeclarator(node) {
        if (node.id.type === 'ObjectPattern' && node.init)
          destructured(node.id, node.init.name ?? node.init.property?.name);
      },
      JSXAttribute: (node) => check(node, named(node.name)),
      Property: (node) => check(node, named(node.key)),
      Literal(node) {
        if (spoken.has(node.value)) check(node, node.value);
      },
    };
  },
};

const tlsChecks = {
  meta: { type: 'problem', docs: { description: 'TLS checks are never switched off' } },
  create(context) {
    if (!roomOf(fileOf(context), kinds)) return {};
    return {
      Property(node) {
        const name = node.key.name ?? node.key.value;
        if (name === 'rejectUnauthorized' && !(node.value.type === 'Literal' && node.value.value === true)) {
          context.report({
            node,
            message: 'TLS checks are never switched off: rejectUnauthorized stays true.',
          });
        }
      },
    };
  },
};

const pure = {
  meta: { type: 'problem', docs: { description: 'shared/ takes clock and randomness from outside' } },
  create(context) {
    if (!fileOf(context).startsWith('shared/')) return {};
    const report = (node, what) =>
      context.report({ node, message: `shared/ is pure: ${what} comes from outside.` });
    return {
      MemberExpression(node) {
        const name = `${node.object.name}.${node.property.name}`;
        if (name === 'Date.now') report(node, 'the time');
        if (name === 'Math.random') report(node, 'randomness');
      },
      NewExpression(node) {
        if (node.callee.name === 'Date' && node.arguments.length === 0) report(node, 'the time');
      },
    };
  },
};

const noKindBranch = {
  meta: { type: 'problem', docs: { description: 'what differs by kind stands in the folders of the kinds' } },
  create(context) {
    const place = roomOf(fileOf(context), kinds);
    if (!place || place.room.endsWith('<kind>')) return {};
    const check = (node, value) => {
      if (kinds.includes(textOf(value))) {
        context.report({
          node,
          message: `No branch on the kind "${value.value}" here: ask its registry or a capability.`,
        });
      }
    };
    return {
      BinaryExpression(node) {
        if (!['===', '!==', '==', '!='].includes(node.operator)) return;
        check(node, node.left);
        check(node, node.right);
      },
      SwitchCase: (node) => check(node, node.test),
    };
  },
};

/** True when a text takes in more than literals and constants of the module (UPPER_CASE). */
function joined(node) {
  if (node?.type === 'TemplateLiteral') return node.expressions.some((part) => !constantText(part));
  return node?.type === 'BinaryExpression' && ![node.left, node.right].every(constantText);
}

function constantText(node) {
  if (node.type === 'Identifier') return /^[A-Z][A-Z0-9_]*$/.test(node.name);
  return (
    textOf(node) !== undefined ||
    (['TemplateLiteral', 'BinaryExpression'].includes(node.type) && !joined(node))
  );
}

const boundSql = {
  meta: { type: 'problem', docs: { description: 'SQL binds its values' } },
  create(context) {
    if (!/^electron\/(?:cache|practice)\//.test(fileOf(context))) return {};
    return {
      CallExpression(node) {
        const method = node.callee.type === 'MemberExpression' ? node.callee.property.name : undefined;
        if ((method === 'prepare' || method === 'exec') && joined(node.arguments[0])) {
          context.report({ node, message: 'SQL is never put together from values: bind them.' });
        }
      },
    };
  },
};

const reasons = {
  meta: { type: 'problem', docs: { description: 'a rule is switched off with a reason only' } },
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          if (/(?:oxlint|eslint)-disable/.test(comment.value) && !/ -- \S/.test(comment.value)) {
            context.report({ loc: comment.loc, message: 'Say why the rule is switched off: “-- reason”.' });
          }
        }
      },
    };
  },
};

export default {
  meta: { name: 'castellan' },
  rules: {
    directions,
    'one-place': onePlaceRule,
    'tls-checks': tlsChecks,
    pure,
    'no-kind-branch': noKindBranch,
    'bound-sql': boundSql,
    reasons,
  },
};

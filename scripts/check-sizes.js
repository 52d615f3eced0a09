import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { root, run } from './run.js';

const FILE_LINES_MAX = 300;
const FUNCTION_LINES_MAX = 40;
const LONG_FUNCTION_LINES_MAX = 120; // a component, or a table of routes
const REASON = /\/\/ long because: \S+/;

/**
 * Files over 300 lines and functions over 40 (120 for components and tables of routes) that give no reason.
 * A reason is a comment `// long because: …` in the file's first lines, or directly above or inside the function's first line.
 */
export async function checkSizes() {
  const { output } = await run('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx', '*.js'], {
    quiet: true,
  });
  const files = output
    .split('\n')
    .filter((file) => file && !/routeTree\.gen|\/locales\/|\.(test|spec)\.tsx?$|\/test\//.test(file));
  const faults = [];
  for (const file of files) {
    let text;
    try {
      text = readFileSync(root + file, 'utf8');
    } catch {
      continue; // deleted, not committed yet
    }
    faults.push(...fileFaults(file, text));
  }
  return faults;
}

function fileFaults(file, text) {
  const lines = text.split('\n');
  const faults = [];
  if (lines.length > FILE_LINES_MAX && !REASON.test(lines.slice(0, 5).join('\n'))) faults.push(`${file}: ${lines.length} lines`);
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const visit = (node) => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body && ts.isBlock(node.body)) {
      const from = source.getLineAndCharacterOfPosition(node.getStart()).line;
      const length = source.getLineAndCharacterOfPosition(node.end).line - from + 1;
      const limit = file.endsWith('.tsx') || file.endsWith('routes.ts') ? LONG_FUNCTION_LINES_MAX : FUNCTION_LINES_MAX;
      const excused = REASON.test(lines.slice(Math.max(0, from - 3), from + 2).join('\n'));
      if (length > limit && !excused) faults.push(`${file}:${from + 1}: a function of ${length} lines`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return faults;
}

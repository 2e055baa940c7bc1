import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import ts from 'typescript';
import { ROOT } from './documents.js';

/** A piece of TypeScript that stands in a document. */
export interface Snippet {
  readonly place: string;
  readonly code: string;
}

const FOLDER = join(ROOT, 'test/docs');

/** Every line of the exports map as the source file behind it, so that nothing has to be built first. */
function sourcesOfEntries(): Record<string, string[]> {
  const { name, exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { name: string; exports: Record<string, { types?: string }> };
  return Object.fromEntries(
    Object.entries(exports).flatMap(([entry, { types }]) =>
      types ? [[entry.replace(/^\./, name), [types.replace('./dist/', './src/').replace(/\.d\.ts$/, '.ts')]]] : [],
    ),
  );
}

function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) => readFileSync(path, 'utf8')) as { config: { compilerOptions: object } };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT);
  // Mocha's names are none of the readers'.
  return { ...options, types: ['node'], paths: sourcesOfEntries(), pathsBasePath: ROOT };
}

/** Pages without a bundler name files of `dist/cdn/`; what they get is what its source exports. */
const sourceOfFile = (specifier: string): string => {
  const file = /\/dist\/cdn\/(\w+)\.js$/.exec(specifier)?.[1];
  return file ? join(ROOT, `src/cdn/${file}.js`) : specifier;
};

/** One program over all snippets and what readers have, against the package's sources. */
export function programOf(snippets: readonly Snippet[]): { program: ts.Program; problems: string[] } {
  const options = compilerOptions();
  const files = new Map(snippets.map((snippet, index) => [join(FOLDER, `snippet-${index}.ts`), snippet]));
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  // Every snippet is a module of its own, whether it imports or not.
  const text = (path: string): string | undefined => files.has(path) ? `${files.get(path)?.code}\nexport {};` : undefined;
  host.getSourceFile = (path, ...rest) => {
    const snippet = text(path);
    return snippet === undefined ? getSourceFile.call(host, path, ...rest) : ts.createSourceFile(path, snippet, rest[0], true);
  };
  host.fileExists = (path) => files.has(path) || fileExists.call(host, path);
  host.readFile = (path) => text(path) ?? readFile.call(host, path);
  host.resolveModuleNameLiterals = (literals, containing, redirected, settings, source) =>
    literals.map((literal) => {
      const mode = ts.getModeForUsageLocation(source, literal, settings);
      return ts.resolveModuleName(sourceOfFile(literal.text), containing, settings, host, undefined, redirected, mode);
    });
  const program = ts.createProgram([join(FOLDER, 'what-readers-have.d.ts'), join(FOLDER, 'livekit-client.d.ts'), join(ROOT, 'src/define.ts'), ...files.keys()], options, host);
  const problems = [...files.keys()].flatMap((path) => {
    const source = program.getSourceFile(path);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map((problem) => sentence(problem, files.get(path)?.place ?? basename(path)));
  });
  return { program, problems };
}

function sentence({ file, start = 0, messageText }: ts.Diagnostic, place: string): string {
  const line = file ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
  return `${place}, line ${line} of the block: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
}

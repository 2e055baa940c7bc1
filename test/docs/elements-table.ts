import ts from 'typescript';

/** What a tag takes in HTML, read from the classes behind `HTMLElementTagNameMap`. */
export type ElementsTable = ReadonlyMap<string, ReadonlySet<string>>;

/** The attributes of every element of ours in the program. */
export function elementsTable(program: ts.Program): ElementsTable {
  const checker = program.getTypeChecker();
  const anywhere = program.getSourceFiles().find(({ fileName }) => fileName.endsWith('/src/define.ts'));
  const [map] = checker.getSymbolsInScope(anywhere as ts.Node, ts.SymbolFlags.Interface).filter(({ name }) => name === 'HTMLElementTagNameMap');
  if (!map) throw new Error('The program has no HTMLElementTagNameMap.');
  const tags = checker.getDeclaredTypeOfSymbol(map).getProperties().filter(({ name }) => name.startsWith('glance-'));
  return new Map(tags.map((tag) => [tag.name, new Set(checker.getTypeOfSymbol(tag).getProperties().flatMap(attributeOf))]));
}

/** The attribute that Lit makes of a property with `@property`. */
function attributeOf(symbol: ts.Symbol): string[] {
  for (const declaration of symbol.declarations ?? []) {
    if (!ts.canHaveDecorators(declaration)) continue;
    for (const { expression } of ts.getDecorators(declaration) ?? []) {
      if (!ts.isCallExpression(expression) || expression.expression.getText() !== 'property') continue;
      const written = /attribute: (?:'([^']+)'|(false))/.exec(expression.arguments[0]?.getText() ?? '');
      return written?.[2] ? [] : [written?.[1] ?? symbol.name.toLowerCase()];
    }
  }
  return [];
}

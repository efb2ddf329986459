// The answers of everything that is open to tokens as JSON Schemas, read off the TypeScript types of queries and commands, so
// that there is one truth. `npm run api-schemas` writes lib/server/api-schemas.json; a test says when it is stale.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";

type Schema = { readonly [key: string]: unknown };
export type ApiSchemas = {
  readonly answers: Readonly<Record<string, Schema>>;
  readonly components: Readonly<Record<string, Schema>>;
};

const root = fileURLToPath(new URL("../..", import.meta.url));
const folders = ["lib/queries", "lib/commands"] as const;
const decimal: Schema = { type: "string", format: "decimal", pattern: "^-?\\d+(\\.\\d+)?$" };

/** The schemas as text, as they are committed. */
export function makeApiSchemas(): string {
  const files = folders.flatMap((folder) =>
    readdirSync(`${root}${folder}`)
      .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
      .map((name) => `${root}${folder}/${name}`)
      .filter((file) => /\bopen: \{/.test(readFileSync(file, "utf8"))),
  );
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  const program = ts.createProgram(files, { ...options, incremental: false, noEmit: true });
  const reader = new Reader(program.getTypeChecker());
  const answers = files.flatMap((file) => {
    const source = program.getSourceFile(file);
    return source ? reader.answersOf(source) : [];
  });
  const sorted = <T>(entries: readonly (readonly [string, T])[]) =>
    Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const schemas: ApiSchemas = { answers: sorted(answers), components: sorted([...reader.components]) };
  return `${JSON.stringify(schemas, null, 1)}\n`;
}

class Reader {
  readonly components = new Map<string, Schema>();
  readonly #checker: ts.TypeChecker;
  readonly #owners = new Map<string, ts.Symbol>();

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  /** Every `export const x = defineQuery({ name, open, … })` of a file: its name and what it answers. */
  answersOf(source: ts.SourceFile): readonly (readonly [string, Schema])[] {
    return source.statements.filter(ts.isVariableStatement).flatMap(({ declarationList }) =>
      declarationList.declarations.flatMap((declaration) => {
        const made = declaration.initializer;
        if (!made || !ts.isCallExpression(made) || !/^define(Query|Command)$/.test(made.expression.getText()))
          return [];
        const [definition] = made.arguments;
        if (!definition || !ts.isObjectLiteralExpression(definition)) return [];
        const field = (name: string) =>
          definition.properties.find((one): one is ts.PropertyAssignment => one.name?.getText() === name);
        const name = field("name")?.initializer;
        if (!field("open") || !name || !ts.isStringLiteral(name)) return [];
        const [, answer] = this.#checker.getTypeAtLocation(declaration).aliasTypeArguments ?? [];
        if (!answer) throw new Error(`${name.text}: its answer has no type`);
        return [[name.text, this.#schema(answer, name.text)] as const];
      }),
    );
  }

  /** `way` names the place for a type that has no schema; `node` is how the type is written there, where that is known. */
  #schema(type: ts.Type, way: string, node?: ts.TypeNode): Schema {
    const strict = node && stricter(node);
    if (strict && type.flags & ts.TypeFlags.String) return strict;
    const alias = type.aliasSymbol;
    // An alias of our own that is an object or a choice of some becomes a component under its name.
    if (alias && !type.aliasTypeArguments?.length && isWorthAName(type) && isOurs(alias))
      return this.#component(alias, type, way);
    return this.#plain(type, way, node);
  }

  #component(alias: ts.Symbol, type: ts.Type, way: string): Schema {
    const owner = [...this.#owners].find(([, symbol]) => symbol === alias)?.[0];
    const name = owner ?? this.#freeName(alias.name);
    if (!owner) {
      this.#owners.set(name, alias);
      this.components.set(name, {});
      const about = ts.displayPartsToString(alias.getDocumentationComment(this.#checker));
      const schema = this.#plain(type, `${way} ${name}`);
      this.components.set(name, about ? { description: about, ...schema } : schema);
    }
    return { $ref: `#/components/schemas/${name}` };
  }

  #freeName(name: string): string {
    for (let n = 1; ; n += 1) {
      const tried = n === 1 ? name : `${name}${n}`;
      if (!this.#owners.has(tried)) return tried;
    }
  }

  #plain(type: ts.Type, way: string, node?: ts.TypeNode): Schema {
    const { flags } = type;
    if (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return {};
    if (flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined | ts.TypeFlags.Void)) return { type: "null" };
    if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value };
    if (flags & ts.TypeFlags.BooleanLiteral) return { const: this.#checker.typeToString(type) === "true" };
    if (flags & ts.TypeFlags.StringLike) return { type: "string" };
    if (flags & ts.TypeFlags.NumberLike) return { type: "number" };
    if (flags & ts.TypeFlags.BooleanLike) return { type: "boolean" };
    if (type.isUnion()) return this.#union(type, way, node);
    if (this.#checker.isArrayType(type)) {
      const [item] = this.#checker.getTypeArguments(type as ts.TypeReference);
      if (item) return { type: "array", items: this.#schema(item, `${way}[]`, node && itemNode(node)) };
    }
    if (this.#checker.isTupleType(type)) {
      const items = this.#checker.getTypeArguments(type as ts.TypeReference);
      const prefixItems = items.map((item, n) => this.#schema(item, `${way}[${n}]`));
      return { type: "array", prefixItems, minItems: items.length, maxItems: items.length };
    }
    if (flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) return this.#object(type, way);
    throw new Error(`${way}: no schema for ${this.#checker.typeToString(type)}`);
  }

  #union(type: ts.UnionType, way: string, node?: ts.TypeNode): Schema {
    const parts = type.types.filter((one) => !(one.flags & ts.TypeFlags.Undefined));
    const isNullable = parts.some((one) => one.flags & ts.TypeFlags.Null);
    const literals = parts.filter(isLiteral);
    const rest = parts.filter((one) => !isLiteral(one) && !(one.flags & ts.TypeFlags.Null));
    // true | false is boolean.
    const [booleans, others] = [rest.filter(isBoolean), rest.filter((one) => !isBoolean(one))];
    const schemas: Schema[] = [];
    if (literals.length > 0)
      schemas.push({ type: typeOfAll(literals), enum: literals.map(({ value }) => value).toSorted() });
    if (booleans.length === 2) schemas.push({ type: "boolean" });
    else for (const one of booleans) schemas.push(this.#plain(one, way));
    const written = node && ts.isUnionTypeNode(node) ? node.types.filter((one) => !isNullNode(one)) : [];
    for (const one of others) schemas.push(this.#schema(one, way, others.length === 1 ? written.at(-1) : undefined));
    const [only] = schemas;
    if (schemas.length === 1 && only && !isNullable) return only;
    if (schemas.length === 1 && only && typeof only.type === "string" && !("enum" in only))
      return { ...only, type: [only.type, "null"] };
    return { anyOf: isNullable ? [...schemas, { type: "null" }] : schemas };
  }

  #object(type: ts.Type, way: string): Schema {
    const properties: Record<string, Schema> = {};
    const required: string[] = [];
    for (const property of this.#checker.getPropertiesOfType(type)) {
      const [declaration] = property.declarations ?? [];
      const written = declaration && ts.isPropertySignature(declaration) ? declaration.type : undefined;
      const schema = this.#schema(this.#checker.getTypeOfSymbol(property), `${way}.${property.name}`, written);
      const about = ts.displayPartsToString(property.getDocumentationComment(this.#checker));
      properties[property.name] = { ...dated(property.name, schema), ...(about ? { description: about } : {}) };
      if (!(property.flags & ts.SymbolFlags.Optional)) required.push(property.name);
    }
    const index = this.#checker.getIndexInfoOfType(type, ts.IndexKind.String);
    const names = Object.keys(properties);
    return {
      type: "object",
      ...(names.length > 0 ? { properties } : {}),
      ...(required.length > 0 ? { required } : {}),
      ...(index ? { additionalProperties: this.#schema(index.type, `${way}.*`) } : {}),
    };
  }
}

const isLiteral = (type: ts.Type): type is ts.StringLiteralType | ts.NumberLiteralType =>
  type.isStringLiteral() || type.isNumberLiteral();
const isBoolean = (type: ts.Type) => (type.flags & ts.TypeFlags.BooleanLiteral) !== 0;
const isNullNode = (node: ts.TypeNode) => ts.isLiteralTypeNode(node) && node.literal.kind === ts.SyntaxKind.NullKeyword;
const isOurs = ({ declarations = [] }: ts.Symbol) =>
  declarations.some((one) => /\/lib\/(core|views)\//.test(one.getSourceFile().fileName));

function isWorthAName(type: ts.Type): boolean {
  if (type.isUnion()) return type.types.some((one) => one.flags & ts.TypeFlags.Object) || type.types.length > 3;
  return (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0;
}

function typeOfAll(literals: readonly (ts.StringLiteralType | ts.NumberLiteralType)[]): string {
  return literals.every((one) => one.isStringLiteral()) ? "string" : "number";
}

/** `Money` is text to TypeScript, and something stricter where it is written. */
function stricter(node: ts.TypeNode): Schema | undefined {
  return ts.isTypeReferenceNode(node) && node.typeName.getText() === "Money" ? decimal : undefined;
}

/** The item of `readonly X[]`, `X[]`. */
function itemNode(node: ts.TypeNode): ts.TypeNode | undefined {
  const inner = ts.isTypeOperatorNode(node) ? node.type : node;
  return ts.isArrayTypeNode(inner) ? inner.elementType : undefined;
}

/** The house calls an instant "at", "now", "since" or "…At", a day "today", "upTo" or "…Day", and nothing else so. */
function dated(name: string, schema: Schema): Schema {
  const isText = schema.type === "string" || (Array.isArray(schema.type) && schema.type.includes("string"));
  if (!isText || schema.format || schema.enum) return schema;
  if (/^(at|now|since)$|[a-z]At$/.test(name)) return { ...schema, format: "date-time" };
  return /^(today|upTo)$|[a-z]Day$/.test(name) ? { ...schema, format: "date" } : schema;
}

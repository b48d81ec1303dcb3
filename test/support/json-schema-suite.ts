/**
 * The official JSON Schema test suite, where it lies beside the project, held against the database
 * through the public function, the stored form and the constraint.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type pg from "pg";

/** A group of tests with one schema, as the suite's files hold it. */
export interface Group {
  readonly description: string;
  readonly schema: unknown;
  readonly tests: readonly {
    readonly description: string;
    readonly data: unknown;
    readonly valid: boolean;
  }[];
}

/** What came of one test. */
export interface Verdict {
  readonly name: string;
  readonly expected: boolean;
  /** An SQLSTATE where the database refused. */
  readonly answered: boolean | string;
}

const folder = fileURLToPath(new URL("../../../shared/json-schema-test-suite/", import.meta.url));

/** Whether the suite is there. */
export const hasSuite: boolean = existsSync(`${folder}draft2020-12`);

/** The files of the required tests of draft 2020-12, without their ending. */
export function suiteFiles(): string[] {
  return readdirSync(`${folder}draft2020-12`)
    .filter((name) => name.endsWith(".json"))
    .map((name) => name.slice(0, -".json".length))
    .sort();
}

/** The groups of one file. */
export function groupsOf(file: string): Group[] {
  return JSON.parse(readFileSync(`${folder}draft2020-12/${file}.json`, "utf8")) as Group[];
}

/** The documents that the suite serves at http://localhost:1234/, by their addresses. */
export function remoteDocuments(): Record<string, unknown> {
  const documents: Record<string, unknown> = {};
  for (const name of readdirSync(`${folder}remotes`, { recursive: true, encoding: "utf8" })) {
    const path = name.replaceAll("\\", "/");
    if (!path.endsWith(".json")) continue;
    const text = readFileSync(`${folder}remotes/${name}`, "utf8");
    documents[`http://localhost:1234/${path}`] = JSON.parse(text);
  }
  return documents;
}

/** The remote documents that a group needs. */
async function documentsFor(client: pg.Pool, schema: string, remote: Record<string, unknown>) {
  const documents: Record<string, unknown> = {};
  const dialect = (JSON.parse(schema) as { $schema?: string } | boolean) ?? {};
  const uri = typeof dialect === "object" ? dialect.$schema : undefined;
  if (uri !== undefined && uri in remote) documents[uri] = remote[uri];
  for (;;) {
    const { rows } = await client.query<{ missing: string[] }>(
      "select specql_type.missing_references($1, $2) as missing",
      [schema, JSON.stringify(documents)],
    );
    const found = (rows[0]?.missing ?? []).filter((name) => name in remote);
    if (found.length === 0) return JSON.stringify(documents);
    for (const name of found) documents[name] = remote[name];
  }
}

/**
 * Runs the tests of a file. Each is asked four ways: the public function, the short answer for
 * stored schemas, the long one, and the expression of a CHECK; where they differ, all are told.
 */
export async function runFile(client: pg.Pool, file: string): Promise<Verdict[]> {
  const remote = remoteDocuments();
  const verdicts: Verdict[] = [];
  // One way after the other: plans are made anew whenever the search path changes between them.
  const publicly: (boolean | string)[] = [];
  for (const group of groupsOf(file)) {
    const schema = JSON.stringify(group.schema);
    const documents = await documentsFor(client, schema, remote).catch(() => "{}");
    for (const { data } of group.tests) {
      const answered = client.query<{ answer: boolean }>(
        "select not exists (select from app.validate_json($1, $2, false, $3)) as answer",
        [schema, JSON.stringify(data), documents],
      );
      publicly.push(await answered.then(({ rows }) => rows[0]!.answer, codeOf));
    }
  }
  for (const group of groupsOf(file)) {
    const schema = JSON.stringify(group.schema);
    let compiled = { text: "", check: "false", refused: "" };
    try {
      const documents = await documentsFor(client, schema, remote);
      const { rows } = await client.query<{ text: string; check: string }>(
        `select c::text as text, specql_type.check_expression(c, 'x.value') as check
         from specql_type.compile_schema($1, $2) as c`,
        [schema, documents],
      );
      compiled = { ...rows[0]!, refused: "" };
    } catch (error) {
      compiled.refused = codeOf(error);
    }
    for (const { description, data, valid } of group.tests) {
      const name = `${group.description} / ${description}`;
      const first = publicly[verdicts.length]!;
      const others = compiled.refused
        ? [compiled.refused]
        : await askStored(client, compiled, JSON.stringify(data));
      const answers = [first, ...others];
      const answered = new Set(answers).size === 1 ? first : answers.join(", ");
      verdicts.push({ name, expected: valid, answered });
    }
  }
  return verdicts;
}

async function askStored(
  client: pg.Pool,
  compiled: { text: string; check: string },
  data: string,
): Promise<(boolean | string)[]> {
  const answered = client.query<{ answers: boolean[] }>(
    `select array[
       specql_type.is_valid($1::jsonb, x.value),
       (specql_type.evaluate_value($1::jsonb, $1::jsonb -> 1, x.value, '', '', '', '{}', false, 100000, 200)).problems = '[]',
       ${compiled.check}
     ] as answers from (select $2::jsonb as value) as x`,
    [compiled.text, data],
  );
  return answered.then(
    ({ rows }) => rows[0]!.answers,
    (error: unknown) => [codeOf(error)],
  );
}

function codeOf(error: unknown): string {
  return (error as { code?: string }).code ?? String(error);
}

/** The tests that cannot pass, and why. */
export const knownFailures: Readonly<Record<string, string>> = {
  "const: nul characters in strings / match string with nul": "U+0000",
  "const: nul characters in strings / do not match string lacking nul": "U+0000",
  "enum: nul characters in strings / match string with nul": "U+0000",
  "enum: nul characters in strings / do not match string lacking nul": "U+0000",
};

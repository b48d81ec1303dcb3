import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type pg from "pg";
import { readPatternLibrary } from "../../src/legacy/pattern-library.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

const LEGACY = fileURLToPath(new URL("../../../shared/legacy/", import.meta.url));
const hasSamples = existsSync(LEGACY);
if (!hasSamples) {
  console.warn("SKIPPED: ../shared/legacy is not here; the sample library is not tested.");
}
const SAMPLE = `${LEGACY}specql/pattern_library_seeded.db`;

let database: TestDatabase;
let client: pg.PoolClient;
const folder = mkdtempSync(join(tmpdir(), "specql-library-"));

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  client = await database.pool.connect();
  await client.query("begin");
});
afterEach(async () => {
  await client.query("rollback");
  client.release();
});

interface Counts {
  source: number;
  imported: number;
  updated: number;
  unchanged: number;
  changed: number;
  rejected: number;
}
interface Report {
  run_id: string | null;
  written: boolean;
  counts: Counts;
  tables: Record<string, Counts>;
  changes: { path: string; field: string; old: unknown; new: unknown; why: string }[];
  rejects: {
    id: string;
    path: string;
    field: string | null;
    code: string;
    reason: string;
    row: unknown;
  }[];
  notes: { what: string; table: string; column?: string }[];
  empty_tables: string[];
}

async function importDocument(document: unknown, options: object = {}): Promise<Report> {
  const { rows } = await client.query(
    "select app.import_patterns($1::jsonb, $2::jsonb) as report",
    [JSON.stringify(document), JSON.stringify(options)],
  );
  const report: Report = rows[0].report;
  const { source, imported, updated, unchanged, changed, rejected } = report.counts;
  expect(imported + updated + unchanged + changed + rejected, "the counts add up").toBe(source);
  return report;
}

async function importFile(name: string, options: object = {}): Promise<Report> {
  return importDocument((await readPatternLibrary(name)).document, options);
}

async function value(sql: string, values: unknown[] = []): Promise<unknown> {
  const { rows } = await client.query({ text: sql, values, rowMode: "array" });
  return rows[0]?.[0];
}

/** Everything that an import could leave behind. */
const sizes = (): Promise<unknown> =>
  value(`select array[
    (select count(*) from app.patterns), (select count(*) from app.languages), (select count(*) from app.types),
    (select count(*) from app.entity_templates), (select count(*) from app.import_runs), (select count(*) from app.legacy_rows),
    (select count(*) from specql_audit.tb_change), (select count(*) from app.import_rejects)]::text`);

let count = 0;
/** A library of our own making. */
function made(sql: string): string {
  const name = join(folder, `${(count += 1)}.db`);
  const file = new DatabaseSync(name);
  file.exec(sql);
  file.close();
  return name;
}

const small = `
  create table languages (language_id integer primary key, language_name text, ecosystem text, supported boolean);
  insert into languages values (1, 'rust', 'cargo', 1), (2, 'go', null, 0);
  create table patterns (pattern_id integer primary key, pattern_name text, pattern_category text, abstract_syntax text);
  insert into patterns values (5, 'loop', 'control_flow', '{"type": "loop"}');
  create table pattern_implementations (implementation_id integer primary key, pattern_id integer, language_id integer, implementation_template text);
  insert into pattern_implementations values (1, 5, 1, 'for {{ x }} in {{ xs }} { {% raw %} }');
  create table domain_patterns (domain_pattern_id integer primary key, pattern_name text, pattern_category text, description text,
    parameters text, implementation text, tags text, usage_count integer, popularity_score real, created_at text);
  insert into domain_patterns values
    (1, 'outbox', 'messaging', 'Events in the same transaction', '{"entity": {"type": "string", "required": true}}',
     '{"fields": [{"name": "{{ entity }}_event", "type": "uuid"}]}', ' events, outbox ,', 3, 4.5, '2025-03-01 10:00:00'),
    (2, 'lease', 'locking', null, '{}', '{}', null, 0, 0, '2025-03-01T10:00:00+02:00');
`;

describe.runIf(hasSamples)("the sample library", () => {
  const expected = hasSamples
    ? JSON.parse(readFileSync(`${LEGACY}expected.json`, "utf8"))["specql/pattern_library_seeded.db"]
    : {};

  test("goes in whole, and a second time changes nothing", async () => {
    const dry = await importFile(SAMPLE, { dry_run: true });
    expect(dry).toMatchObject({ written: false, run_id: null });
    const report = await importFile(SAMPLE);
    expect(report.written).toBe(true);
    expect({ ...dry, written: 0, run_id: 0, dry_run: 0 }).toEqual({
      ...report,
      written: 0,
      run_id: 0,
      dry_run: 0,
    });
    expect(report.counts.rejected).toBe(0);
    for (const [table, { rows }] of Object.entries(
      expected.tables as Record<string, { rows: number }>,
    )) {
      expect(report.tables[table]?.source ?? 0, table).toBe(rows);
      if (rows === 0) expect(report.empty_tables).toContain(table);
    }
    expect(report.notes).toEqual([]);

    const again = await importFile(SAMPLE);
    expect(again.changes).toEqual([]);
    expect(again.counts).toEqual({
      ...again.counts,
      unchanged: report.counts.source,
      imported: 0,
      changed: 0,
      updated: 0,
    });
    const sums = (await value(
      "select checksums from app.import_runs order by created_at limit 1",
    )) as Record<string, { rows: number; differing: number }>;
    expect(Object.keys(sums).length).toBeGreaterThan(6);
    for (const sum of Object.values(sums)) expect(sum.differing).toBe(0);
  });

  test("says what the file says", async () => {
    await importFile(SAMPLE);
    for (const [view, table] of [
      ["universal_patterns", "patterns"],
      ["pattern_implementations", "pattern_implementations"],
      ["patterns", "domain_patterns"],
      ["entity_templates", "entity_templates"],
      ["pattern_instantiations", "pattern_instantiations"],
      ["languages", "languages"],
      ["type_mappings", "type_mappings"],
    ]) {
      expect(Number(await value(`select count(*) from app.${view}`)), view).toBe(
        expected.tables[table!].rows,
      );
    }
    const categories = (
      await client.query(
        "select category_name as name, pattern_count::integer as count from app.pattern_categories where pattern_count > 0",
      )
    ).rows as { name: string; count: number }[];
    expect(Object.fromEntries(categories.map((each) => [each.name, each.count]))).toEqual(
      expected.tables.domain_patterns.values.pattern_category,
    );
    const namespaces = (
      await client.query(
        "select template_namespace as name, count(*)::integer as count from app.entity_templates group by 1",
      )
    ).rows as { name: string; count: number }[];
    expect(Object.fromEntries(namespaces.map((each) => [each.name, each.count]))).toEqual(
      expected.tables.entity_templates.values.template_namespace,
    );

    // Each JSON column holds the text of the file, read; each template its text, verbatim.
    const file = new DatabaseSync(SAMPLE, { readOnly: true });
    for (const row of file.prepare("select * from domain_patterns").all()) {
      const held = (
        await client.query("select p.* from app.patterns as p where p.pattern_name = $1", [
          row["pattern_name"],
        ])
      ).rows[0];
      expect(held).toMatchObject({
        pattern_category: row["pattern_category"],
        description: row["description"],
        icon: row["icon"],
        usage_count: Number(row["usage_count"]),
        parameters: JSON.parse(String(row["parameters"])),
        implementation: JSON.parse(String(row["implementation"])),
        tags: String(row["tags"]).split(","),
        // SQLite's time is UTC.
        created_at: new Date(`${String(row["created_at"]).replace(" ", "T")}Z`),
      });
    }
    for (const row of file
      .prepare(
        `select p.pattern_name, l.language_name, i.implementation_template as template
         from pattern_implementations as i join patterns as p using (pattern_id) join languages as l using (language_id)`,
      )
      .all()) {
      expect(
        await value(
          "select implementation_template from app.pattern_implementations where pattern_name = $1 and language_name = $2",
          [row["pattern_name"], row["language_name"]],
        ),
      ).toBe(row["template"]);
    }
    file.close();
    expect(
      await value(
        "select string_agg(coalesce(pattern_name, template_name), ',' order by instantiated_at, source_name) from app.pattern_instantiations where entity_name = 'Contact'",
      ),
    ).toBe("audit_trail,contact,soft_delete,state_machine");
  });

  test(
    "every pattern can be used, and every template makes a draft",
    { tags: ["slow"] },
    async () => {
      await importFile(SAMPLE);
      const given = {
        entity: "order",
        states: ["a", "b"],
        transitions: {},
        rules: [],
        stages: [],
        computed_fields: {},
        search_fields: ["a", "b"],
        translatable_fields: ["t"],
      };
      const { rows } = await client.query(
        `select p.pattern_name, i.result::text as result
       from app.patterns as p cross join lateral app.instantiate_pattern(p.pattern_name, $1) as i`,
        [JSON.stringify(given)],
      );
      expect(rows).toHaveLength(15);
      for (const row of rows) expect(row.result, row.pattern_name).not.toMatch(/\{\{|\{%/);
      const drafts = await client.query(
        `select t.template_name, r.status
       from app.entity_templates as t
         cross join lateral app.instantiate_template(t.template_name,
           jsonb_build_object('owner', 'me', 'table_name', 'made_' || t.template_name)) as r`,
      );
      expect(drafts.rows).toHaveLength(22);
      expect(new Set(drafts.rows.map((row) => row.status))).toEqual(new Set(["draft"]));
      // Two templates give a pattern parameters that it does not take: left out, and said.
      expect(
        await value(
          "select count(*)::integer from app.pattern_instantiations where notes::text like '%was left out%'",
        ),
      ).toBe(2);
    },
  );

  test("each of its tables may be missing", { tags: ["slow"] }, async () => {
    const { document } = await readPatternLibrary(SAMPLE);
    const tables = document["tables"] as Record<string, unknown>;
    for (const missing of Object.keys(tables)) {
      await client.query("savepoint one");
      const rest = Object.fromEntries(Object.entries(tables).filter(([name]) => name !== missing));
      const report = await importDocument({ tables: rest }, { quarantine: true });
      expect(report.written, missing).toBe(true);
      expect(report.notes).toContainEqual(
        expect.objectContaining({ what: "missing table", table: missing }),
      );
      // Nothing but what names a row of the missing table is refused, each by the field that names it.
      for (const reject of report.rejects) expect(reject.code, reject.path).toBe("SG209");
      await client.query("rollback to one");
    }
  });
});

describe("a library of few tables and columns", () => {
  test("what is there goes in, what is not is said", async () => {
    const report = await importFile(made(small));
    expect(report).toMatchObject({ written: true, counts: { source: 6, imported: 6 } });
    expect(
      report.notes.filter((note) => note.what === "missing table").map((note) => note.table),
    ).toEqual([
      "language_capabilities",
      "pattern_dependencies",
      "expression_patterns",
      "expression_implementations",
      "universal_types",
      "type_mappings",
      "entity_templates",
      "entity_template_dependencies",
      "pattern_instantiations",
    ]);
    expect(report.notes).toContainEqual(
      expect.objectContaining({ what: "missing column", table: "domain_patterns", column: "icon" }),
    );
    const { rows } = await client.query(
      "select p.* from app.patterns as p where p.pattern_name in ('outbox', 'lease') order by p.pattern_name desc",
    );
    expect(rows[0]).toMatchObject({
      tags: ["events", "outbox"],
      usage_count: 3,
      popularity: 4.5,
      created_at: new Date("2025-03-01T10:00:00Z"),
    });
    expect(rows[1]).toMatchObject({
      tags: [],
      description: null,
      created_at: new Date("2025-03-01T08:00:00Z"),
    });
    expect(await value("select supported from app.languages where language_name = 'go'")).toBe(
      false,
    );
    // A template is stored, whatever stands in it.
    expect(await value("select implementation_template from app.pattern_implementations")).toBe(
      "for {{ x }} in {{ xs }} { {% raw %} }",
    );
    expect((await importFile(made(small))).counts).toMatchObject({ unchanged: 6, imported: 0 });
  });

  test("unknown tables and columns are kept and reported", async () => {
    const name = made(`${small}
      alter table domain_patterns add column author text;
      update domain_patterns set author = 'ada';
      create table reviews (id integer primary key, stars integer);
      insert into reviews values (3, 5), (4, 1);`);
    const report = await importFile(name);
    expect(report.notes).toContainEqual(
      expect.objectContaining({
        what: "unknown column",
        table: "domain_patterns",
        column: "author",
      }),
    );
    expect(report.notes).toContainEqual(
      expect.objectContaining({ what: "unknown table", table: "reviews" }),
    );
    expect(report.tables["reviews"]).toMatchObject({ source: 2, imported: 2 });
    expect(
      await value(
        "select row from app.legacy_rows where source_table = 'reviews' and row_key = '3'",
      ),
    ).toEqual({ id: 3, stars: 5 });
    expect(
      await value(
        "select legacy #>> '{entry,author}' from specql_pattern.tb_domain_pattern where pattern_name = 'lease'",
      ),
    ).toBe("ada");
  });

  test("a language that is here already, without a file, belongs to the file from then on", async () => {
    await client.query("insert into specql_pattern.tb_language (language_name) values ('rust')");
    const report = await importFile(made(small));
    expect(report.tables["languages"]).toMatchObject({ imported: 2 });
    expect(await value("select ecosystem from app.languages where language_name = 'rust'")).toBe(
      "cargo",
    );
  });

  test("dependencies and capabilities go in", async () => {
    const name = made(`${small}
      create table language_capabilities (capability_id integer primary key, language_id integer, capability_name text, supported integer, workaround_notes text);
      insert into language_capabilities values (1, 2, 'generics', 0, 'write it twice');
      insert into patterns values (6, 'if', 'control_flow', '{}');
      create table pattern_dependencies (dependency_id integer primary key, pattern_id integer, depends_on_pattern_id integer, dependency_type text);
      insert into pattern_dependencies values (1, 5, 6, 'requires');
      create table expression_patterns (expression_id integer primary key, expression_name text, expression_category text, arity integer);
      insert into expression_patterns values (1, 'loop', 'operator', 2);
      create table expression_implementations (expr_implementation_id integer primary key, expression_id integer, language_id integer, implementation_syntax text, example text);
      insert into expression_implementations values (1, 1, 1, '{{ a }} + {{ b }}', '1 + 1');
      create table entity_templates (entity_template_id integer primary key, domain_pattern_id integer, template_name text, template_namespace text, default_fields text, default_patterns text);
      insert into entity_templates values (1, 1, 'message', 'mail', '{"body": {"type": "text"}}', '{"outbox": {}}'), (2, null, 'thread', 'mail', '[{"name": "title"}]', null);
      create table entity_template_dependencies (dependency_id integer primary key, entity_template_id integer, depends_on_template_id integer, depends_on_pattern_id integer, dependency_type text);
      insert into entity_template_dependencies values (1, 1, 2, null, 'requires'), (2, 1, null, 2, 'conflicts_with');`);
    const report = await importFile(name);
    expect(report.counts).toMatchObject({ rejected: 0, imported: 15 });
    const { rows } = await client.query(
      "select dependent_name, dependency_type, needed_kind, needed_name from app.pattern_dependencies order by 1, 3",
    );
    expect(rows.map((row) => Object.values(row).join(" "))).toEqual([
      "loop requires universal pattern if",
      "message conflicts_with pattern lease",
      "message requires template thread",
    ]);
    expect(
      await value("select arity from app.expression_patterns where expression_name = 'loop'"),
    ).toBe(2);
    expect(await value("select count(*)::integer from app.universal_patterns")).toBe(2);
    expect(await value("select workaround_notes from app.language_capabilities")).toBe(
      "write it twice",
    );
    const again = await importFile(name);
    expect(again.counts).toMatchObject({ unchanged: 15 });
  });
});

describe("rows at fault", () => {
  const broken = `${small}
    insert into domain_patterns (domain_pattern_id, pattern_name, pattern_category, parameters, implementation) values
      (3, 'cut off', 'x', '{"entity": ', '{}'), (4, 'not a number', 'x', '{"max": NaN}', '{}'), (5, 'a list', 'x', '[]', '{}'),
      (6, 'no implementation', 'x', '{}', null), (7, '', 'x', '{}', '{}'), (8, 'OUTBOX', 'x', '{}', '{}'),
      (9, 'a nul', 'x', '{"a": "\\u0000"}', '{}'), (10, 'deep', 'x', '${"[".repeat(9)}', '{}'), (11, 'bytes', 'x', x'00', '{}'),
      (12, 'no category', null, '{}', '{}');
    insert into pattern_implementations values (2, 99, 1, 'orphan'), (3, 5, null, 'no language'), (4, 5, 1, 'twice');`;

  test("keep everything out, each with its field and reason", async () => {
    const before = await sizes();
    const report = await importFile(made(broken));
    expect(report).toMatchObject({ written: false, run_id: null });
    expect(await sizes()).toBe(before);
    expect(report.rejects.map((reject) => [reject.path, reject.code, reject.field])).toEqual([
      ["pattern_implementations.2", "SG209", "pattern_id"],
      ["pattern_implementations.3", "SG102", "language_id"],
      ["pattern_implementations.4", "SG302", null],
      ["domain_patterns.3", "SG116", "parameters"],
      ["domain_patterns.4", "SG116", "parameters"],
      ["domain_patterns.5", "SG116", "parameters"],
      ["domain_patterns.6", "SG102", "implementation"],
      ["domain_patterns.7", "SG102", "pattern_name"],
      ["domain_patterns.8", "SG302", null],
      ["domain_patterns.9", "SG116", "parameters"],
      ["domain_patterns.10", "SG116", "parameters"],
      ["domain_patterns.11", "SG116", "parameters"],
      ["domain_patterns.12", "SG102", "pattern_category"],
    ]);
  });

  test("stay behind with --quarantine, and go in once mended", async () => {
    const report = await importFile(made(broken), { quarantine: true });
    expect(report).toMatchObject({ written: true, counts: { imported: 6, rejected: 13 } });
    const cut = report.rejects.find((reject) => reject.path === "domain_patterns.3")!;
    expect(cut.row).toMatchObject({ parameters: '{"entity": ' });
    await expect(
      (async () => {
        await client.query("savepoint still");
        try {
          await client.query("select app.retry_import_reject($1)", [cut.id]);
        } finally {
          await client.query("rollback to still");
        }
      })(),
    ).rejects.toMatchObject({ code: "SG116" });
    await client.query("select app.retry_import_reject($1, $2)", [
      cut.id,
      JSON.stringify({ ...(cut.row as object), parameters: "{}" }),
    ]);
    expect(await value("select status from app.import_rejects where id = $1", [cut.id])).toBe(
      "resolved",
    );
    expect(
      await value("select pattern_category from app.patterns where pattern_name = 'cut off'"),
    ).toBe("x");
    // The second of one name goes in under another.
    const twice = report.rejects.find((reject) => reject.path === "domain_patterns.8")!;
    await client.query("select app.retry_import_reject($1, $2)", [
      twice.id,
      JSON.stringify({ ...(twice.row as object), pattern_name: "outbox two" }),
    ]);
    expect(
      await value("select count(*)::integer from app.patterns where pattern_name = 'outbox two'"),
    ).toBe(1);
  });
});

describe("importing again", () => {
  test("what only the file changed is updated; what the database changed stays, and is said once", async () => {
    await importFile(made(small));
    await client.query(
      "select app.update_pattern('outbox', description => 'Ours', tags => '{mine}')",
    );
    const changed = made(`${small}
      update domain_patterns set description = 'Theirs', usage_count = 9, pattern_category = 'events' where domain_pattern_id = 1;
      update domain_patterns set popularity_score = 2.25 where domain_pattern_id = 2;`);
    const report = await importFile(changed);
    expect(report.tables["domain_patterns"]).toMatchObject({ changed: 1, updated: 1 });
    expect(
      Object.fromEntries(
        report.changes.map((change) => [
          `${change.path} ${change.field}`,
          [change.old, change.new],
        ]),
      ),
    ).toEqual({
      "domain_patterns.1 pattern_category": ["messaging", "events"],
      "domain_patterns.1 description": ["Theirs", "Ours"],
      "domain_patterns.1 usage_count": [3, 9],
      "domain_patterns.2 popularity_score": [0, 2.25],
    });
    const row = (
      await client.query("select p.* from app.patterns as p where p.pattern_name = 'outbox'")
    ).rows[0];
    expect(row).toMatchObject({
      description: "Ours",
      tags: ["mine"],
      usage_count: 9,
      pattern_category: "events",
    });
    expect((await importFile(changed)).counts).toMatchObject({ unchanged: 6 });
  });

  test("uses that were made here are never taken for those of a file", async () => {
    const uses = `${small}
      create table pattern_instantiations (instantiation_id integer primary key, entity_name text, domain_pattern_id integer, entity_template_id integer, parameters text, instantiated_at text);
      insert into pattern_instantiations values (1, 'Order', 1, null, '{"entity": "Order"}', '2024-01-01 00:00:00'), (2, 'Order', 1, null, null, '2024-01-02');`;
    await importFile(made(uses));
    await client.query("select app.instantiate_pattern('outbox', '{\"entity\": \"Order\"}')");
    expect((await importFile(made(uses))).counts).toMatchObject({ unchanged: 8, imported: 0 });
    expect(await value("select count(*)::integer from app.pattern_instantiations")).toBe(3);
  });

  test("a type that is registered otherwise stays, and the difference is said", async () => {
    const types = `
      create table languages (language_id integer primary key, language_name text);
      insert into languages values (1, 'postgresql'), (2, 'kotlin');
      create table universal_types (type_id integer primary key, type_name text, type_category text, description text, json_schema text);
      insert into universal_types values (1, 'money', 'scalar', 'Coins', null), (2, 'colour', 'scalar', 'A colour', '{"type": "string"}'), (3, 'broken', 'scalar', '', '{"type": 5}');
      create table type_mappings (mapping_id integer primary key, universal_type_id integer, language_id integer, language_type text, import_statement text, validation_rules text);
      insert into type_mappings values (1, 2, 1, 'TEXT', null, null), (2, 2, 2, 'Color', 'import x.Color', '{"max": 7}');`;
    await client.query(
      "select app.register_type('money', 'scalar', null, 'NUMERIC(15,2)', false, 'Ours')",
    );
    const report = await importFile(made(types), { quarantine: true });
    expect(report.rejects.map((reject) => [reject.path, reject.code])).toEqual([
      ["universal_types.3", "SG116"],
    ]);
    expect(report.changes).toMatchObject([
      { path: "universal_types.1", field: "description", old: "Coins", new: "Ours" },
    ]);
    const colour = (
      await client.query("select t.* from app.types as t where t.type_name = 'colour'")
    ).rows[0];
    expect(colour).toMatchObject({
      default_postgres_type: "TEXT",
      json_schema: { type: "string" },
    });
    expect(
      await value(
        "select import_statement from app.type_mappings where type_name = 'colour' and language = 'kotlin'",
      ),
    ).toBe("import x.Color");
    expect((await importFile(made(types), { quarantine: true })).counts).toMatchObject({
      unchanged: 6,
      rejected: 1,
    });
  });
});

test.each([
  ["null", "SG112"],
  ["[]", "SG112"],
  ['{"tables": []}', "SG112"],
  ['{"tables": {}}', "SG112"],
  ['{"tables": {"people": [{"id": 1}]}}', "SG112"],
  ['{"tables": {"languages": {"rows": []}}}', "SG112"],
  ['{"tables": {"languages": {"rows": {"a": 1}}}}', "SG112"],
  ['{"tables": {"languages": 7}}', "SG112"],
])("the document %s is refused", async (document, code) => {
  await client.query("savepoint one");
  await expect(client.query("select app.import_patterns($1)", [document])).rejects.toMatchObject({
    code,
  });
  await client.query("rollback to one");
});

test("rows may be of any form: each is rejected or kept", async () => {
  const odd = [
    null,
    1,
    "x",
    [],
    {},
    { language_name: {} },
    { language_name: "fine" },
    { $key: 7, $value: [] },
  ];
  const report = await importDocument(
    { tables: { languages: odd, people: odd, domains: { rows: odd } } },
    { quarantine: true },
  );
  expect(report.counts.source).toBe(odd.length * 3);
  expect(
    await value("select count(*)::integer from app.languages where language_name = 'fine'"),
  ).toBe(1);
});

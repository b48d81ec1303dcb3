import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type pg from "pg";
import { readRegistryYaml, readServicesYaml } from "../../src/legacy/read.ts";
import { writeRegistryYaml } from "../../src/legacy/write.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type Change, legacyView, withChanges } from "./legacy-view.ts";

const LEGACY = fileURLToPath(new URL("../../../shared/legacy/", import.meta.url));
const hasSamples = existsSync(LEGACY);
if (!hasSamples) {
  console.warn(
    "SKIPPED: the legacy samples (../shared/legacy) are not here; their imports are not tested.",
  );
}

let database: TestDatabase;
let client: pg.PoolClient;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await database.drop();
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
  changes: (Change & { why: string; line?: number })[];
  rejects: {
    id: string;
    path: string;
    line: number | null;
    field: string | null;
    code: string;
    reason: string;
    row: unknown;
  }[];
}

async function importYaml(yaml: string, options: object = {}, kind = "registry"): Promise<Report> {
  const document =
    kind === "registry" ? readRegistryYaml(yaml, "test.yaml") : readServicesYaml(yaml, "test.yaml");
  const { rows } = await client.query(`select app.import_${kind}($1::jsonb, $2::jsonb) as report`, [
    JSON.stringify(document),
    JSON.stringify(options),
  ]);
  const report: Report = rows[0].report;
  const { source, imported, updated, unchanged, changed, rejected } = report.counts;
  expect(imported + updated + unchanged + changed + rejected, "the counts add up").toBe(source);
  return report;
}

async function exported(): Promise<string> {
  const { rows } = await client.query("select app.export_registry() as document");
  return writeRegistryYaml(rows[0].document);
}

async function sizes(): Promise<string> {
  const { rows } = await client.query(`
    select jsonb_build_array(
      (select count(*) from specql_registry.tb_domain), (select count(*) from specql_registry.tb_subdomain),
      (select count(*) from specql_registry.tb_entity_registration), (select count(*) from specql_cutover.tb_import_run),
      (select count(*) from specql_cutover.tb_import_row), (select count(*) from specql_audit.tb_change)
    )::text as sizes`);
  return rows[0].sizes;
}

async function refusal(attempt: () => Promise<unknown>): Promise<{ code?: string; hint?: string }> {
  await client.query("savepoint refusal");
  const error = await attempt().then(
    () => expect.fail("it was not refused"),
    (reason: { code?: string; hint?: string }) => reason,
  );
  await client.query("rollback to refusal");
  return error;
}

const small = `version: 1.0.0
domains:
  '1':
    name: core
    subdomains:
      '01':
        name: auth
        next_entity_sequence: 3
        owner: platform
        entities:
          User: {table_code: '011112', entity_code: usr, assigned_at: '2025-07-01T12:00:00'}
          Role: {table_code: '011131', entity_code: ROL, assigned_at: '2025-07-01T12:00:00Z'}
          Group: {table_code: '011021', entity_code: GRP}
`;

describe.runIf(hasSamples)("the samples", () => {
  const expected = hasSamples ? JSON.parse(readFileSync(`${LEGACY}expected.json`, "utf8")) : {};

  test.each(["v2", "two_digit", "handwritten"])("domain_registry.%s.yaml", async (name) => {
    const yaml = readFileSync(`${LEGACY}specql/domain_registry.${name}.yaml`, "utf8");
    const counts = expected[`specql/domain_registry.${name}.yaml`].counts;

    const dry = await importYaml(yaml, { dry_run: true });
    expect(dry.written).toBe(false);
    const report = await importYaml(yaml);
    expect(report.written).toBe(true);
    expect(report.counts.rejected).toBe(0);
    expect({ ...dry, run_id: null, written: null, dry_run: null }).toEqual({
      ...report,
      run_id: null,
      written: null,
      dry_run: null,
    });
    for (const table of [
      "domains",
      "subdomains",
      "entities",
      "read_entities",
      "read_files",
      "aliases",
    ]) {
      expect(report.tables[table]?.source ?? 0, table).toBe(counts[table]);
    }
    const files = await client.query(
      "select count(*)::integer as files from app.read_entity_files",
    );
    expect(files.rows[0].files).toBe(counts.read_files_distinct);

    for (const entity of expected[`specql/domain_registry.${name}.yaml`].entities) {
      const { rows } = await client.query(
        `select e.legacy_code, e.table_code, e.legacy_layout, e.entity_code
         from app.find_entity($1, $2, $3) as e`,
        [entity.name, entity.domain, entity.subdomain],
      );
      expect(rows).toHaveLength(1);
      expect(rows[0].legacy_code).toBe(entity.table_code);
      expect(rows[0].entity_code).toBe(entity.entity_code);
      const isKept = entity.decode.ssdsex?.agrees === true;
      expect(rows[0].table_code === entity.table_code).toBe(isKept);
    }

    const again = await importYaml(yaml);
    expect(again.counts).toEqual({
      ...report.counts,
      imported: 0,
      changed: 0,
      unchanged: report.counts.source,
    });
    const file = await exported();
    const back = await importYaml(file);
    expect(back.changes).toEqual([]);
    expect(back.counts.unchanged).toBe(back.counts.source);
    const named = withChanges(legacyView(yaml), report.changes);
    expect(named.wrong).toEqual([]);
    expect(legacyView(file)).toEqual(named.view);
    const doctor = await client.query("select * from app.doctor() where not ok");
    expect(doctor.rows).toEqual([]);
    const runs = await client.query(
      "select checksums from app.import_runs order by created_at limit 1",
    );
    for (const sum of Object.values(
      runs.rows[0].checksums as Record<string, { differing: number }>,
    )) {
      expect(sum.differing).toBe(0);
    }
  });

  test("domain_registry.invalid.yaml is refused with its line", async () => {
    const yaml = readFileSync(`${LEGACY}specql/domain_registry.invalid.yaml`, "utf8");
    const before = await sizes();
    expect(() => readRegistryYaml(yaml, "domain_registry.invalid.yaml")).toThrow(
      expect.objectContaining({ code: "SG130" }),
    );
    try {
      readRegistryYaml(yaml, "domain_registry.invalid.yaml");
    } catch (error) {
      const said = `${(error as Error).message} ${(error as { detail?: string }).detail ?? ""}`;
      const line = Number(/(?:line |yaml:)(?<line>\d+)/u.exec(said)?.groups?.["line"]);
      // The file's indentation breaks from line 107 on; parsers name the place where they notice.
      expect(line).toBeGreaterThan(100);
      expect(line).toBeLessThan(115);
    }
    expect(await sizes()).toBe(before);
  });

  test.each(["service_registry", "service_registry.examples-multi-execution"])(
    "%s.yaml",
    async (name) => {
      const yaml = readFileSync(`${LEGACY}specql/${name}.yaml`, "utf8");
      const report = await importYaml(yaml, {}, "services");
      expect(report.tables["services"]?.source).toBe(expected[`specql/${name}.yaml`].services);
      expect(report.tables["operations"]?.source).toBe(expected[`specql/${name}.yaml`].operations);
      expect(report.counts.imported).toBe(report.counts.source);
      const again = await importYaml(yaml, {}, "services");
      expect(again.counts.unchanged).toBe(report.counts.source);
    },
  );
});

test("codes: kept in their place, new elsewhere, the old one remembered", async () => {
  const report = await importYaml(small);
  const { rows } = await client.query(
    "select entity_name, table_code, legacy_code, legacy_layout, assigned_at from app.entities order by table_code",
  );
  // Role keeps entity digit 3; User names file 2 of entity 1, which is no table; Group is of the old layout.
  expect(
    rows.map((row) => [row.entity_name, row.table_code, row.legacy_code, row.legacy_layout]),
  ).toEqual([
    ["User", "011111", "011112", "SDSEX"],
    ["Group", "011121", "011021", "elsewhere"],
    ["Role", "011131", "011131", "SDSEX"],
  ]);
  expect(rows[0].assigned_at.toISOString()).toBe("2025-07-01T10:00:00.000Z");
  expect(rows[2].assigned_at.toISOString()).toBe("2025-07-01T12:00:00.000Z");
  expect(
    report.changes.map((change) => [
      change.path,
      change.field,
      change.old,
      change.new,
      change.line,
    ]),
  ).toEqual(
    expect.arrayContaining([
      ["domains.1.subdomains.01.entities.User", "entity_code", "usr", "USR", 11],
    ]),
  );
  expect(legacyView(await exported())).toMatchObject({
    domains: { 1: { subdomains: { "01": { owner: "platform" } } } },
  });
});

test("--timezone says how a time without zone is read", async () => {
  await importYaml(small, { timezone: "America/New_York" });
  const { rows } = await client.query(
    "select assigned_at from app.entities where entity_name = 'User'",
  );
  expect(rows[0].assigned_at.toISOString()).toBe("2025-07-01T16:00:00.000Z");
  expect(await refusal(() => importYaml(small, { timezone: "Mars/Olympus" }))).toMatchObject({
    code: "SG114",
  });
  expect(await refusal(() => importYaml(small, { dryrun: true }))).toMatchObject({ code: "SG113" });
});

test("rows at fault keep everything out, or go into quarantine and can be mended", async () => {
  const faulty = `domains:
  '1':
    name: core
    subdomains:
      '3': {name: one, next_entity_sequence: 1, entities: {}}
      '03': {name: two, next_entity_sequence: 1, entities: {Lost: {table_code: '011311'}}}
      '99': {name: wide, next_entity_sequence: 1, entities: {}}
      '4':
        name: four
        next_entity_sequence: x
        entities: {Deep: {table_code: '011411'}}
      '5':
        name: five
        entities:
          Bad: {table_code: '011511', assigned_at: yesterday}
          Good: {table_code: '011521'}
  'G':
    name: nowhere
    subdomains: {}
`;
  const before = await sizes();
  const refused = await importYaml(faulty);
  expect(refused.written).toBe(false);
  expect(refused.run_id).toBeNull();
  expect(await sizes()).toBe(before);

  const report = await importYaml(faulty, { quarantine: true });
  expect(report.written).toBe(true);
  expect(report.rejects.map((reject) => [reject.path, reject.code, reject.field])).toEqual([
    ["domains.1.subdomains.03", "SG303", "key"],
    ["domains.1.subdomains.99", "SG106", "key"],
    ["domains.1.subdomains.4", "SG116", "next_entity_sequence"],
    ["domains.1.subdomains.5.entities.Bad", "SG116", "assigned_at"],
    ["domains.G", "SG106", "key"],
  ]);
  // Lost and Deep stand within refused rows and count as refused too.
  expect(report.tables["entities"]).toMatchObject({ source: 4, imported: 1, rejected: 3 });

  const bad = report.rejects[3];
  await refusal(() => client.query("select app.retry_import_reject($1)", [bad?.id]));
  const mended = { ...(bad?.row as object), assigned_at: "2025-01-01T00:00:00Z" };
  await client.query("select app.retry_import_reject($1, $2::jsonb)", [
    bad?.id,
    JSON.stringify(mended),
  ]);
  const four = report.rejects[2];
  await client.query("select app.retry_import_reject($1, $2::jsonb)", [
    four?.id,
    JSON.stringify({ ...(four?.row as object), next_entity_sequence: "2" }),
  ]);
  const { rows } = await client.query(
    "select entity_name, table_code from app.entities order by 2",
  );
  expect(rows.map((row) => row.entity_name)).toEqual(["Deep", "Bad", "Good"]);
  const open = await client.query("select path from app.import_rejects where status = 'open'");
  expect(open.rows).toHaveLength(3);
  expect(
    await refusal(() => client.query("select app.retry_import_reject($1)", [four?.id])),
  ).toMatchObject({ code: "SG308" });
});

test("a newer database wins over an unchanged file, a changed file over an untouched row", async () => {
  await importYaml(small);
  await client.query("select app.rename_domain('core', 'kernel')");
  const same = await importYaml(small);
  expect(same.counts.unchanged).toBe(same.counts.source);

  const edited = await importYaml(
    small.replace("owner: platform", "owner: identity").replace("name: auth", "name: access"),
  );
  expect(edited.tables["subdomains"]?.updated).toBe(1);
  const { rows } = await client.query("select subdomain_name from app.subdomains");
  expect(rows[0].subdomain_name).toBe("access");

  const conflict = await importYaml(
    small
      .replace("name: core", "name: base")
      .replace("name: auth", "name: access")
      .replace("owner: platform", "owner: identity"),
  );
  expect(conflict.changes).toMatchObject([
    { path: "domains.1", field: "name", old: "base", new: "kernel" },
  ]);
  expect((await client.query("select domain_name from app.domains")).rows[0].domain_name).toBe(
    "kernel",
  );
});

test("allocation goes on after an import, and the same file still changes nothing", async () => {
  await importYaml(small);
  await client.query("select app.allocate_entity_code('core', 'auth', 'Session')");
  const again = await importYaml(small);
  expect(again.changes).toEqual([]);
  const { rows } = await client.query("select next_entity_sequence from app.subdomains");
  expect(rows[0].next_entity_sequence).toBe(5);
});

test("a sixteenth entity is a rejected row", async () => {
  const entities = Array.from(
    { length: 16 },
    (_, index) => `          E${index}: {table_code: '0110${index}'}`,
  ).join("\n");
  const report = await importYaml(
    `domains:\n  '1':\n    name: core\n    subdomains:\n      '1':\n        name: one\n        entities:\n${entities}\n`,
  );
  expect(report.rejects).toMatchObject([
    { path: "domains.1.subdomains.1.entities.E15", code: "SG304" },
  ]);
});

test("services: doubles, missing names, unknown dependencies and cycles name the culprit", async () => {
  const report = await importYaml(
    `services:
  - {name: a, domain: core, database: main, schemas: [x], dependencies: [b]}
  - {name: b, dependencies: [c]}
  - {name: c, dependencies: [a]}
  - {name: d, dependencies: [e]}
  - {name: f, dependencies: [f]}
  - {name: G, type: mail, operations: [{name: send, timeout: 5.5, max_retries: 0, input_schema: {to: string}}]}
  - {name: g}
  - {type: nameless}
  - {name: h, dependencies: [G], note: kept}
`,
    { quarantine: true },
    "services",
  );
  expect(report.rejects.map((reject) => [reject.path, reject.code])).toEqual([
    ["services.0", "SG206"],
    ["services.1", "SG206"],
    ["services.2", "SG206"],
    ["services.3", "SG209"],
    ["services.4", "SG206"],
    ["services.6", "SG302"],
    ["services.7", "SG102"],
  ]);
  expect(report.rejects[0]?.reason).toContain("a -> b -> c -> a");
  expect(report.rejects[3]?.reason).toContain("'e'");
  const { rows } = await client.query(
    "select service_name, needed_service_name from app.service_dependencies",
  );
  expect(rows).toEqual([{ service_name: "h", needed_service_name: "G" }]);
  const operation = await client.query(
    "select timeout_seconds, max_retries from app.service_operations",
  );
  expect(operation.rows).toEqual([{ timeout_seconds: "5.5", max_retries: 0 }]);
});

test("what is no registry says so", async () => {
  for (const document of [
    "[]",
    "null",
    '"x"',
    "{}",
    '{"services": []}',
    '{"domains": "x"}',
    '{"domains": [1]}',
  ]) {
    const said = await client
      .query("savepoint one")
      .then(() => client.query("select app.import_registry($1::jsonb) as report", [document]))
      .then(
        (result) => result.rows[0].report?.rejects[0]?.code ?? JSON.stringify(result.rows[0]),
        async (error: { code: string }) => {
          await client.query("rollback to one");
          return error.code;
        },
      );
    expect(said, document).toMatch(/^SG1/u);
  }
});

const digit = fc.constantFrom(..."123456789ABCDEF".split(""));
const name = fc
  .stringMatching(/^[A-Za-zÀ-ÿ][A-Za-z0-9_ '"#:&%-]{1,18}[A-Za-z0-9]$/u)
  .filter((text) => !/ {2}/u.test(text));
// YAML has no control characters, and folds what Unicode calls line breaks.
const text = fc
  .string({ maxLength: 30 })
  .filter((value) => !/[\p{Cc}\uFFFE\uFFFF\uFEFF\u2028\u2029]/u.test(value));
const entity = fc.record(
  {
    table_code: fc.oneof(fc.stringMatching(/^01[0-9A-F]{4,6}$/u), text),
    entity_code: fc.option(fc.stringMatching(/^[A-Z]{3}$/u), { nil: undefined }),
    assigned_at: fc.option(
      fc.constantFrom("2025-11-12T13:34:31.788434", "2025-11-09T00:00:00Z", "2025-11-09"),
      { nil: undefined },
    ),
    comment: fc.option(text, { nil: undefined }),
  },
  { noNullPrototype: true },
);
function byKey<T>(
  keys: fc.Arbitrary<string>,
  value: fc.Arbitrary<T>,
  fold: (key: string) => string,
  maxLength: number,
): fc.Arbitrary<[string, T][]> {
  return fc.uniqueArray(fc.tuple(keys, value), { selector: ([key]) => fold(key), maxLength });
}
const fold = (key: string): string => key.normalize("NFKC").toLowerCase();
const subdomain = fc.record(
  { name, description: text, entities: byKey(name, entity, fold, 5) },
  { noNullPrototype: true },
);
const registry = byKey(
  digit,
  fc.record(
    {
      name,
      description: fc.option(text, { nil: undefined }),
      multi_tenant: fc.option(fc.boolean(), { nil: undefined }),
      subdomains: byKey(
        fc.tuple(fc.constantFrom("", "0"), digit).map((parts) => parts.join("")),
        subdomain,
        (key) => key.slice(-1),
        4,
      ).map((list) =>
        list.filter(
          ([, one], index) =>
            list.findIndex(([, other]) => fold(other.name) === fold(one.name)) === index,
        ),
      ),
    },
    { noNullPrototype: true },
  ),
  fold,
  4,
)
  .filter((list) => list.length > 0)
  .map((list) =>
    list.filter(
      ([, one], index) =>
        list.findIndex(([, other]) => fold(other.name) === fold(one.name)) === index,
    ),
  );

test("property: import, export, import again: nothing is lost and nothing changes", async () => {
  await fc.assert(
    fc.asyncProperty(registry, async (domains) => {
      const document = {
        version: "1.0.0",
        domains: domains.map(([key, { subdomains, ...domain }]) => ({
          $key: key,
          ...JSON.parse(
            JSON.stringify(domain, (_, value) =>
              typeof value === "boolean" ? String(value) : value,
            ),
          ),
          subdomains: subdomains.map(([inner, { entities, ...rest }]) => ({
            $key: inner,
            ...rest,
            next_entity_sequence: "1",
            entities: entities.map(([entityName, fields]) => ({
              $key: entityName,
              ...JSON.parse(JSON.stringify(fields)),
            })),
          })),
        })),
      };
      const yaml = writeRegistryYaml(document);
      await client.query("savepoint property");
      try {
        const report = await importYaml(yaml, { quarantine: true });
        // Two rows may want one code; each other row goes in.
        for (const reject of report.rejects) {
          expect(["SG306"]).toContain(reject.code);
        }
        const file = await exported();
        const back = await importYaml(file);
        expect(back.changes).toEqual([]);
        expect(back.counts.unchanged).toBe(back.counts.source);
        if (report.rejects.length === 0) {
          const named = withChanges(legacyView(yaml), report.changes);
          expect(named.wrong).toEqual([]);
          expect(legacyView(file)).toEqual(named.view);
        }
        expect((await importYaml(yaml, { quarantine: true })).changes).toEqual([]);
        expect(
          (
            await client.query(
              "select * from app.doctor() where not ok and check_name not like 'rejected%'",
            )
          ).rows,
        ).toEqual([]);
      } finally {
        await client.query("rollback to property");
      }
    }),
    { numRuns: 40 },
  );
}, 60_000);

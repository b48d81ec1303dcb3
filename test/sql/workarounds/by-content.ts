/** Requests that are aimed at what governs them, and requests that say more than they show. */
import { requestFor, wanted } from "../../support/governance.ts";
import type { Way } from "./way.ts";

const literal = (value: unknown): string => `'${JSON.stringify(value).replaceAll("'", "''")}'`;
const submit = (request: Record<string, unknown>): string =>
  `select app.submit_schema_request(${literal(request)})`;

const reserved = [
  "app",
  "common",
  "specql_governance",
  "specql_audit",
  "specql_registry",
  "SPECQL_AUDIT",
  "memory",
  "network",
  "graphile_migrate",
  "pg_catalog",
  "pg_temp",
  "pg_toast",
  "information_schema",
  "App",
];
const into: Way[] = reserved.map((schema) => ({
  name: `asks for a table in ${schema}`,
  login: "w_author",
  sql: submit(requestFor(`${schema}.things`, { schemaJson: { ...wanted("things") } })),
  refused: "SG450",
}));

const references = (table: string, schema?: string): Record<string, unknown> =>
  requestFor("pointers", {
    schemaJson: wanted("pointers", {
      name: "target_id",
      type: "UUID",
      references: { table, column: "id", ...(schema !== undefined && { schema }) },
    }),
  });

const changes = (...operations: object[]): string =>
  submit(requestFor("gadgets", { schemaJson: undefined, operations }));

const hidden: Way[] = [
  {
    name: "refers to a table of ours",
    login: "w_author",
    sql: submit(references("tb_review", "specql_governance")),
    refused: "SG450",
  },
  {
    name: "refers to a table of ours by its full name",
    login: "w_author",
    sql: submit(references("specql_governance.tb_review")),
    refused: "SG450",
  },
  {
    name: "revises into a reference to a table of ours",
    actor: "alice",
    role: "specql_author",
    sql: `select app.revise_schema_request('{requested}', ${literal({
      ...wanted("wishes", {
        name: "target_id",
        type: "UUID",
        references: { table: "tb_review", schema: "specql_governance", column: "id" },
      }),
    })})`,
    refused: "SG450",
  },
  {
    name: "a default that drops a table",
    login: "w_author",
    sql: submit(
      requestFor("things", {
        schemaJson: wanted("things", {
          name: "a",
          type: "TEXT",
          defaultValue: "'x'); drop table public.gadgets; --",
        }),
      }),
    ),
    refused: "SG500",
  },
  {
    name: "a default that calls the workflow",
    login: "w_author",
    sql: submit(
      requestFor("things", {
        schemaJson: wanted("things", {
          name: "a",
          type: "TEXT",
          defaultValue: "specql_governance.move_request(1, 'approved')",
        }),
      }),
    ),
    refused: "SG500",
  },
  {
    name: "a default that calls itself a literal",
    login: "w_author",
    sql: changes({
      op: "add_column",
      column: {
        name: "b",
        type: "TEXT",
        default: { kind: "literal", text: "pg_sleep(1)", value: "x" },
      },
    }),
    refused: "SG500",
  },
];

export const byContent: Way[] = [...into, ...hidden];

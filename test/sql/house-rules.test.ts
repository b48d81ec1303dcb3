/**
 * The house rules, asked of the catalog: each query lists what breaks a rule, so each expects no rows.
 * Partitions of the change log inherit their columns, constraints and indexes, and so are left out
 * wherever only the parent is written by hand.
 */
import { afterAll, describe, expect, test } from "vitest";
import { testDatabase } from "../support/database.ts";

const database = await testDatabase();
afterAll(() => database.drop());

/** Tables that stand outside some rule, and why. */
const exempt = {
  /** They are the log, and are append only: nobody updates them, and logging a log never ends. */
  fromStamps: [
    "memory.tb_search_text",
    "specql_audit.tb_change",
    "specql_audit.tb_ledger",
    "specql_audit.tb_seal",
    "specql_cutover.tb_discrepancy",
    "specql_cutover.tb_import_row",
    "specql_cutover.tb_outbox",
    "specql_monitor.tb_gauge",
    "specql_monitor.tb_query_metric",
  ],
  /**
   * As above; each move of a counter or a head is the insert of a row that is logged; neighbours
   * repeat dependencies; a vector is derived from a pattern, which is logged, and would be 4 kB
   * of log each; and a mirror beats with every batch, while the moves of its store are logged.
   * The keys and the events of tasks are written by the triggers of the tasks, which are logged.
   */
  fromAudit: [
    "memory.tb_search_text",
    "network.tb_task_event",
    "network.tb_task_key",
    "specql_pattern.tb_pattern_embedding",
    "specql_audit.tb_change",
    "specql_audit.tb_ledger",
    "specql_audit.tb_ledger_head",
    "specql_audit.tb_seal",
    "specql_cutover.tb_discrepancy",
    "specql_cutover.tb_import_row",
    "specql_cutover.tb_mirror",
    "specql_cutover.tb_outbox",
    "specql_monitor.tb_gauge",
    "specql_monitor.tb_query_metric",
    "specql_registry.tb_entity_counter",
    "specql_service.tb_adjacency",
    "specql_service.tb_graph",
  ],
};

/** What the rules speak about: our schemas, and our tables and views in them. */
const ours = `
  with our_schema as (
    select n.oid, n.nspname, n.nspowner, n.nspacl
    from pg_namespace as n
    where n.nspname in ('app', 'common', 'memory', 'network') or n.nspname like 'specql\\_%'
  ), our_function as (
    select p.*, n.nspname, p.oid::regprocedure::text as called
    from pg_proc as p join our_schema as n on n.oid = p.pronamespace
    where not exists (select from pg_depend as d where d.objid = p.oid and d.deptype = 'e')
  ), our_class as (
    select c.*, n.nspname, n.nspname || '.' || c.relname as called
    from pg_class as c join our_schema as n on n.oid = c.relnamespace
  ), our_table as (
    select * from our_class where relkind in ('r', 'p') and not relispartition
  )
`;

const rules: Record<string, string> = {
  "a definer function fixes its search_path": `select called from our_function where prosecdef and not exists (
       select from unnest(proconfig) as s where s = 'search_path=pg_catalog, pg_temp')`,

  "only app has definer functions, and the event trigger": `select called from our_function
     where prosecdef and nspname <> 'app' and prorettype <> 'event_trigger'::regtype`,

  "no definer function is a trigger's": `select called from our_function where prosecdef and prorettype = 'trigger'::regtype`,

  "public may call no function": `select called from our_function
     where exists (
       select from aclexplode(coalesce(proacl, acldefault('f', proowner))) as a where a.grantee = 0)`,

  "public may enter no schema": `select nspname as called from our_schema
     where exists (select from aclexplode(coalesce(nspacl, acldefault('n', nspowner))) as a where a.grantee = 0)`,

  "public may use no table, view or sequence": `select called from our_class
     where exists (select from aclexplode(relacl) as a where a.grantee = 0)`,

  "functions to come are closed to public": `select 'default privileges of specql_owner' as called
     where not exists (
       select from pg_default_acl as d
       where d.defaclrole = 'specql_owner'::regrole and d.defaclnamespace = 0 and d.defaclobjtype = 'f'
         and not exists (select from aclexplode(d.defaclacl) as a where a.grantee = 0))`,

  "everything belongs to specql_owner": `select nspname as called from our_schema where nspowner <> 'specql_owner'::regrole
     union all select called from our_function where proowner <> 'specql_owner'::regrole
     union all select called from our_class where relowner <> 'specql_owner'::regrole
     union all
     select n.nspname || '.' || t.typname from pg_type as t join our_schema as n on n.oid = t.typnamespace
     where t.typowner <> 'specql_owner'::regrole`,

  "a schema has a comment": `select nspname as called from our_schema where coalesce(obj_description(oid, 'pg_namespace'), '') = ''`,

  "a table or view has a comment": `select called from our_class
     where relkind in ('r', 'p', 'v', 'm') and coalesce(obj_description(oid, 'pg_class'), '') = ''`,

  "a column has a comment": `select c.called || '.' || a.attname as called
     from our_class as c join pg_attribute as a on a.attrelid = c.oid
     where c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition and a.attnum > 0 and not a.attisdropped
       and coalesce(col_description(c.oid, a.attnum), '') = ''`,

  "a function has a comment": `select called from our_function where coalesce(obj_description(oid, 'pg_proc'), '') = ''`,

  // From PostgreSQL 18 on, NOT NULL is a constraint too; it is said at the column.
  "a constraint has a comment": `select c.called || ' ' || k.conname as called
     from our_class as c join pg_constraint as k on k.conrelid = c.oid
     where not c.relispartition and k.contype <> 'n' and coalesce(obj_description(k.oid, 'pg_constraint'), '') = ''`,

  // A constraint's index is spoken for by the constraint.
  "an index has a comment": `select i.indexrelid::regclass::text as called
     from pg_index as i join our_class as c on c.oid = i.indrelid
     where not c.relispartition and coalesce(obj_description(i.indexrelid, 'pg_class'), '') = ''
       and not exists (select from pg_constraint as k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))`,

  "whatever has an organisation, or belongs to what has one, is isolated, for its owner too": `select c.called from our_class as c
     where c.relkind in ('r', 'p') and c.nspname = 'memory' and c.relname <> 'tb_source_shape'
       and not (c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy as p where p.polrelid = c.oid))`,

  "a trigger has a comment": `select c.called || ' ' || t.tgname as called
     from our_class as c join pg_trigger as t on t.tgrelid = c.oid
     where not t.tgisinternal and not c.relispartition and coalesce(obj_description(t.oid, 'pg_trigger'), '') = ''`,

  "a trigger has a number": `select c.called || ' ' || t.tgname as called
     from our_class as c join pg_trigger as t on t.tgrelid = c.oid
     where not t.tgisinternal and t.tgname !~ '^tr_[1-9][0-9]{2}_[a-z0-9_]+$'`,

  "triggers of a table that fire on the same event differ in their numbers": `select c.called || ' ' || left(t.tgname, 6) as called
     from our_class as c join pg_trigger as t on t.tgrelid = c.oid
     where not t.tgisinternal
     group by c.called, left(t.tgname, 6), t.tgtype having count(*) > 1`,

  // 'A' fires even in a session that calls itself a replica: the workflow of schema requests does.
  "a trigger is enabled": `select c.called || ' ' || t.tgname as called
     from our_class as c join pg_trigger as t on t.tgrelid = c.oid
     where t.tgenabled not in ('O', 'A')`,

  // Where a key has further columns, they repeat the parent's digits: the first one finds the rows.
  "a foreign key is covered by an index": `select c.called || ' ' || k.conname as called
     from our_class as c join pg_constraint as k on k.conrelid = c.oid
     where k.contype = 'f' and not exists (
       select from pg_index as i
       where i.indrelid = k.conrelid and i.indisvalid and i.indpred is null
         and i.indkey[0] = k.conkey[1])`,

  "a foreign key points to a table of ours": `select c.called || ' ' || k.conname as called
     from our_class as c join pg_constraint as k on k.conrelid = c.oid
     where k.contype = 'f' and k.confrelid not in (select oid from our_class)`,

  "a table lies in a private schema and its name begins with tb_": `select called from our_table where nspname in ('app', 'common') or relname !~ '^tb_[a-z][a-z0-9_]*$'`,

  // policy_violations is the row of several functions and of no table: a type, in the shape of a view.
  "app holds views and functions only, views without a prefix": `select called from our_class
     where nspname = 'app' and called <> 'app.policy_violations' and (relkind <> 'v' or relname ~ '^(tb|tv|v|mv|fn)_')
     union all
     select t.typname from pg_type as t
     where t.typnamespace = 'app'::regnamespace and t.typrelid = 0 and t.typelem = 0`,

  // A memory keeps the number that it has in its file, so its identity is by default only.
  "a table has pk_<name>, an identity that is its key": `select t.called from our_table as t
     where not exists (
       select from pg_attribute as a
       where a.attrelid = t.oid and a.attname = 'pk_' || substr(t.relname, 4)
         and a.atttypid = 'bigint'::regtype and a.attnotnull
           and (a.attidentity = 'a' or t.nspname = 'memory')
         and exists (
           select from pg_constraint as k
           where k.conrelid = t.oid and k.contype = 'p' and a.attnum = any (k.conkey)))`,

  // Uniqueness of a partitioned table's id would need the time in it. Texts to be searched have their memory's number only.
  "a table has a public id uuid, unique": `select t.called from our_table as t
     where t.called <> 'memory.tb_search_text' and not exists (
       select from pg_attribute as a
       where a.attrelid = t.oid and a.attname = 'id' and a.atttypid = 'uuid'::regtype and a.attnotnull
         and (t.relkind = 'p' or exists (
           select from pg_constraint as k
           where k.conrelid = t.oid and k.contype = 'u' and k.conkey = array[a.attnum])))`,

  "a table has created_at, created_by, updated_at and updated_by, all required": `select t.called || '.' || w.name as called
     from our_table as t cross join (values
       ('created_at', 'timestamptz'::regtype), ('created_by', 'text'::regtype),
       ('updated_at', 'timestamptz'::regtype), ('updated_by', 'text'::regtype)) as w (name, type)
     where t.called <> all ($1) and not exists (
       select from pg_attribute as a
       where a.attrelid = t.oid and a.attname = w.name and a.atttypid = w.type and a.attnotnull and a.atthasdef)`,

  "a table is under the audit triggers": `select t.called || ' ' || w.name as called
     from our_table as t cross join (values
       ('tr_800_stamp_row', 'common.tg__stamp_row()'),
       ('tr_900_record_change', 'specql_audit.tg__record_change()'),
       ('tr_905_record_inserts', 'specql_audit.tg__record_inserts()'),
       ('tr_910_record_truncate', 'specql_audit.tg__record_change()')) as w (name, calls)
     where t.called <> all ($2) and not exists (
       select from pg_trigger as g
       where g.tgrelid = t.oid and g.tgname = w.name and g.tgfoid = w.calls::regprocedure)`,

  "a partition of the change log is append only too": `select c.called from our_class as c
     where c.relispartition and c.relkind = 'r' and c.nspname = 'specql_audit' and not exists (
       select from pg_trigger as g where g.tgrelid = c.oid and g.tgname = 'tr_900_append_only'
         and not g.tgisinternal)`,

  "constraints and indexes are called pk_ uq_ fk_ ck_ ix_, the table, and what": `select c.called || ' ' || k.conname as called
     from our_table as c join pg_constraint as k on k.conrelid = c.oid
     where k.contype in ('p', 'u', 'f', 'c')
       and k.conname !~ (case k.contype
         when 'p' then '^pk_' || c.relname || '$'
         when 'u' then '^uq_' || c.relname || '__.'
         when 'f' then '^fk_' || c.relname || '__.'
         else '^ck_' || c.relname || '__.' end)
     union all
     select i.indexrelid::regclass::text
     from pg_index as i join our_table as c on c.oid = i.indrelid join pg_class as x on x.oid = i.indexrelid
     where not i.indisprimary and x.relname !~ ('^' || case when i.indisunique then 'uq_' else 'ix_' end || c.relname || '__.')`,

  "no name was cut off": `select c.called from our_class as c where octet_length(c.relname) >= 63
     union all
     select k.conname from pg_constraint as k join our_class as c on c.oid = k.conrelid
     where octet_length(k.conname) >= 63`,

  "trigger functions are called tg_<table>__what or tg__what, others have no prefix": `select called from our_function
     where (prorettype = 'trigger'::regtype) <> (proname like 'tg\\_%')
        or (proname like 'tg\\_%' and proname !~ '^tg__[a-z]' and not exists (
             select from our_table as t where starts_with(proname, 'tg_' || t.relname || '__')))
        or proname ~ '^(fn|sp|usp|func)_'`,

  "a foreign key's first column is called fk_ (the rest repeat the parent's digits)": `select c.called || ' ' || k.conname as called
     from our_table as c join pg_constraint as k on k.conrelid = c.oid
       join pg_attribute as a on a.attrelid = c.oid and a.attnum = k.conkey[1]
     where k.contype = 'f' and a.attname not like 'fk\\_%'`,

  "views of app carry id uuid and no internal key": `select c.called from our_class as c
     where c.nspname = 'app' and c.relkind <> 'c' and not exists (
       select from pg_attribute as a
       where a.attrelid = c.oid and a.attname = 'id' and a.atttypid = 'uuid'::regtype)
     union all
     select c.called || '.' || a.attname
     from our_class as c join pg_attribute as a on a.attrelid = c.oid
     where c.nspname = 'app' and a.attname ~ '^(pk|fk)_'`,

  "functions of app are called by name: each argument has one, and no two functions share theirs": `select called from our_function
     where nspname = 'app' and pronargs > 0 and exists (
       select from generate_series(1, pronargs) as g where coalesce(proargnames[g], '') = '')
     union all
     select 'app.' || proname from our_function where nspname = 'app' group by proname having count(*) > 1`,

  "no argument or column of app names an internal key": `select called from our_function where nspname = 'app' and proargnames::text ~ '\\m[pf]k_'`,

  "a function says how volatile it is: one that a role may only read with is not volatile": `select called from our_function
     where nspname = 'app' and provolatile = 'v'
       and has_function_privilege('specql_reader', oid, 'execute')`,

  "views ask with their owner's rights, who is no superuser and cannot log in": `select rolname as called from pg_roles
     where rolname = 'specql_owner' and (rolsuper or rolcanlogin or rolcreaterole or rolcreatedb or rolbypassrls)`,
};

/** Every comment of a constraint is what its violation says: style.md wants it short and plain. */
const messages = `
  select c.called || ' ' || k.conname as called, obj_description(k.oid, 'pg_constraint') as says
  from our_class as c join pg_constraint as k on k.conrelid = c.oid
  where not c.relispartition and k.contype <> 'n' and (
    obj_description(k.oid, 'pg_constraint') ~ '[.]$'
    or obj_description(k.oid, 'pg_constraint') ~ '^[A-Z][a-z]')`;

describe("house rules", () => {
  test.for(Object.entries(rules))("%s", async ([, query]) => {
    const values = [
      ...(query.includes("$1") ? [exempt.fromStamps] : []),
      ...(query.includes("$2") ? [exempt.fromAudit] : []),
    ];
    const text = query.includes("$1") ? query : query.replace("$2", "$1");
    const { rows } = await database.pool.query<{ called: string }>(`${ours} ${text}`, values);
    expect(rows.map((row) => row.called)).toEqual([]);
  });

  test("a constraint's comment is a message: lower case, no full stop", async () => {
    expect((await database.pool.query(`${ours} ${messages}`)).rows).toEqual([]);
  });

  test("exemptions exist", async () => {
    for (const table of new Set([...exempt.fromStamps, ...exempt.fromAudit])) {
      const { rows } = await database.pool.query("select to_regclass($1) is not null as there", [
        table,
      ]);
      expect(rows, table).toEqual([{ there: true }]);
    }
  });

  test("a function made by the owner tomorrow is closed to public", async () => {
    const client = await database.pool.connect();
    try {
      await client.query("begin");
      await client.query("set local role specql_owner");
      await client.query("create function app.tomorrow() returns int language sql as 'select 1'");
      await client.query("set local role specql_admin");
      await expect(client.query("select app.tomorrow()")).rejects.toMatchObject({ code: "42501" });
    } finally {
      await client.query("rollback");
      client.release();
    }
  });
});

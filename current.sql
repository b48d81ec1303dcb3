--! Message: governance, patterns, types, services

set local role specql_owner;

--!include 0_schema/00_foundation/001_core/001F_foundation/001F1_schema/001F11_sc_schemas.sql

-- registry: a constraint's comment is read from the catalog by src/database/principal.ts
drop function if exists common.constraint_message(text, text, text);

-- registry: new rows are audited once for a statement
--!include 0_schema/01_write_side/011_core/0116_audit/01161_change/011614_tr_record_change.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01161_change/011616_tr_record_inserts.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01161_change/011615_fn_audit_table.sql
select specql_audit.audit_table(t.tgrelid::regclass)
from pg_catalog.pg_trigger as t
where t.tgname = 'tr_900_record_change';

-- registry: faster imports
--!include 0_schema/01_write_side/011_core/0117_cutover/01178_entity_import/011784_fn_add_entities.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/01175_registry_import/011753_fn_refuse_second_key.sql

-- JSON Schema

-- types

-- services

-- patterns

-- policy

-- schema requests

-- migrations of requests

-- seeds

reset role;

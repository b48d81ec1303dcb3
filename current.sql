--! Message: governance, patterns, types, services

set local role specql_owner;

--!include 0_schema/00_foundation/001_core/001F_foundation/001F1_schema/001F11_sc_schemas.sql

-- JSON Schema

-- types

-- the ledger

--!include 0_schema/01_write_side/011_core/0116_audit/01162_ledger/011621_tb_ledger.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01162_ledger/011622_fn_genesis_hash.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01162_ledger/011623_fn_ledger_hash.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01163_ledger_head/011631_tb_ledger_head.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01162_ledger/011624_tr_chain.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01162_ledger/011625_fn_record_decision.sql
--!include 0_schema/02_query_side/021_core/0216_audit/02162_ledger/021621_tv_ledger.sql

-- services

-- patterns

-- policy

-- schema requests

-- migrations of requests

-- seeds

reset role;

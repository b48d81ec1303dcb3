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
--!include 0_schema/01_write_side/011_core/0116_audit/01164_seal/011641_tb_seal.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01164_seal/011642_fn_change_digest.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01164_seal/011643_fn_seal_hash.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01164_seal/011644_fn_system_name.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01164_seal/011645_fn_seal_batch.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01165_verification/011652_fn_entry_moved_from.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01165_verification/011651_fn_stream_problem.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01165_verification/011653_fn_seal_problem.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01165_verification/011654_fn_unsealed_problem.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01165_verification/011656_fn_archived_numbers.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01165_verification/011655_fn_changes_problem.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01165_verification/011657_fn_checked_anchors.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01165_verification/011658_fn_anchor_problem.sql
--!include 0_schema/02_query_side/021_core/0216_audit/02164_seal/021641_tv_seal.sql
--!include 0_schema/03_functions/031_core/0316_audit/03161_change/031612_fn_latest_changes.sql
--!include 0_schema/03_functions/031_core/0316_audit/03162_ledger/031621_fn_audit_anchor.sql
--!include 0_schema/03_functions/031_core/0316_audit/03164_seal/031641_fn_seal_audit.sql
--!include 0_schema/03_functions/031_core/0316_audit/03165_verification/031651_fn_verify_audit.sql
--!include 0_schema/03_functions/031_core/031F_foundation/031F6_health/031F62_fn_doctor.sql

-- services

-- patterns

-- policy

-- schema requests

-- migrations of requests

-- seeds

reset role;

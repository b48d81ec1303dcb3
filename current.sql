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

-- services

alter table specql_service.tb_service
  add column if not exists description text,
  add column if not exists owner text,
  add column if not exists retired_at timestamptz,
  add column if not exists retired_reason text,
  drop constraint if exists ck_tb_service__owner,
  add constraint ck_tb_service__owner check (length(owner) between 1 and 200);
--!include 0_schema/01_write_side/011_core/0113_service/01131_service/011311_tb_service.sql
--!include 0_schema/01_write_side/011_core/0113_service/01131_service/011312_fn_service_pk.sql
--!include 0_schema/01_write_side/011_core/0113_service/01131_service/011313_fn_service_id.sql
--!include 0_schema/01_write_side/011_core/0113_service/01131_service/011315_fn_nearest_service.sql
--!include 0_schema/01_write_side/011_core/0113_service/01131_service/011314_fn_found_service.sql
--!include 0_schema/01_write_side/011_core/0113_service/01131_service/011317_fn_refuse_unknown_key.sql
--!include 0_schema/01_write_side/011_core/0113_service/01131_service/011318_fn_refuse_no_list.sql
--!include 0_schema/01_write_side/011_core/0113_service/01131_service/011316_fn_checked_definition.sql
--!include 0_schema/01_write_side/011_core/0113_service/01131_service/01131A_fn_text_field.sql
--!include 0_schema/01_write_side/011_core/0113_service/01131_service/011319_fn_write_service.sql
--!include 0_schema/01_write_side/011_core/0113_service/01134_graph/011341_tb_graph.sql
--!include 0_schema/01_write_side/011_core/0113_service/01131_service/01131B_fn_refuse_needed.sql
--!include 0_schema/01_write_side/011_core/0113_service/01132_operation/011322_fn_as_json_schema.sql
--!include 0_schema/01_write_side/011_core/0113_service/01132_operation/011323_tr_schemas_are_valid.sql
--!include 0_schema/01_write_side/011_core/0113_service/01132_operation/011325_fn_number_field.sql
--!include 0_schema/01_write_side/011_core/0113_service/01132_operation/011324_fn_write_operations.sql
--!include 0_schema/01_write_side/011_core/0113_service/01135_adjacency/011351_tb_adjacency.sql
--!include 0_schema/01_write_side/011_core/0113_service/01135_adjacency/011352_fn_reached.sql
--!include 0_schema/01_write_side/011_core/0113_service/01135_adjacency/011353_fn_start_stages.sql
--!include 0_schema/01_write_side/011_core/0113_service/01135_adjacency/011354_fn_dependency_cycle.sql
--!include 0_schema/01_write_side/011_core/0113_service/01133_dependency/011332_tr_lock_graph.sql
--!include 0_schema/01_write_side/011_core/0113_service/01133_dependency/011333_tr_keep_neighbours.sql
--!include 0_schema/01_write_side/011_core/0113_service/01133_dependency/011336_tr_add_neighbours.sql
--!include 0_schema/01_write_side/011_core/0113_service/01133_dependency/011334_tr_no_cycle.sql
--!include 0_schema/01_write_side/011_core/0113_service/01133_dependency/011335_fn_write_dependencies.sql
--!include 0_schema/01_write_side/011_core/0113_service/01133_dependency/011337_fn_refuse_retired_needs.sql
--!include 0_schema/01_write_side/011_core/0113_service/01136_use/011361_tb_use.sql
--!include 0_schema/01_write_side/011_core/0113_service/01136_use/011363_fn_use_rows.sql
--!include 0_schema/01_write_side/011_core/0113_service/01136_use/011362_fn_write_uses.sql
--!include 0_schema/01_write_side/011_core/0113_service/01136_use/011364_fn_schema_fields.sql
--!include 0_schema/01_write_side/011_core/0113_service/01136_use/011365_fn_affected_services.sql
--!include 0_schema/02_query_side/021_core/0213_service/02131_service/021311_tv_service.sql
--!include 0_schema/02_query_side/021_core/0213_service/02132_operation/021321_tv_service_operation.sql
--!include 0_schema/02_query_side/021_core/0213_service/02136_use/021361_tv_service_use.sql
--!include 0_schema/03_functions/031_core/0313_service/03131_service/031311_fn_register_service.sql
--!include 0_schema/03_functions/031_core/0313_service/03131_service/031312_fn_retire_service.sql
--!include 0_schema/03_functions/031_core/0313_service/03131_service/031313_fn_remove_service.sql
--!include 0_schema/03_functions/031_core/0313_service/03133_dependency/031331_fn_service_dependencies_of.sql
--!include 0_schema/03_functions/031_core/0313_service/03133_dependency/031332_fn_service_dependents_of.sql
--!include 0_schema/03_functions/031_core/0313_service/03133_dependency/031333_fn_service_start_order.sql

-- Dependencies that are there already get their arrays.
insert into specql_service.tb_adjacency (fk_service, needed, dependents)
select s.pk_service,
  array(select d.fk_needed_service from specql_service.tb_dependency as d where d.fk_service = s.pk_service order by d.pk_dependency),
  array(select d.fk_service from specql_service.tb_dependency as d where d.fk_needed_service = s.pk_service order by d.pk_dependency)
from specql_service.tb_service as s
on conflict (fk_service) do nothing;

--!include 0_schema/03_functions/031_core/031F_foundation/031F6_health/031F62_fn_doctor.sql

-- patterns

-- policy

-- schema requests

-- migrations of requests

-- seeds

reset role;

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

--!include 0_schema/01_write_side/011_core/0115_type/0115A_schema_document/0115A2_ty_schema_place.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115E_evaluation/0115E1_ty_outcome.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115A_schema_document/0115A1_fn_json_schema_limit.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115A_schema_document/0115A3_fn_resolve_uri.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115A_schema_document/0115A4_fn_without_dot_segments.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115A_schema_document/0115A5_fn_percent_decoded.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115A_schema_document/0115A6_fn_pointer_path.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115A_schema_document/0115A8_fn_meta_schema.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115A_schema_document/0115A9_fn_known_document.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115A_schema_document/0115AB_fn_schema_places.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115A_schema_document/0115AC_fn_refuse_large_schema.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115A_schema_document/0115AD_fn_missing_references.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115A_schema_document/0115AE_fn_without_nulls.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115A_schema_document/0115AF_fn_dynamic_link.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115C_regular_expression/0115C1_fn_translated_pattern.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115C_regular_expression/0115C2_fn_pattern_tokens.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115C_regular_expression/0115C3_fn_translated_atom.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115C_regular_expression/0115C4_fn_translated_class.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115C_regular_expression/0115C5_fn_class_tokens.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115C_regular_expression/0115C6_fn_escaped_character.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115C_regular_expression/0115C7_fn_escaped_member.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115C_regular_expression/0115C8_fn_character_ranges.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115C_regular_expression/0115C9_fn_repeated_atom.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115C_regular_expression/0115CA_fn_refuse_pattern.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115C_regular_expression/0115CB_fn_refuse_broken_pattern.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115D_format/0115D1_fn_is_format.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115D_format/0115D2_fn_is_date.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115D_format/0115D3_fn_is_time.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115D_format/0115D4_fn_is_email.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115D_format/0115D5_fn_is_hostname.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115D_format/0115D6_fn_is_ipv4.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115D_format/0115D7_fn_is_ipv6.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115D_format/0115D8_fn_is_uri.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115D_format/0115D9_fn_is_uri_template.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115D_format/0115DA_fn_is_pattern.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115D_format/0115DB_fn_punycode_decoded.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115D_format/0115DC_fn_is_unicode_label.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115B_schema_compiler/0115B2_fn_is_type_keyword.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115B_schema_compiler/0115B3_fn_is_list_of_names.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115B_schema_compiler/0115B4_fn_refuse_wrong_keywords.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115B_schema_compiler/0115B5_fn_vocabularies_of.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115B_schema_compiler/0115B6_fn_has_lists_of_names.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115B_schema_compiler/0115B7_fn_compile_assertions.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115B_schema_compiler/0115B8_fn_clamped_count.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115B_schema_compiler/0115B9_fn_compile_place.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115B_schema_compiler/0115BA_fn_compile_object.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115B_schema_compiler/0115BB_fn_compile_schema.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115B_schema_compiler/0115BC_fn_compile_list.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115B_schema_compiler/0115BE_fn_refuse_circle.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115E_evaluation/0115E2_fn_refuse_work.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115E_evaluation/0115E3_fn_is_multiple.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115E_evaluation/0115E4_fn_matches_pattern.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115E_evaluation/0115E5_fn_check_value.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115E_evaluation/0115E6_fn_check_object.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115E_evaluation/0115E7_fn_check_dependents.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115E_evaluation/0115E8_fn_check_array.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115E_evaluation/0115E9_fn_check_logic.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115E_evaluation/0115EA_fn_check_unevaluated.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115E_evaluation/0115EB_fn_evaluate_value.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115E_evaluation/0115EC_fn_evaluate_object.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115E_evaluation/0115ED_fn_evaluate_array.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115E_evaluation/0115EE_fn_evaluate_logic.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115E_evaluation/0115EF_fn_evaluate_rest.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115F_problem/0115F1_fn_problem.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115F_problem/0115F2_fn_merged_outcomes.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115F_problem/0115F3_fn_array_expression.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115F_problem/0115F4_fn_assertion_problems.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115F_problem/0115F5_fn_number_problems.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115F_problem/0115F6_fn_object_problems.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115F_problem/0115F7_fn_array_problems.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115F_problem/0115F8_fn_is_valid.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115F_problem/0115F9_fn_errors_of.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115F_problem/0115FA_fn_value_expression.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115F_problem/0115FB_fn_string_expression.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115F_problem/0115FC_fn_number_expression.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115F_problem/0115FD_fn_object_expression.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115F_problem/0115FE_fn_logic_expression.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115F_problem/0115FF_fn_check_expression.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115A_schema_document/0115A7_fn_walk_schema.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115A_schema_document/0115AA_fn_schema_references.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115B_schema_compiler/0115BF_fn_same_value_edges.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115B_schema_compiler/0115B1_fn_keyword_problem.sql
--!include 0_schema/01_write_side/011_core/0115_type/0115B_schema_compiler/0115BD_fn_compile_places.sql
--!include 0_schema/03_functions/031_core/0315_type/0315A_schema_document/0315A1_fn_validate_json.sql
--!include 0_schema/03_functions/031_core/0315_type/0315A_schema_document/0315A2_fn_check_json_schema.sql
--!include 0_schema/03_functions/031_core/0315_type/0315A_schema_document/0315A3_fn_is_valid_json.sql

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
--!include 0_schema/01_write_side/011_core/0113_service/01132_operation/011329_fn_plain_type.sql
--!include 0_schema/01_write_side/011_core/0113_service/01132_operation/011328_fn_short_type.sql
--!include 0_schema/01_write_side/011_core/0113_service/01132_operation/011327_fn_is_schema_keyword.sql
--!include 0_schema/01_write_side/011_core/0113_service/01132_operation/011326_fn_is_short_form.sql
--!include 0_schema/01_write_side/011_core/0113_service/01132_operation/011322_fn_as_json_schema.sql
--!include 0_schema/01_write_side/011_core/0113_service/01132_operation/01132A_fn_refuse_empty_words.sql
alter table specql_service.tb_operation
  add column if not exists input_json_schema jsonb generated always as (specql_service.as_json_schema(input_schema)) stored,
  add column if not exists output_json_schema jsonb generated always as (specql_service.as_json_schema(output_schema)) stored;
--!include 0_schema/01_write_side/011_core/0113_service/01132_operation/011321_tb_operation.sql
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
--!include 0_schema/01_write_side/011_core/0117_cutover/01175_registry_import/01175F_fn_try_row.sql
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

--!include 0_schema/01_write_side/011_core/0114_governance/01141_policy_rule/011411_tb_policy_rule.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01142_policy_waiver/011421_tb_policy_waiver.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01149_policy_setting/011491_tb_policy_setting.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01141_policy_rule/011412_tr_number_policy_state.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01141_policy_rule/011413_ty_policy_violations.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01147_request_operations/011471_fn_request_field.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01147_request_operations/011472_fn_checked_identifier.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01147_request_operations/011473_fn_checked_type.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01147_request_operations/011474_fn_base_type.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01147_request_operations/011475_fn_type_modifiers.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01147_request_operations/011476_fn_type_problem.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01147_request_operations/011477_fn_literal_problem.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01147_request_operations/011478_fn_parsed_default.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01147_request_operations/011479_fn_checked_expression.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01147_request_operations/01147A_fn_request_reference.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01147_request_operations/01147B_fn_request_column.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01147_request_operations/01147C_fn_request_index.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01147_request_operations/01147D_fn_request_constraint.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01147_request_operations/01147E_fn_request_changes.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01147_request_operations/01147F_fn_request_operations.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114A_change/0114A1_ty_change_operation.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114A_change/0114A2_ty_change_column.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114A_change/0114A3_ty_change_constraint.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114A_change/0114A4_ty_change_index.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114A_change/0114A5_ty_change.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114A_change/0114A6_ty_finding.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114A_change/0114A7_fn_unknown_fields.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114A_change/0114A8_fn_change_columns.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114A_change/0114A9_fn_change_constraints.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114A_change/0114AA_fn_change_indexes.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114A_change/0114AB_fn_change_of.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114A_change/0114AC_fn_table_facts.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114A_change/0114AD_fn_relation_key.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114A_change/0114AE_fn_catalog_facts.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114A_change/0114AF_fn_has_rows.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01148_parsed_statements/011481_fn_node_names.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01148_parsed_statements/011482_fn_node_object.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01148_parsed_statements/011483_fn_node_relation.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01148_parsed_statements/011484_fn_node_type.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01148_parsed_statements/011485_fn_node_text.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01148_parsed_statements/011486_fn_node_calls.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01148_parsed_statements/011487_fn_node_default.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01148_parsed_statements/011488_fn_node_constraint.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01148_parsed_statements/011489_fn_node_column.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01148_parsed_statements/01148A_fn_table_operations.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01148_parsed_statements/01148B_fn_object_operations.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01148_parsed_statements/01148C_fn_query_facts.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01148_parsed_statements/01148D_fn_data_operations.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01148_parsed_statements/01148E_fn_equal_columns.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01148_parsed_statements/01148F_fn_operations_of_parse_tree.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114B_check/0114B1_fn_look_alike.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114B_check/0114B2_fn_registry_facts.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114B_check/0114B3_fn_check_names.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114B_check/0114B4_fn_check_tables.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114B_check/0114B5_fn_wasted_padding.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114B_check/0114B6_fn_check_columns.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114B_check/0114B7_fn_check_indexes.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114B_check/0114B8_fn_check_constraints.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114B_check/0114B9_fn_utility_operations.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114B_check/0114BA_fn_check_locks.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114B_check/0114BB_fn_check_breakage.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114B_check/0114BC_fn_check_transactions.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114B_check/0114BD_fn_check_data.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114B_check/0114BE_fn_check_rights.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114B_check/0114BF_fn_check_requests.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01141_policy_rule/011414_fn_filled.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01141_policy_rule/011415_fn_scopes_of.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01141_policy_rule/011416_fn_effective_rules.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01141_policy_rule/011417_fn_run_checks.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01141_policy_rule/011418_fn_custom_findings.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01141_policy_rule/011419_fn_checked_check_function.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01141_policy_rule/01141A_fn_check_operations.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01141_policy_rule/01141B_fn_kinds_of.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01141_policy_rule/01141C_fn_rescoped_findings.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01141_policy_rule/01141D_fn_deliver_policy_rules.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01141_policy_rule/01141E_fn_policy_version.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01141_policy_rule/01141F_fn_policy_snapshot.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01142_policy_waiver/011422_fn_type_change.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01142_policy_waiver/011423_fn_allowed_in_comments.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01142_policy_waiver/011424_fn_facts_without_sizes.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01142_policy_waiver/011425_fn_registered_type.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01149_policy_setting/011492_fn_example_findings.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01149_policy_setting/011493_fn_deliver_policy_examples.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01149_policy_setting/011494_fn_example_facts.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01149_policy_setting/011495_fn_checked_scope.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01149_policy_setting/011496_fn_policy_rule_pk.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01149_policy_setting/011497_fn_check_pattern.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01149_policy_setting/011498_fn_check_patterns_compile.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01149_policy_setting/011499_ty_verdict.sql
--!include 0_schema/02_query_side/021_core/0214_governance/02141_policy_rule/021411_tv_policy_rules.sql
--!include 0_schema/02_query_side/021_core/0214_governance/02142_policy_waiver/021421_tv_policy_waivers.sql
--!include 0_schema/02_query_side/021_core/0214_governance/02149_policy_setting/021491_tv_policy_settings.sql
--!include 0_schema/03_functions/031_core/0314_governance/03141_policy_rule/031411_fn_validate_table_schema.sql
--!include 0_schema/03_functions/031_core/0314_governance/03141_policy_rule/031412_fn_lint_statements.sql
--!include 0_schema/03_functions/031_core/0314_governance/03141_policy_rule/031413_fn_policy_self_test.sql
--!include 0_schema/03_functions/031_core/0314_governance/03141_policy_rule/031414_fn_set_policy_rule.sql
--!include 0_schema/03_functions/031_core/0314_governance/03141_policy_rule/031415_fn_add_policy_rule.sql
--!include 0_schema/03_functions/031_core/0314_governance/03142_policy_waiver/031421_fn_waive_policy_rule.sql
--!include 0_schema/03_functions/031_core/0314_governance/03142_policy_waiver/031422_fn_revoke_policy_waiver.sql

-- schema requests

-- migrations of requests

-- seeds

-- policy rules
--!include seed_data/policy_rules_change.sql
--!include seed_data/policy_rules_shape.sql
--!include seed_data/policy_examples.sql

reset role;

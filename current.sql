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
--!include 0_schema/03_functions/031_core/0316_audit/03164_seal/031642_fn_archive_audit_month.sql
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
--!include 0_schema/01_write_side/011_core/0113_service/01135_adjacency/011355_fn_left_waiting.sql
--!include 0_schema/01_write_side/011_core/0113_service/01135_adjacency/011356_fn_cycle_edges.sql
--!include 0_schema/01_write_side/011_core/0113_service/01135_adjacency/011357_fn_way_back.sql
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
drop function if exists specql_cutover.try_service(bigint, jsonb, integer, jsonb, integer, text);
drop function if exists specql_cutover.dependency_problem(jsonb, jsonb);
--!include 0_schema/01_write_side/011_core/0117_cutover/01176_service_import/01176A_fn_dependency_problems.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/01176_service_import/011766_fn_try_service.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/01176_service_import/011765_fn_import_services_document.sql
--!include 0_schema/02_query_side/021_core/0213_service/02131_service/021311_tv_service.sql
--!include 0_schema/02_query_side/021_core/0213_service/02132_operation/021321_tv_service_operation.sql
--!include 0_schema/02_query_side/021_core/0213_service/02136_use/021361_tv_service_use.sql
--!include 0_schema/03_functions/031_core/0313_service/03131_service/031314_fn_register_services.sql
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
--!include 0_schema/01_write_side/011_core/0114_governance/01149_policy_setting/011492_fn_example_findings.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01149_policy_setting/011493_fn_deliver_policy_examples.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01149_policy_setting/011494_fn_example_facts.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01149_policy_setting/011495_fn_checked_scope.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01149_policy_setting/011496_fn_policy_rule_pk.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01149_policy_setting/011497_fn_check_pattern.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01149_policy_setting/011498_fn_check_patterns_compile.sql
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

--!include 0_schema/00_foundation/001_core/001F_foundation/001F2_actor/001F24_fn_current_principal_kind.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01144_revision/011442_fn_content_hash.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01144_revision/011443_fn_actor_key.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01143_schema_request/011431_tb_schema_request.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01144_revision/011441_tb_revision.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01145_review/011451_tb_review.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114C_event/0114C1_tb_event.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114D_refusal/0114D1_tb_refusal.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114D_refusal/0114D2_fn_refuse.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114D_refusal/0114D3_tr_refusal_is_final.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114C_event/0114C2_tr_event_in_order.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114C_event/0114C3_fn_note_step.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01143_schema_request/011432_fn_found_request.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01143_schema_request/011433_fn_locked_request.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01143_schema_request/011436_fn_refuse_reserved_schema.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01144_revision/011446_fn_refuse_closed_schema.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01143_schema_request/011435_fn_checked_target.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01143_schema_request/011437_fn_checked_json.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01143_schema_request/011438_fn_text_in.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01143_schema_request/011439_fn_refuse_other_name.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01143_schema_request/011434_fn_request_parts.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01144_revision/01144F_fn_uuid_in.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01144_revision/01144C_fn_current_revision.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01144_revision/011447_fn_refuse_reserved_objects.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01144_revision/011448_fn_objects_of.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01144_revision/011449_fn_refuse_violations.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01144_revision/011445_fn_request_facts.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01144_revision/01144A_fn_found_violations.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01144_revision/011444_fn_operations_of.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01144_revision/01144B_fn_add_revision.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01144_revision/01144D_fn_refuse_odd_revision.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01144_revision/01144E_fn_revised_parts.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01145_review/011454_fn_is_author.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01145_review/011452_fn_required_approvals.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01145_review/011453_fn_approval_gap.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01145_review/01145A_fn_was_reviewed.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01145_review/01145B_fn_refuse_stranger.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01145_review/01145C_fn_migration_state.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01145_review/01145D_fn_given_code.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01145_review/011456_fn_refuse_reviewer.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01145_review/011458_fn_refuse_final_change.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01145_review/011459_fn_check_approval.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01145_review/011457_fn_refuse_unfounded_move.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01145_review/011455_tr_review_counts.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01143_schema_request/01143A_fn_refuse_taken_table.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01143_schema_request/01143B_fn_refuse_missing_table.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01143_schema_request/01143D_fn_believed_requester.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01143_schema_request/01143E_fn_move_request.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01143_schema_request/01143F_tr_status_moves.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114C_event/0114C6_fn_conflicts_of.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114C_event/0114C7_fn_note_conflicts.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114C_event/0114C4_tr_note_request.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114C_event/0114C5_tr_note_review.sql
--!include 0_schema/02_query_side/021_core/0214_governance/02143_schema_request/021431_tv_schema_request.sql
--!include 0_schema/02_query_side/021_core/0214_governance/02144_revision/021441_tv_revision.sql
--!include 0_schema/02_query_side/021_core/0214_governance/02145_review/021451_tv_review.sql
--!include 0_schema/02_query_side/021_core/0214_governance/0214C_event/0214C1_tv_event.sql
--!include 0_schema/02_query_side/021_core/0214_governance/0214D_refusal/0214D1_tv_refusal.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01143_schema_request/01143C_fn_add_draft.sql
--!include 0_schema/03_functions/031_core/0314_governance/03143_schema_request/031431_fn_submit_schema_request.sql
--!include 0_schema/03_functions/031_core/0314_governance/03143_schema_request/031432_fn_revise_schema_request.sql
--!include 0_schema/03_functions/031_core/0314_governance/03143_schema_request/031433_fn_withdraw_schema_request.sql
--!include 0_schema/03_functions/031_core/0314_governance/03143_schema_request/031434_fn_schema_request_page.sql
--!include 0_schema/03_functions/031_core/0314_governance/03143_schema_request/031435_fn_schema_request_history.sql
--!include 0_schema/03_functions/031_core/0314_governance/03143_schema_request/031436_fn_find_schema_request.sql
--!include 0_schema/03_functions/031_core/0314_governance/03145_review/031451_fn_review_schema_request.sql
--!include 0_schema/03_functions/031_core/0314_governance/03145_review/031452_fn_approval_status.sql
--!include 0_schema/03_functions/031_core/0314_governance/0314C_event/0314C1_fn_events_after.sql
--!include 0_schema/03_functions/031_core/0314_governance/0314D_refusal/0314D1_fn_record_refusal.sql
--!include 0_schema/03_functions/031_core/031F_foundation/031F5_call/031F52_fn_api_description.sql

-- migrations of requests

--!include 0_schema/00_foundation/001_core/001F_foundation/001F5_call/001F51_fn_signature_of.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01146_migration/011461_tb_migration.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01167_unasked_change/011671_tb_unasked_change.sql
--!include 0_schema/01_write_side/011_core/0116_audit/0116A_ddl_watch/0116A1_tb_ddl_watch.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01146_migration/011462_fn_live_model.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01169_migration_run/01169D_fn_same_reference.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01168_proof/01168E_fn_header_of.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01146_migration/011469_fn_structure_of.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01168_proof/011686_fn_moved_back.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01168_proof/011685_fn_moved_references.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01168_proof/011683_fn_structure_print.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01168_proof/011681_fn_table_content.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114F_migration_text/0114F1_fn_migration_identifier.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114F_migration_text/0114F2_fn_sql_literal.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114F_migration_text/0114F3_fn_comment_line.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114F_migration_text/0114F4_fn_object_name.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114F_migration_text/0114F5_fn_renamed_in.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114F_migration_text/0114F6_fn_guarded.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114F_migration_text/0114F7_fn_step.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114F_migration_text/0114F8_fn_found_sequence.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114F_migration_text/0114F9_fn_comment_actions.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114F_migration_text/0114FA_fn_creation_of.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114F_migration_text/0114FB_fn_loss_check.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114F_migration_text/0114FC_fn_not_null_steps.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114F_migration_text/0114FD_fn_concurrent_steps.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114F_migration_text/0114FE_fn_constraint_steps.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114F_migration_text/0114FF_fn_type_steps.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114E_generator/0114E1_fn_resolved_type.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114E_generator/0114E2_fn_written_default.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114E_generator/0114E3_fn_migration_expression.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114E_generator/0114E4_fn_column_facts.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114E_generator/0114E5_fn_column_sql.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114E_generator/0114E6_fn_constraint_facts.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114E_generator/0114E7_fn_constraint_sql.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114E_generator/0114E8_fn_index_facts.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114E_generator/0114E9_fn_actions_of.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114E_generator/0114EA_fn_alterations_of.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114E_generator/0114EB_fn_model_after.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114E_generator/0114EC_fn_reverse_of.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114E_generator/0114ED_fn_steps_of.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114E_generator/0114EE_fn_write_operations.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114E_generator/0114EF_fn_script_of.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01146_migration/011463_fn_placed_operation.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01146_migration/011464_fn_expressions_of.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01146_migration/011465_fn_numbered_steps.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01146_migration/011466_fn_migration_name.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01146_migration/011467_fn_step_tags.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01146_migration/011468_fn_settled_steps.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01146_migration/01146A_fn_copied_structure.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01146_migration/01146B_fn_check_expressions.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01146_migration/01146C_fn_storage_of.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01146_migration/01146D_fn_held_locks.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01146_migration/01146E_fn_prove_operations.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01146_migration/01146F_fn_neighbour_models.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01167_unasked_change/011672_fn_is_asked_for.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01167_unasked_change/011673_fn_note_unasked.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01168_proof/011682_fn_fingerprint.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01168_proof/011684_fn_moved_operations.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01168_proof/011687_fn_structures_of.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01168_proof/011688_fn_difference_problem.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01168_proof/011689_fn_prints_of.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01168_proof/01168A_fn_standing_problems.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01168_proof/01168B_fn_measured_locks.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01168_proof/01168C_fn_stated_locks.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01168_proof/01168D_fn_migration_of.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01168_proof/01168F_fn_go_on.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01169_migration_run/011691_fn_take_migration_turn.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01169_migration_run/011692_fn_refuse_unproven.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01169_migration_run/011693_fn_drift_of.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01169_migration_run/011694_fn_refuse_drifted.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01169_migration_run/011695_fn_finish_migration.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01169_migration_run/011696_fn_live_table.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01169_migration_run/011697_fn_risk_of.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01169_migration_run/011698_fn_rows_in.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01169_migration_run/011699_fn_difference.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01169_migration_run/01169A_fn_without_references.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01169_migration_run/01169B_fn_changes_between.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01169_migration_run/01169C_fn_wanted_references.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01169_migration_run/01169E_fn_export_of.sql
--!include 0_schema/02_query_side/021_core/0214_governance/02146_migration/021461_tv_migration.sql
--!include 0_schema/02_query_side/021_core/0216_audit/02167_unasked_change/021671_tv_unasked_change.sql
--!include 0_schema/03_functions/031_core/0314_governance/03146_migration/031461_fn_preview_migration.sql
--!include 0_schema/03_functions/031_core/0314_governance/03146_migration/031462_fn_prove_migration.sql
--!include 0_schema/03_functions/031_core/0314_governance/03146_migration/031463_fn_apply_schema_request.sql
--!include 0_schema/03_functions/031_core/0314_governance/03146_migration/031464_fn_roll_back_schema_request.sql
--!include 0_schema/03_functions/031_core/0314_governance/03146_migration/031465_fn_pending_steps.sql
--!include 0_schema/03_functions/031_core/0314_governance/03146_migration/031466_fn_record_step.sql
--!include 0_schema/03_functions/031_core/0314_governance/03146_migration/031467_fn_schema_drift.sql
--!include 0_schema/03_functions/031_core/0314_governance/03146_migration/031468_fn_export_migration.sql
--!include 0_schema/03_functions/031_core/0316_audit/03167_unasked_change/031671_fn_note_ddl.sql
--!include 0_schema/03_functions/031_core/0316_audit/03167_unasked_change/031672_fn_acknowledge_unasked_change.sql
--!include 0_schema/03_functions/031_core/0316_audit/0316A_ddl_watch/0316A1_fn_watch_ddl.sql

-- the doctor looks at everything above

--!include 0_schema/03_functions/031_core/031F_foundation/031F6_health/031F62_fn_doctor.sql

-- seeds

-- policy rules
--!include seed_data/policy_rules_change.sql
--!include seed_data/policy_rules_shape.sql
--!include seed_data/policy_examples.sql

reset role;

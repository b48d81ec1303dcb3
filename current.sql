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
--!include 0_schema/01_write_side/011_core/0115_type/0115C_regular_expression/0115C1_fn_compile_pattern.sql
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
--!include 0_schema/01_write_side/011_core/0115_type/0115C_regular_expression/0115CC_fn_match_steps.sql
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
--!include 0_schema/01_write_side/011_core/0115_type/0115E_evaluation/0115E4_fn_own_steps.sql
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
--!include 0_schema/01_write_side/011_core/0115_type/01151_universal_type/011515_fn_type_key.sql
--!include 0_schema/01_write_side/011_core/0115_type/01151_universal_type/011516_fn_is_type_name.sql
--!include 0_schema/01_write_side/011_core/0115_type/01151_universal_type/011518_tr_types_stay.sql
--!include 0_schema/01_write_side/011_core/0115_type/01155_type_category/011551_tb_type_category.sql
--!include 0_schema/01_write_side/011_core/0115_type/01151_universal_type/011511_tb_universal_type.sql
--!include 0_schema/01_write_side/011_core/0115_type/01152_type_version/011521_tb_type_version.sql
--!include 0_schema/01_write_side/011_core/0115_type/01153_type_mapping/011531_tb_type_mapping.sql
--!include 0_schema/01_write_side/011_core/0115_type/01154_type_alias/011541_tb_type_alias.sql
--!include 0_schema/01_write_side/011_core/0115_type/01159_type_field/011591_tb_type_field.sql
--!include 0_schema/01_write_side/011_core/0115_type/01151_universal_type/011512_fn_universal_type_pk.sql
--!include 0_schema/01_write_side/011_core/0115_type/01151_universal_type/011513_fn_universal_type_id.sql
--!include 0_schema/01_write_side/011_core/0115_type/01152_type_version/011526_fn_pointer_step.sql
--!include 0_schema/01_write_side/011_core/0115_type/01152_type_version/011527_fn_may_repeat.sql
--!include 0_schema/01_write_side/011_core/0115_type/01152_type_version/011528_fn_most_properties.sql
--!include 0_schema/01_write_side/011_core/0115_type/01158_comparison/011581_fn_resolved_reference.sql
--!include 0_schema/01_write_side/011_core/0115_type/01158_comparison/011582_fn_flat_schemas.sql
--!include 0_schema/01_write_side/011_core/0115_type/01158_comparison/011584_fn_type_set.sql
--!include 0_schema/01_write_side/011_core/0115_type/01158_comparison/011585_fn_type_of_value.sql
--!include 0_schema/01_write_side/011_core/0115_type/01158_comparison/011586_fn_possible_types.sql
--!include 0_schema/01_write_side/011_core/0115_type/01158_comparison/01158A_fn_literal_nodes.sql
--!include 0_schema/01_write_side/011_core/0115_type/01151_universal_type/011514_fn_found_type.sql
--!include 0_schema/01_write_side/011_core/0115_type/01151_universal_type/011517_fn_checked_type_name.sql
--!include 0_schema/01_write_side/011_core/0115_type/01151_universal_type/01151A_fn_type_expression.sql
--!include 0_schema/01_write_side/011_core/0115_type/01151_universal_type/01151B_fn_checked_category.sql
--!include 0_schema/01_write_side/011_core/0115_type/01151_universal_type/01151C_fn_write_type.sql
--!include 0_schema/01_write_side/011_core/0115_type/01151_universal_type/01151D_fn_checked_definitions.sql
--!include 0_schema/01_write_side/011_core/0115_type/01152_type_version/011522_fn_type_documents.sql
--!include 0_schema/01_write_side/011_core/0115_type/01152_type_version/011523_fn_add_version.sql
--!include 0_schema/01_write_side/011_core/0115_type/01152_type_version/011524_fn_refuse_incompatible.sql
--!include 0_schema/01_write_side/011_core/0115_type/01152_type_version/011525_fn_count_comparison.sql
--!include 0_schema/01_write_side/011_core/0115_type/01154_type_alias/011542_fn_claim_alias.sql
--!include 0_schema/01_write_side/011_core/0115_type/01156_compatibility/011561_fn_incompatibilities.sql
--!include 0_schema/01_write_side/011_core/0115_type/01156_compatibility/011562_fn_checked_root.sql
--!include 0_schema/01_write_side/011_core/0115_type/01156_compatibility/011563_fn_checked_mode.sql
--!include 0_schema/01_write_side/011_core/0115_type/01156_compatibility/011564_fn_subset_problems.sql
--!include 0_schema/01_write_side/011_core/0115_type/01156_compatibility/011565_fn_keyword_problems.sql
--!include 0_schema/01_write_side/011_core/0115_type/01156_compatibility/011566_fn_object_problems.sql
--!include 0_schema/01_write_side/011_core/0115_type/01156_compatibility/011567_fn_array_problems.sql
--!include 0_schema/01_write_side/011_core/0115_type/01156_compatibility/011568_fn_choice_problems.sql
--!include 0_schema/01_write_side/011_core/0115_type/01156_compatibility/011569_fn_value_rule_problem.sql
--!include 0_schema/01_write_side/011_core/0115_type/01156_compatibility/01156A_fn_name_problems.sql
--!include 0_schema/01_write_side/011_core/0115_type/01156_compatibility/01156B_fn_dependent_problems.sql
--!include 0_schema/01_write_side/011_core/0115_type/01156_compatibility/01156C_fn_unknown_problems.sql
--!include 0_schema/01_write_side/011_core/0115_type/01156_compatibility/01156D_fn_holds_for_each_type.sql
--!include 0_schema/01_write_side/011_core/0115_type/01156_compatibility/01156E_fn_holds_in_each_branch.sql
--!include 0_schema/01_write_side/011_core/0115_type/01156_compatibility/01156F_fn_keyword_kind.sql
--!include 0_schema/01_write_side/011_core/0115_type/01157_value/01157A_fn_known_regtype.sql
--!include 0_schema/01_write_side/011_core/0115_type/01157_value/011571_fn_checked_postgres_type.sql
--!include 0_schema/01_write_side/011_core/0115_type/01157_value/011572_fn_postgres_type_problem.sql
--!include 0_schema/01_write_side/011_core/0115_type/01157_value/011573_fn_column_type.sql
--!include 0_schema/01_write_side/011_core/0115_type/01157_value/011574_fn_value_problems.sql
--!include 0_schema/01_write_side/011_core/0115_type/01157_value/011575_fn_single_value_problems.sql
--!include 0_schema/01_write_side/011_core/0115_type/01157_value/011576_fn_scalar_problem.sql
--!include 0_schema/01_write_side/011_core/0115_type/01157_value/011577_fn_json_kind_problem.sql
--!include 0_schema/01_write_side/011_core/0115_type/01157_value/011578_fn_list_schema.sql
--!include 0_schema/01_write_side/011_core/0115_type/01157_value/011579_fn_type_in_force.sql
--!include 0_schema/01_write_side/011_core/0115_type/01158_comparison/011583_fn_schema_facts.sql
--!include 0_schema/01_write_side/011_core/0115_type/01158_comparison/011587_fn_property_schemas.sql
--!include 0_schema/01_write_side/011_core/0115_type/01158_comparison/011588_fn_named_schemas.sql
--!include 0_schema/01_write_side/011_core/0115_type/01158_comparison/011589_fn_item_schemas.sql
--!include 0_schema/01_write_side/011_core/0115_type/01158_comparison/01158B_fn_name_matches.sql
--!include 0_schema/01_write_side/011_core/0115_type/01158_comparison/01158C_fn_cannot_overlap.sql
--!include 0_schema/01_write_side/011_core/0115_type/01158_comparison/01158D_fn_nodes_are_disjoint.sql
--!include 0_schema/01_write_side/011_core/0115_type/01158_comparison/01158E_fn_is_same_schema.sql
--!include 0_schema/01_write_side/011_core/0115_type/01158_comparison/01158F_fn_is_same_text.sql
--!include 0_schema/01_write_side/011_core/0115_type/01151_universal_type/011519_tr_claim_type_name.sql
--!include 0_schema/02_query_side/021_core/0215_type/02151_universal_type/021511_tv_type.sql
--!include 0_schema/02_query_side/021_core/0215_type/02152_type_version/021521_tv_type_version.sql
--!include 0_schema/02_query_side/021_core/0215_type/02153_type_mapping/021531_tv_type_mapping.sql
--!include 0_schema/02_query_side/021_core/0215_type/02154_type_alias/021541_tv_type_alias.sql
--!include 0_schema/02_query_side/021_core/0215_type/02155_type_category/021551_tv_type_category.sql
--!include 0_schema/02_query_side/021_core/0215_type/02159_type_field/021591_tv_type_field.sql
--!include 0_schema/03_functions/031_core/0315_type/03151_universal_type/031511_fn_register_type.sql
--!include 0_schema/03_functions/031_core/0315_type/03151_universal_type/031512_fn_set_type_compatibility.sql
--!include 0_schema/03_functions/031_core/0315_type/03151_universal_type/031513_fn_deprecate_type.sql
--!include 0_schema/03_functions/031_core/0315_type/03151_universal_type/031514_fn_validate_value.sql
--!include 0_schema/03_functions/031_core/0315_type/03151_universal_type/031515_fn_is_valid_value.sql
--!include 0_schema/03_functions/031_core/0315_type/03151_universal_type/031516_fn_postgres_type_of.sql
--!include 0_schema/03_functions/031_core/0315_type/03151_universal_type/031517_fn_type_check.sql
--!include 0_schema/03_functions/031_core/0315_type/03151_universal_type/031518_fn_find_type.sql
--!include 0_schema/01_write_side/011_core/0115_type/01151_universal_type/01151E_fn_register_definition.sql
--!include 0_schema/03_functions/031_core/0315_type/03151_universal_type/031519_fn_register_types.sql
--!include 0_schema/03_functions/031_core/0315_type/03153_type_mapping/031531_fn_map_type.sql
--!include 0_schema/03_functions/031_core/0315_type/03154_type_alias/031541_fn_add_type_alias.sql
--!include 0_schema/03_functions/031_core/0315_type/03156_compatibility/031561_fn_check_compatibility.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117A_type_import/0117A2_fn_type_section.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117A_type_import/0117A4_fn_type_field.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117A_type_import/0117A1_fn_import_types_document.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117A_type_import/0117A3_fn_type_values.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117A_type_import/0117A5_fn_number_of.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117A_type_import/0117A6_fn_fields_schema.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117A_type_import/0117A7_fn_import_type.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117A_type_import/0117A8_fn_merge_type.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117A_type_import/0117A9_fn_take_type_values.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117A_type_import/0117AA_fn_example_changes.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117A_type_import/0117AB_fn_map_graphql.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117A_type_import/0117AC_fn_import_type_field.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117A_type_import/0117AD_fn_import_rich_type.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117A_type_import/0117AE_fn_import_type_row.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117A_type_import/0117AF_fn_types_held.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/01174_reading/01174D_fn_rows_below.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/01175_registry_import/01175E_fn_import_row.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/01175_registry_import/01175F_fn_try_row.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/01177_walk/011771_fn_import_below.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/01177_walk/011776_fn_run_import.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/01177_walk/011777_fn_checksums_of.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/01177_walk/011779_fn_retry_row.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317A_type_import/0317A1_fn_import_types.sql

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
--!include 0_schema/01_write_side/011_core/0117_cutover/01172_import_row/011721_tb_import_row.sql
drop function if exists specql_cutover.try_service(bigint, jsonb, integer, jsonb, integer, text);
drop function if exists specql_cutover.dependency_problem(jsonb, jsonb);
--!include 0_schema/01_write_side/011_core/0117_cutover/01176_service_import/01176A_fn_dependency_problems.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/01176_service_import/011766_fn_try_service.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/01176_service_import/01176B_fn_imported_dependencies.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/01176_service_import/011768_fn_import_dependencies.sql
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
--!include 0_schema/01_write_side/011_core/0112_pattern/01124_pattern_embedding/011242_fn_extension_schema.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01121_pattern_category/011211_tb_pattern_category.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01121_pattern_category/011212_fn_pattern_category_pk.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01121_pattern_category/011213_fn_pattern_category_id.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01121_pattern_category/011214_fn_found_pattern_category.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01121_pattern_category/011215_fn_claimed_pattern_category.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01122_domain_pattern/011225_fn_tag_keys.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01122_domain_pattern/011226_fn_search_name.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01122_domain_pattern/011227_fn_search_document.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01122_domain_pattern/011228_fn_keywords_of.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01122_domain_pattern/011229_fn_pattern_text.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01122_domain_pattern/01122A_fn_checked_tags.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01122_domain_pattern/01122B_fn_checked_object.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01122_domain_pattern/011221_tb_domain_pattern.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01122_domain_pattern/011222_fn_domain_pattern_pk.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01122_domain_pattern/011223_fn_domain_pattern_id.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01122_domain_pattern/011224_fn_found_domain_pattern.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01123_embedding_provider/011235_fn_checked_word.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01123_embedding_provider/011231_tb_embedding_provider.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01123_embedding_provider/011232_fn_embedding_provider_pk.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01123_embedding_provider/011233_fn_embedding_provider_id.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01123_embedding_provider/011234_fn_claimed_embedding_provider.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01123_embedding_provider/011236_fn_found_embedding_provider.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01125_offline/011251_fn_folded_text.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01125_offline/011252_fn_stem.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01125_offline/011254_fn_stop_words.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01125_offline/011253_fn_text_features.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01125_offline/011255_fn_offline_embedding.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01125_offline/011256_fn_is_offline.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01125_offline/011257_fn_thesaurus.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01124_pattern_embedding/011241_tb_pattern_embedding.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01124_pattern_embedding/011243_fn_checked_embedding.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01124_pattern_embedding/011245_fn_text_hash.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01124_pattern_embedding/011247_fn_text_of_pattern.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01124_pattern_embedding/011244_fn_store_embedding.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01124_pattern_embedding/011246_fn_store_given_embedding.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01122_domain_pattern/01122C_tr_derive.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01122_domain_pattern/01122D_tr_embed.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01122_domain_pattern/01122E_fn_refuse_taken_name.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01127_parameters/011271_fn_parameters_schema.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01127_parameters/011272_fn_checked_parameters.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01126_search/011261_fn_filter_condition.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01126_search/011262_fn_checked_limit.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01126_search/01126A_fn_checked_query.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01126_search/011263_fn_chosen_provider.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01126_search/011264_fn_nearest.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01126_search/011267_fn_library_size.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01126_search/011265_fn_query_words.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01126_search/011266_fn_word_matches.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01126_search/01126B_fn_full_text_matches.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01126_search/011268_fn_trigram_matches.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01126_search/011269_fn_fused.sql
--!include 0_schema/02_query_side/021_core/0212_pattern/02121_pattern_category/021211_tv_pattern_category.sql
--!include 0_schema/02_query_side/021_core/0212_pattern/02122_domain_pattern/021221_tv_domain_pattern.sql
--!include 0_schema/02_query_side/021_core/0212_pattern/02123_embedding_provider/021231_tv_embedding_provider.sql
--!include 0_schema/02_query_side/021_core/0212_pattern/02124_pattern_embedding/021241_tv_pattern_embedding.sql
--!include 0_schema/02_query_side/021_core/0212_pattern/02126_search/021262_tv_pattern_match.sql
--!include 0_schema/03_functions/031_core/0312_pattern/03121_pattern_category/031211_fn_register_pattern_category.sql
--!include 0_schema/03_functions/031_core/0312_pattern/03122_domain_pattern/031221_fn_register_pattern.sql
--!include 0_schema/03_functions/031_core/0312_pattern/03122_domain_pattern/031222_fn_update_pattern.sql
--!include 0_schema/03_functions/031_core/0312_pattern/03122_domain_pattern/031223_fn_deprecate_pattern.sql
--!include 0_schema/03_functions/031_core/0312_pattern/03122_domain_pattern/031224_fn_restore_pattern.sql
--!include 0_schema/03_functions/031_core/0312_pattern/03122_domain_pattern/031225_fn_tag_pattern.sql
--!include 0_schema/03_functions/031_core/0312_pattern/03122_domain_pattern/031226_fn_get_pattern.sql
--!include 0_schema/03_functions/031_core/0312_pattern/03124_pattern_embedding/031241_fn_set_pattern_embedding.sql
--!include 0_schema/03_functions/031_core/0312_pattern/03124_pattern_embedding/031242_fn_pending_embeddings.sql
--!include 0_schema/03_functions/031_core/0312_pattern/03124_pattern_embedding/031243_fn_remove_embeddings.sql
--!include 0_schema/03_functions/031_core/0312_pattern/03125_offline/031251_fn_embed_text.sql
--!include 0_schema/03_functions/031_core/0312_pattern/03126_search/031261_fn_search_patterns.sql
--!include 0_schema/03_functions/031_core/0312_pattern/03126_search/031262_fn_similar_patterns.sql
--!include 0_schema/03_functions/031_core/0312_pattern/03126_search/031263_fn_find_patterns.sql
--!include seed_data/0112_pattern_categories.sql

-- policy

-- schema requests

-- migrations of requests

-- seeds

--!include seed_data/0115_types.sql

-- the doctor, after all that it looks at

--!include 0_schema/03_functions/031_core/031F_foundation/031F6_health/031F62_fn_doctor.sql

reset role;

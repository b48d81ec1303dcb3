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

-- services

-- patterns

-- policy

-- schema requests

-- migrations of requests

-- seeds

reset role;

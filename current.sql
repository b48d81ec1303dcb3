--! Message: governance, patterns, types, services

set local role specql_owner;

--!include 0_schema/00_foundation/001_core/001F_foundation/001F1_schema/001F11_sc_schemas.sql

-- JSON Schema

-- types

-- services

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
--!include 0_schema/03_functions/031_core/0314_governance/03141_policy_rule/031411_fn_validate_table_schema.sql
--!include 0_schema/03_functions/031_core/0314_governance/03141_policy_rule/031412_fn_lint_statements.sql
--!include 0_schema/03_functions/031_core/0314_governance/03141_policy_rule/031413_fn_policy_self_test.sql

-- schema requests

-- migrations of requests

-- seeds

-- policy rules
--!include seed_data/policy_rules_change.sql
--!include seed_data/policy_rules_shape.sql
--!include seed_data/policy_examples.sql

reset role;

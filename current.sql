--! Message: governance, patterns, types, services

set local role specql_owner;

--!include 0_schema/00_foundation/001_core/001F_foundation/001F1_schema/001F11_sc_schemas.sql

-- JSON Schema

-- types

-- services

-- patterns

-- policy

-- schema requests

-- migrations of requests

--!include 0_schema/01_write_side/011_core/0114_governance/01146_migration/011462_fn_live_model.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01146_migration/011469_fn_structure_of.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01149_unasked_change/011497_fn_moved_back.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01149_unasked_change/011496_fn_moved_references.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01149_unasked_change/011494_fn_structure_print.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114F_migration_text/0114F1_fn_checked_identifier.sql
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
--!include 0_schema/01_write_side/011_core/0114_governance/0114E_generator/0114E3_fn_checked_expression.sql
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
--!include 0_schema/01_write_side/011_core/0114_governance/01149_unasked_change/011492_fn_table_content.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01149_unasked_change/011493_fn_fingerprint.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01149_unasked_change/011495_fn_moved_operations.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01149_unasked_change/011498_fn_structures_of.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01149_unasked_change/011499_fn_difference_problem.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01149_unasked_change/01149A_fn_prints_of.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01149_unasked_change/01149B_fn_standing_problems.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01149_unasked_change/01149C_fn_measured_locks.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01149_unasked_change/01149D_fn_stated_locks.sql

-- seeds

reset role;

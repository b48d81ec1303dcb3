--! Message: 

set local role specql_owner;

-- == lead
--!include 0_schema/00_foundation/001_core/001F_foundation/001F1_schema/001F11_sc_schemas.sql

-- == stores
--!include 0_schema/01_write_side/011_core/0117_cutover/0117C_store/0117C1_tb_store.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117C_store/0117C2_fn_store_lock.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117C_store/0117C3_fn_store_pk.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A2_mirror/011A21_tb_mirror.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A1_legacy_table/011A11_tb_legacy_table.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A1_legacy_table/011A12_fn_define_legacy_table.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A1_legacy_table/011A13_fn_legacy_table.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A1_legacy_table/011A14_fn_rendered.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A1_legacy_table/011A15_fn_store_tables.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117D_outbox/0117D1_tb_outbox.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117D_outbox/0117D2_tr_mark_changes.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117D_outbox/0117D3_fn_mirror_table.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117C_store/0117C4_fn_phase_number.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117C_store/0117C5_fn_hold.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117C_store/0117C6_fn_proven_run.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117C_store/0117C7_fn_move.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117C_store/0117C8_fn_share_store.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A1_legacy_table/011A16_fn_refuse_partial.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A1_legacy_table/011A17_fn_call_load.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A1_legacy_table/011A18_fn_cell.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A1_legacy_table/011A19_fn_failsafe.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A3_registry_rendering/011A31_fn_domain_key.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A3_registry_rendering/011A32_fn_subdomain_key.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A3_registry_rendering/011A33_fn_entry_key.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A3_registry_rendering/011A34_vw_registry_domains.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A3_registry_rendering/011A35_vw_registry_subdomains.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A3_registry_rendering/011A36_vw_registry_entities.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A3_registry_rendering/011A37_vw_registry_read_entities.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A3_registry_rendering/011A38_vw_registry_document.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A4_service_rendering/011A42_fn_operation_entry.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A4_service_rendering/011A41_fn_service_entry.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A4_service_rendering/011A43_fn_service_key.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A4_service_rendering/011A44_vw_services_services.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A4_service_rendering/011A45_vw_services_document.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/01176_service_import/011765_fn_import_services_document.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A5_type_rendering/011A51_fn_type_section_of.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A5_type_rendering/011A52_fn_field_entry.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A5_type_rendering/011A53_fn_type_entry.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A5_type_rendering/011A54_vw_types_rest.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A5_type_rendering/011A55_vw_types_document.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117A_type_import/0117A7_fn_import_type.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117A_type_import/0117A8_fn_merge_type.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117A_type_import/0117AD_fn_import_rich_type.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117A_type_import/0117AE_fn_import_type_row.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A6_pattern_rendering/011A61_fn_library_row_key.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A6_pattern_rendering/011A62_fn_library_parent_key.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A6_pattern_rendering/011A64_fn_sqlite_time.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A6_pattern_rendering/011A63_fn_library_cell.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A6_pattern_rendering/011A65_fn_library_entry.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A6_pattern_rendering/011A66_vw_patterns_tables.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A6_pattern_rendering/011A67_vw_patterns_rest.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117D_outbox/0117D4_fn_settle_marks.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117D_outbox/0117D5_fn_prune_outbox.sql
--!include 0_schema/02_query_side/021_core/0217_cutover/0217C_store/0217C1_tv_store.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317C1_fn_attach_store.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317C2_fn_detach_store.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317C3_fn_hold_store.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317C4_fn_advance_store.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317C5_fn_roll_back_store.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317C6_fn_note_legacy_write.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317C7_fn_store_tables.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317C8_fn_store_rows.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317C9_fn_put_store_row.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317CA_fn_remove_store_row.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317D_outbox/0317D1_fn_claim_mirror.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317D_outbox/0317D2_fn_mirror_batch.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317D_outbox/0317D3_fn_acknowledge_mirror.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A7_row_put/011A71_fn_put_by_import.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A7_row_put/011A72_fn_load_registry.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A7_row_put/011A73_fn_put_registry_row.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A7_row_put/011A74_fn_remove_registry_row.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A7_row_put/011A75_fn_typed.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A7_row_put/011A76_fn_load_services.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A7_row_put/011A77_fn_put_service.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A7_row_put/011A78_fn_remove_service_row.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A7_row_put/011A79_fn_load_types.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A7_row_put/011A7A_fn_remove_type_row.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A7_row_put/011A7B_fn_load_patterns.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A7_row_put/011A7C_fn_library_above.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A7_row_put/011A7D_fn_remove_pattern_row.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A3_registry_rendering/011A3F_definitions.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A4_service_rendering/011A4F_definitions.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A5_type_rendering/011A5F_definitions.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A6_pattern_rendering/011A6F_definitions.sql

-- == mover

-- == memory

-- == network

-- == tasks

-- == mirror

-- == consistency
--!include 0_schema/01_write_side/011_core/0117_cutover/0117E_consistency_run/0117E1_tb_consistency_run.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117E_consistency_run/0117E2_fn_row_hash.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117F_discrepancy/0117F1_tb_discrepancy.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117E_consistency_run/0117E3_fn_hashed_rows.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117E_consistency_run/0117E4_fn_table_fingerprint.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117E_consistency_run/0117E5_fn_store_fingerprint.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117E_consistency_run/0117E6_fn_checked_digits.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117E_consistency_run/0117E7_fn_lock_run.sql
--!include 0_schema/02_query_side/021_core/0217_cutover/0217E_consistency_run/0217E1_tv_consistency_run.sql
--!include 0_schema/02_query_side/021_core/0217_cutover/0217F_discrepancy/0217F1_tv_discrepancy.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317E_consistency_run/0317E1_fn_store_checksums.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317E_consistency_run/0317E2_fn_store_row_hashes.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317E_consistency_run/0317E3_fn_store_order_checksum.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317E_consistency_run/0317E4_fn_store_order.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317E_consistency_run/0317E5_fn_compared_rows.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317E_consistency_run/0317E6_fn_begin_consistency_run.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317E_consistency_run/0317E7_fn_record_consistency_run.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317F_discrepancy/0317F1_fn_note_discrepancies.sql

-- == library

-- == monitor

reset role;

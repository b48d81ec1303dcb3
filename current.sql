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

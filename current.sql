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
alter table specql_cutover.tb_import_run
  add column if not exists status text not null default 'finished',
  add column if not exists finished_at timestamptz,
  drop constraint if exists ck_tb_import_run__status,
  add constraint ck_tb_import_run__status check (status in ('running', 'finished', 'failed', 'undone'));
alter table specql_cutover.tb_import_row
  add column if not exists row_key text,
  add column if not exists old_row jsonb,
  add column if not exists result_hash bytea;
--!include 0_schema/01_write_side/011_core/0117_cutover/01171_import_run/011711_tb_import_run.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/01172_import_row/011721_tb_import_row.sql
--!include 0_schema/01_write_side/011_core/011B_moving/011B1_import_batch/011B11_tb_import_batch.sql
--!include 0_schema/01_write_side/011_core/011B_moving/011B2_cell/011B21_fn_time_from.sql
--!include 0_schema/01_write_side/011_core/011B_moving/011B2_cell/011B22_fn_bigint_from.sql
--!include 0_schema/01_write_side/011_core/011B_moving/011B2_cell/011B23_fn_numeric_from.sql
--!include 0_schema/01_write_side/011_core/011B_moving/011B2_cell/011B24_fn_float_from.sql
--!include 0_schema/01_write_side/011_core/011B_moving/011B2_cell/011B25_fn_real_json.sql
--!include 0_schema/01_write_side/011_core/011B_moving/011B2_cell/011B26_fn_raw_of.sql
--!include 0_schema/01_write_side/011_core/011B_moving/011B2_cell/011B27_fn_with_raw.sql
--!include 0_schema/01_write_side/011_core/011B_moving/011B3_noting/011B31_fn_changed_fields.sql
--!include 0_schema/01_write_side/011_core/011B_moving/011B3_noting/011B32_fn_note_rejects.sql
--!include 0_schema/01_write_side/011_core/011B_moving/011B3_noting/011B33_fn_note_changes.sql

-- == memory

-- == network

-- == tasks

-- == mirror

-- == consistency

-- == library

-- == monitor

reset role;

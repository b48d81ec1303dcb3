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

-- == library

-- == monitor

reset role;
